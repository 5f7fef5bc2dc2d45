"""Running workflows of the case with something going wrong at a chosen request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from harness.pytest_plugin import Fault, Profile, Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from harness.pytest_plugin import Exchange, Launch, Stage, WorkflowEntry

SAFE: Final = ("", "GET", "HEAD", "OPTIONS")
"""HTTP methods that are not meant to change anything."""
_LOGIN: Final = re.compile(r"log-?in|session|auth|token", re.IGNORECASE)
STRUCK_S: Final = 20.0
"""How long to wait until a run has come to the request that is spoiled."""

Objects = dict[tuple[str, str], str]
"""Names of objects by type and id."""


class Driven(NamedTuple):
    """A run, and what it did at the managed system.

    Attributes:
        entry: The entry of the case.
        state: Final state; ``timed out`` when it did not end.
        error: Why it failed.
        log: What it wrote into its log.
        exchanges: Requests of the plug-in meanwhile.
        made: Objects that are there after it and were not before.
        struck: Whether a fault struck.
    """

    entry: WorkflowEntry
    state: str
    error: str
    log: str
    exchanges: tuple[Exchange, ...]
    made: Objects
    struck: bool

    @property
    def writes(self) -> tuple[int, ...]:
        """Numbers of the requests that were to change something, log-ins left out."""
        return tuple(number for number, each in enumerate(self.exchanges) if is_write(each))


def candidates(stage: Stage) -> Iterator[WorkflowEntry]:
    """Runs of the case that are to succeed, one of each workflow."""
    seen = set()
    for entry in stage.case.workflow:
        key = entry.id or entry.name
        if entry.expect.state == "completed" and key not in seen:
            seen.add(key)
            yield entry


def connect_again(stage: Stage) -> None:
    """Connect the plug-in once more if the runs of the case have removed what connects it."""
    if any(stage.prepare(entry) is None for entry in candidates(stage)):
        stage.configure()


class Driver:
    """Drives workflows, and knows what is there so that nothing is listed twice.

    Args:
        stage: A stage whose managed system is behind the proxy.
    """

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        connect_again(stage)
        self._known = objects(stage)

    def drive(
        self,
        entry: WorkflowEntry,
        rule: Rule | None = None,
        meanwhile: Callable[[], Any] | None = None,
    ) -> Driven | None:
        """Run a workflow of the case; None when its inputs cannot be had.

        Args:
            entry: The entry.
            rule: What goes wrong.
            meanwhile: Called once the rule has struck, while the run is under way.
        """
        launch, proxy = self.stage.prepare(entry), self.stage.proxy
        if launch is None:
            return None
        seen = len(proxy.exchanges)
        with self.stage.profile(Profile(rules=(rule,) if rule else ())):
            launch.start()
            struck = rule is not None and self._wait_for_strike(launch, seen)
            if struck and meanwhile is not None:
                meanwhile()
            over = self._wait_for_end(launch)
        exchanges = proxy.exchanges[seen:]
        if not over:
            launch.cancel()
        document = launch.read().document
        made = self._made() if changes_something(exchanges) else {}
        state = document.state if over else "timed out"
        return Driven(
            entry, state, document.content_exception or "", launch.log(), exchanges, made, struck
        )

    def _wait_for_strike(self, launch: Launch, seen: int) -> bool:
        """Wait until the managed system has answered the request that is spoiled."""

        def struck() -> bool:
            return any(each.fault and each.status for each in self.stage.proxy.exchanges[seen:])

        self.stage.clock.wait_until(lambda: struck() or launch.over, STRUCK_S)
        return struck()

    def _wait_for_end(self, launch: Launch) -> bool:
        limit = self.stage.case.deadlines.workflow
        return self.stage.clock.wait_until(lambda: launch.over, limit)

    def _made(self) -> Objects:
        before, self._known = self._known, objects(self.stage)
        return {key: name for key, name in self._known.items() if key not in before}


def changes_something(exchanges: Iterable[Exchange]) -> bool:
    """Whether one of the requests was to change something."""
    return any(is_write(each) for each in exchanges)


def is_write(exchange: Exchange) -> bool:
    """Whether a request is to change something; a log-in is not."""
    return exchange.method not in SAFE and not _LOGIN.search(exchange.path)


def objects(stage: Stage) -> Objects:
    """What the inventory shows now."""
    return {
        node.key: str(node.properties.get("name") or node.properties.get("displayName") or "")
        for node in stage.walk().nodes
        if node.id
    }


def answer_lost(exchange: Exchange) -> Rule:
    """A rule that lets requests like this one through once, and keeps back half of the answer."""
    first = exchange.path.partition("?")[0].strip("/").partition("/")[0]
    return Rule(
        fault=Fault.HALF_OPEN, method=exchange.method, path=f"^/{re.escape(first)}", times=1
    )


def refused(number: int) -> Rule:
    """A rule that answers the request of a number with 503 and lets all others through."""
    return Rule(fault=Fault.STATUS, status=503, after=number, times=1)
