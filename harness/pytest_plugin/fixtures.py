"""The fixtures that suites use."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from harness.control import write_null_plugin
from harness.errors import UsageError
from harness.pytest_plugin.seeding import Seeds, seeds_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from harness.artifact import Inspection, ShippedPackage
    from harness.pytest_plugin.endpoints import Successor, TwoEndpoints
    from harness.pytest_plugin.installed import Stage
    from harness.pytest_plugin.judging import Judge
    from harness.pytest_plugin.remains import Aftermath
    from harness.pytest_plugin.session import CheckSession
    from harness.pytest_plugin.site import Site
    from harness.pytest_plugin.staging import Staging
    from harness.pytest_plugin.upgrading import Upgrade
    from harness.settings import RunSettings

SESSION = pytest.StashKey["CheckSession"]()


def session_of(config: pytest.Config) -> CheckSession:
    """The session of this process.

    Raises:
        UsageError: The process was not told what to check.
    """
    session = config.stash.get(SESSION, None)
    if session is None:
        raise UsageError(
            "there is nothing to check", where="--vroaccept-run", advice="use 'vroaccept run'"
        )
    return session


def _staging(request: pytest.FixtureRequest) -> Staging:
    return session_of(request.config).staging


def _area(request: pytest.FixtureRequest) -> str:
    return session_of(request.config).area


@pytest.fixture
def judge(request: pytest.FixtureRequest) -> Judge:
    """Takes the findings and the coverage of the check."""
    return session_of(request.config).judge


@pytest.fixture
def submission(request: pytest.FixtureRequest) -> RunSettings:
    """Where artifact and case are, the seed, and the other options of the run."""
    return session_of(request.config).settings


@pytest.fixture
def inspection(request: pytest.FixtureRequest) -> Inspection:
    """What can be said about the artifact without running it."""
    return _staging(request).submitted.inspection


@pytest.fixture
def stage(request: pytest.FixtureRequest) -> Stage:
    """The plug-in, installed and configured; shared by the checks of one area."""
    return _staging(request).stage(_area(request))


@pytest.fixture
def fresh_stage(request: pytest.FixtureRequest) -> Iterator[Site]:
    """An Orchestrator of its own with nothing installed; it ends with the check."""
    staging = _staging(request)
    site = staging.fresh_site(_area(request))
    yield site
    staging.end_site(site)


@pytest.fixture
def own_stage(request: pytest.FixtureRequest) -> Stage:
    """An Orchestrator and a managed system for this check alone; nothing is installed yet."""
    return _staging(request).own_stage(_area(request))


@pytest.fixture
def two_endpoints(request: pytest.FixtureRequest) -> TwoEndpoints:
    """A stage for this check alone whose plug-in is connected to two managed systems."""
    return _staging(request).special.two_endpoints(_area(request))


@pytest.fixture
def shared_endpoints(request: pytest.FixtureRequest) -> TwoEndpoints:
    """As ``two_endpoints``, shared by the checks of one area that leave it as it was."""
    return _staging(request).special.shared_endpoints(_area(request))


@pytest.fixture
def successor(request: pytest.FixtureRequest) -> Callable[[], Successor]:
    """Starts a second managed system, with secrets of its own, to move the stage's plug-in to."""
    return partial(_staging(request).special.successor, _area(request))


@pytest.fixture
def previous(request: pytest.FixtureRequest) -> Path:
    """The artifact of an earlier release; without one the check is not exercised."""
    return _staging(request).submitted.previous


@pytest.fixture
def upgrade(request: pytest.FixtureRequest) -> Upgrade:
    """An upgrade from the earlier release, shared by the checks of one area."""
    return _staging(request).special.upgrade(_area(request))


@pytest.fixture
def null_plugin(request: pytest.FixtureRequest) -> Path:
    """The artifact of the null plug-in (module ``Control``), to be installed beside another."""
    folder = _staging(request).settings.folder / "null-plugin"
    folder.mkdir(exist_ok=True)
    return write_null_plugin(folder)


@pytest.fixture
def seeds(request: pytest.FixtureRequest) -> Seeds:
    """Content of somebody else that collides with what the plug-in ships."""
    staging = _staging(request)
    return seeds_for(staging.settings.artifact, staging.case.plugin.name)


@pytest.fixture
def shipped(request: pytest.FixtureRequest) -> tuple[ShippedPackage, ...]:
    """The content packages of the plug-in, element by element."""
    return _staging(request).submitted.shipped


@pytest.fixture
def aftermath(request: pytest.FixtureRequest, judge: Judge) -> Aftermath:  # noqa: ARG001 - check only
    """What is left of all stages; they are closed, and the check runs after all others."""
    return session_of(request.config).aftermath()
