"""inv.side-effect: starting, listing or finding changes the managed system."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from harness.checks import ReasonCode
from harness.pytest_plugin import Reading, at_pointer, check

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Case, Exchange, Judge, Stage

SAFE: Final = ("", "GET", "HEAD", "OPTIONS")
"""HTTP methods that are not meant to change anything; others are shown with a finding."""

Values = dict[str, Any]


class Changed(NamedTuple):
    """Something at the managed system that is not what it was."""

    source: str
    before: Any
    after: Any


@check("inv.side-effect")
def test_side_effect(stage: Stage, judge: Judge) -> None:
    """Start the plug-in once more, list everything, find everything, and look what was written."""
    readings = list(readings_of(stage.case))
    if stage.system is None or not readings:
        judge.not_exercised(
            "the case does not say how to see writes: backend.writes, or effects of workflows",
            ReasonCode.NEED_MISSING if is_remote(stage) else ReasonCode.NOT_APPLICABLE,
        )
    moving, before = read(stage, readings), read(stage, readings)
    still = {source for source in before if before[source] == moving.get(source)}
    if not still:
        judge.not_exercised(
            "every reading of the managed system changes by itself", ReasonCode.NOTHING_COVERED
        )
    seen = len(exchanges_of(stage))
    judge.covered("listings and lookups", look_at_everything(stage))
    judge.covered("readings of the managed system", len(still))
    after = read(stage, readings)
    for each in changes(before, after, still):
        judge.fail(
            "the managed system changes although it was only looked at",
            where=each.source,
            expected=repr(each.before),
            seen=repr(each.after),
            evidence={"requests": list(unsafe(exchanges_of(stage)[seen:]))},
        )


def readings_of(case: Case) -> Iterator[Reading]:
    """What the case offers to see writes with: its own reading of them, else all effects."""
    if case.backend is not None and case.backend.writes is not None:
        yield case.backend.writes
        return
    for entry in case.workflow:
        for effect in entry.expect.effect:
            yield Reading(
                http=effect.http, headers=effect.headers, command=effect.command, at=effect.at
            )


def is_remote(stage: Stage) -> bool:
    """Whether the managed system has an address."""
    return stage.system is not None and stage.system.bindings.port is not None


def read(stage: Stage, readings: Iterable[Reading]) -> Values:
    """Read what the managed system says; nothing where it says nothing."""
    assert stage.system is not None
    values: Values = {}
    for wanted in readings:
        reading = stage.system.expand(wanted)
        given = stage.system.read(reading)
        values[reading.source] = at_pointer(given.document, reading.at)[1] if given.ok else None
    return values


def look_at_everything(stage: Stage) -> int:
    """Restart where that is possible, then list and find; how many calls were made."""
    if stage.simulated:
        stage.restart_host()
    snapshot = stage.walk()
    nodes = [node for node in snapshot.nodes if node.id]
    for node in nodes:
        stage.find(node.type, node.id)
        for relation in stage.facts.relations.get(node.type, ()) if stage.simulated else ():
            stage.has_children(node.type, node.id, relation)
    return len(snapshot.branches) + len(nodes)


def changes(before: Values, after: Values, still: Iterable[str]) -> Iterator[Changed]:
    """Compare two readings, as far as they stood still by themselves."""
    for source in sorted(still):
        if before[source] != after.get(source):
            yield Changed(source, before[source], after.get(source))


def exchanges_of(stage: Stage) -> tuple[Exchange, ...]:
    """What went through the proxy, if there is one."""
    proxy = stage.system.proxy if stage.system is not None else None
    return proxy.exchanges if proxy is not None else ()


def unsafe(exchanges: Iterable[Exchange]) -> Iterator[str]:
    """Requests that may have done it."""
    for each in exchanges:
        if each.method not in SAFE and not each.login:
            yield f"{each.method} {each.path}"
