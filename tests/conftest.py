"""Options of the whole suite."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from xdist.scheduler import WorkStealingScheduling

if TYPE_CHECKING:
    from xdist.remote import Producer

# Tests start hundreds of processes of ours. Where this is set, each of them compiles the whole
# package again, which takes it half a second.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


TURNS = 3
TURN = "VROACCEPT_TURN"
"""Which part of the misbehaving plug-ins is run: ``0/3``, ``1/3``, ``2/3``, or ``all``."""


def pytest_configure() -> None:
    """Take turns day by day; processes that share the tests inherit the choice."""
    os.environ.setdefault(TURN, f"{datetime.now(UTC).toordinal() % TURNS}/{TURNS}")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> WorkStealingScheduling:
    """Let a worker that has nothing left take over tests of one that has.

    Long tests stand together, and xdist hands tests out early: it leaves them to one worker alone.
    """
    return WorkStealingScheduling(config, log)


def pytest_report_header() -> str:
    """Say which misbehaving plug-ins are left out."""
    return f"misbehaving plug-ins: {os.environ[TURN]} (part of the day, {TURN}=all runs all)"


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
