"""Options of the whole suite."""

import pytest


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
