"""A plug-in that is connected to two managed systems at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from harness.backend import ManagedSystem
from harness.backend.faults import FaultProxy
from harness.canary import canary
from harness.pytest_plugin.installed import Stage
from harness.pytest_plugin.runs import WorkflowRun
from harness.pytest_plugin.snapshot import Snapshot
from harness.pytest_plugin.stop import NeedMissingError, NothingRemoteError
from harness.pytest_plugin.way import proxy_of

if TYPE_CHECKING:
    from harness.case import Case


class TwoEndpoints(Struct, frozen=True, kw_only=True):
    """A stage with two managed systems, each behind a proxy of its own.

    Attributes:
        stage: The plug-in, installed and connected to both.
        first: What ``[[configure]]`` connects it to.
        second: What ``[[second_endpoint]]`` connects it to.
        alone: The inventory while only the first was connected.
        runs: The runs of ``[[second_endpoint]]``.
    """

    stage: Stage
    first: ManagedSystem
    second: ManagedSystem
    alone: Snapshot
    runs: tuple[WorkflowRun, ...]

    @property
    def proxies(self) -> tuple[FaultProxy, FaultProxy]:
        """The proxies before the first and the second.

        Raises:
            NeedMissingError: One has none.
        """
        return self.stage.proxy, proxy_of(self.second)


class Successor(Struct, frozen=True, kw_only=True):
    """A managed system that the plug-in is not connected to yet, with secrets of its own.

    Attributes:
        system: The system; ``run_workflow(…, system=…)`` tells a workflow of it.
        proxy: The proxy before it.
        changed: How many secrets differ from those of the first one; the case fixes the others.
    """

    system: ManagedSystem
    proxy: FaultProxy
    changed: int


def new_secrets(case: Case) -> dict[str, str]:
    """Other values for the secrets that the case does not fix."""
    return {each.name: canary() for each in case.secret if not (each.value or each.environment)}


def require_second(case: Case) -> None:
    """Make sure that a case can have a second endpoint.

    Raises:
        NeedMissingError: It cannot.
        NothingRemoteError: It cannot have one either.
    """
    backend = case.backend
    if backend is not None and not (backend.start or backend.port):
        raise NothingRemoteError
    if not case.second_endpoint:
        raise NeedMissingError("the case has no [[second_endpoint]]")
    require_start(case)


def require_start(case: Case) -> None:
    """Make sure that a second managed system can be started.

    Raises:
        NeedMissingError: It cannot.
    """
    if case.backend is None or not case.backend.start:
        raise NeedMissingError("a second managed system needs backend.start")


def connect_both(stage: Stage, second: ManagedSystem | None) -> TwoEndpoints:
    """Install and connect the plug-in of a bare stage to its system, and then to a second one.

    Raises:
        NeedMissingError: The case has no managed system.
        PluginNotLoadedError: The plug-in does not start.
        HarnessError: The Orchestrator fails.
    """
    if stage.system is None or second is None:
        raise NeedMissingError("the case has no [backend]")
    stage.also(second)
    stage.install()
    stage.configure()
    alone = stage.walk()
    runs = tuple(stage.run_workflow(each, system=second) for each in stage.case.second_endpoint)
    return TwoEndpoints(stage=stage, first=stage.system, second=second, alone=alone, runs=runs)
