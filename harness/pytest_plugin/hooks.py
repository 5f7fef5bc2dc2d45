"""The hooks that turn tests into checks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from harness.pytest_plugin.declare import spec_for
from harness.pytest_plugin.fixtures import SESSION
from harness.pytest_plugin.ordering import choose
from harness.pytest_plugin.own import collection_error, spec_of_own
from harness.pytest_plugin.session import CheckSession
from harness.pytest_plugin.stop import JudgedFailure, NotExercisedError
from harness.settings import Portion, read_settings

if TYPE_CHECKING:
    from collections.abc import Generator

_DRIVERS: pytest.StashKey[set[str]] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the one option; everything else is in that file."""
    group = parser.getgroup("vroaccept")
    group.addoption("--vroaccept-run", type=Path, help="settings of the run, made by vroaccept")


def pytest_configure(config: pytest.Config) -> None:
    """Make the session when there is something to check."""
    settings = config.getoption("--vroaccept-run")
    if settings is not None:
        config.stash[SESSION] = CheckSession(read_settings(settings))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the checks that were asked for, in their order, each with its time limit."""
    session = config.stash.get(SESSION, None)
    if session is None:
        return
    chosen, config.stash[_DRIVERS], deferred = choose(items, session.settings)
    session.defer(deferred)
    left_out = [item for item in items if item not in chosen]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
    items[:] = chosen
    for item in items:
        item.add_marker(pytest.mark.timeout(session.settings.check_seconds, method="signal"))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Say which files of the partner's own cannot be used."""
    report = yield
    session = collector.config.stash.get(SESSION, None)
    if session is not None and session.settings.portion is Portion.OWN and report.failed:
        session.note(collection_error(report))
    return report


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Start the check before its fixtures are made."""
    session = item.config.stash.get(SESSION, None)
    if session is None:
        return
    if session.settings.portion is Portion.OWN:
        session.begin(spec_of_own(item), journalled=False)
    elif (spec := spec_for(item)) is not None:
        session.begin(spec, journalled=spec.id not in item.config.stash[_DRIVERS])


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """Make failing findings fail the test, so that pytest's own reports say so."""
    result = yield
    session = pyfuncitem.config.stash.get(SESSION, None)
    if session is not None and session.judging and session.judge.failing:
        raise JudgedFailure(session.judge.findings[0].summary)
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Journal the outcome as soon as it is known."""
    session = item.config.stash.get(SESSION, None)
    exception = call.excinfo.value if call.excinfo else None
    if session is not None and (call.when == "call" or exception is not None):
        session.end(exception)
    report = yield
    if isinstance(exception, NotExercisedError):
        report.outcome = "skipped"
        report.longrepr = (str(item.path), 0, f"Skipped: {exception.reason}")
    elif isinstance(exception, JudgedFailure):
        report.longrepr = str(exception)
    return report


def pytest_sessionfinish(session: pytest.Session) -> None:
    """End all stages."""
    checks = session.config.stash.get(SESSION, None)
    if checks is not None:
        checks.staging.close_all()
