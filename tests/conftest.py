"""Options of the whole suite."""

import os

import pytest

# Tests start hundreds of processes of ours. Where this is set, each of them compiles the whole
# package again, which takes it half a second.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--every-variant",
        action="store_true",
        help="run each misbehaving plug-in by itself, with all checks of its area",
    )
    parser.addoption(
        "--record-runs",
        action="store_true",
        help="add what the misbehaving plug-ins show to sample_plugins/misbehaving/measured.json",
    )
