"""Publishers of our own, and what makes the plug-in tell something."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

from harness.checks import ReasonCode
from harness.pytest_plugin import NotExercisedError
from suites.events.declared import Declared, events_of, heard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from harness.pytest_plugin import ManagedSystem, Node, Stage
    from suites.events.declared import Heard

_EACH_END: Final = 8
"""Objects at either end of a listing that are listened to: a change touches them."""
_FILL: Final = 3
_UNCLAIMED_S: Final = 1.5
_LONGEST_S: Final = 30.0
_SPARE_S: Final = 4.0
"""For a busy machine; who waits for something that comes does not wait that long."""


def declared(stage: Stage) -> dict[str, Declared]:
    """The declared events by type.

    Raises:
        NotExercisedError: There are none.
    """
    found = events_of(stage.facts.descriptor)
    if not found:
        reason = "no finder declares triggers or gauges"
        raise NotExercisedError(reason, ReasonCode.NOT_APPLICABLE)
    return found


def pause(stage: Stage) -> float:
    """Seconds between two looks of the plug-in at the managed system."""
    return stage.case.claims.poll_seconds or _UNCLAIMED_S


def settle(stage: Stage) -> float:
    """Seconds after which a plug-in has looked at least once, and again."""
    return min(_LONGEST_S, 2 * pause(stage) + 0.2)


def patience(stage: Stage) -> float:
    """Seconds after which something that is still missing will not come: twice the interval."""
    return min(_LONGEST_S, 2 * pause(stage)) + _SPARE_S


def patient(stage: Stage) -> bool:
    """Whether the claimed interval is short enough for waiting twice as long."""
    return 2 * pause(stage) <= _LONGEST_S


def targets(stage: Stage) -> tuple[Node, ...]:
    """Objects whose events can be heard, with those that a change touches.

    Raises:
        NotExercisedError: There are none, or nothing can be changed there.
    """
    known = declared(stage)
    system(stage).fill(_FILL)
    nodes = stage.walk().nodes
    found: list[Node] = []
    for type_name in known:
        of_type = [node for node in nodes if node.type == type_name]
        found += of_type[:_EACH_END]
        found += of_type[_EACH_END:][-_EACH_END:]
    if not found:
        reason = f"the inventory has no {', '.join(known)}"
        raise NotExercisedError(reason, ReasonCode.NOTHING_COVERED)
    return tuple(found)


def system(stage: Stage) -> ManagedSystem:
    """The managed system.

    Raises:
        NotExercisedError: The case has none.
    """
    if stage.system is None:
        raise NotExercisedError("the case has no [backend]", ReasonCode.NEED_MISSING)
    return stage.system


def change(stage: Stage) -> None:
    """Let something happen at the managed system.

    Raises:
        NotExercisedError: The case does not say how.
    """
    if not system(stage).change():
        reason = "[backend] has no change command, so that nothing happens there"
        raise NotExercisedError(reason, ReasonCode.NEED_MISSING)


def latest(stage: Stage) -> int:
    """Number of the newest observation."""
    seen = stage.observations()
    return seen[-1].seq if seen else 0


def events(stage: Stage, since: int = 0) -> tuple[Heard, ...]:
    """What publishers of checks heard after an observation."""
    return tuple(
        heard(item)
        for item in stage.observations("policy-event")
        if item.seq > since and item.facts.get("probe")
    )


def wait(stage: Stage, seconds: float) -> None:
    """Let the plug-in work."""
    stage.clock.wait_until(lambda: False, seconds)


def linger(stage: Stage, condition: Callable[[], bool]) -> None:
    """Wait for something that should not come.

    As long as the plug-in still looks at the managed system it gets the time to look twice, however
    busy the machine is.
    """
    before = requests_of(stage)
    if stage.clock.wait_until(condition, settle(stage)) or before is None:
        return
    first = before
    if requests_of(stage) != first:
        stage.clock.wait_until(
            lambda: condition() or (requests_of(stage) or 0) > first + 1, patience(stage)
        )


def requests_of(stage: Stage) -> int | None:
    """Requests and open connections of the plug-in so far; None where they are not seen."""
    try:
        counters = stage.proxy.counters
    except NotExercisedError:
        return None
    return counters.requests + counters.open


@contextlib.contextmanager
def listening(
    stage: Stage, objects: Sequence[Node], probe: str, *, pause_ms: int = 0
) -> Iterator[dict[str, str]]:
    """Register a publisher for each object, and take all back at the end.

    Yields:
        What the plug-in said to those it refuses, by object.
    """
    api, refused, taken = stage.client.events, {}, []
    try:
        for node in objects:
            answer = api.register(stage.plugin, probe, node.type, node.id, pause_ms=pause_ms)
            if answer.ok:
                taken.append(node)
            else:
                refused[str(node)] = answer.message
        yield refused
    finally:
        for node in taken:
            api.unregister(stage.plugin, probe, node.type, node.id)
