"""Options of the whole suite."""

import pytest

EVERY_VARIANT = "--every-variant"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        EVERY_VARIANT,
        action="store_true",
        help="run each misbehaving plug-in by itself, with all checks of its area",
    )
