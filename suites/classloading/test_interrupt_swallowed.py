"""cl.interrupt-swallowed: the plug-in takes no notice of an interrupt and loses it."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from harness.checks import Effect
from harness.pytest_plugin import check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from harness.pytest_plugin import Judge, Stage

_ENOUGH: Final = 2
"""Calls that are interrupted."""
_SETTLED_MS: Final = 300
"""A call that runs so long is waiting for the managed system."""
_ABOUT_TO_END_MS: Final = 200
"""What ends so soon after the interrupt may have been about to end by itself."""
_LATE_MS: Final = 5000
_PATIENCE: Final = 20.0
"""Seconds for the answer to a call in which everything takes two seconds."""


class Interrupted(NamedTuple):
    """A call that was interrupted, and how it ended."""

    method: str
    call: str
    after_ms: float
    kept: bool
    outcome: str
    stack: tuple[str, ...]


@check("cl.interrupt-swallowed")
def test_interrupt_swallowed(own_stage: Stage, judge: Judge) -> None:
    """Interrupt calls that wait for a slow managed system, and see how they end."""
    proxy = own_stage.proxy
    own_stage.install()
    own_stage.configure()
    asked = list(questions(own_stage))
    with proxy.profile("2s"):
        for each in interrupted(own_stage, asked):
            judge.covered("calls that were interrupted")
            report(judge, each)


def report(judge: Judge, each: Interrupted) -> None:
    """File a call that did not end for the interrupt, or ended late."""
    effect = effect_of(each)
    if effect is Effect.NOTE:
        return
    (judge.fail if effect is Effect.FAIL else judge.warn)(
        "a call goes on to its normal end after an interrupt, and the interrupt is lost"
        if effect is Effect.FAIL
        else "a call ends late after an interrupt",
        where=each.method,
        expected="an exception soon, or Thread.currentThread().interrupt() before the end",
        seen=f"{each.outcome} after {each.after_ms:.0f} ms, flag "
        + ("kept" if each.kept else "lost"),
        evidence={"call": each.call, "stack": list(each.stack)},
    )


def effect_of(each: Interrupted) -> Effect:
    """What the end of a call means; a lost flag is no harm when the call failed for it."""
    if each.outcome == "ok" and not each.kept and each.after_ms > _ABOUT_TO_END_MS:
        return Effect.FAIL
    return Effect.WARN if each.after_ms > _LATE_MS else Effect.NOTE


def questions(stage: Stage) -> Iterator[Callable[[], object]]:
    """What makes the plug-in wait: finder calls, each kind once, then the workflows of the case."""
    nodes = {node.type: node.id for node in stage.inventory.nodes if node.id}
    for type_name, object_id in nodes.items():
        yield partial(stage.find, type_name, object_id)
        for relation in stage.facts.relations.get(type_name, ()):
            yield partial(stage.children, type_name, object_id, relation)
    for entry in stage.case.workflow:
        yield partial(stage.run_workflow, entry)


def interrupted(stage: Stage, asked: Iterable[Callable[[], object]]) -> Iterator[Interrupted]:
    """Ask, and interrupt what waits, until enough was interrupted."""
    count = 0
    for question in asked:
        if (call := _interrupt(stage, question)) is not None:
            found = _end_of(stage, call)
            count += found is not None
            if found is not None:
                yield found
        if count >= _ENOUGH:
            return


def _interrupt(stage: Stage, question: Callable[[], object]) -> dict[str, Any] | None:
    """Ask in a thread of its own; the call that was interrupted, None when none waited."""
    asking = threading.Thread(target=question, daemon=True)
    asking.start()
    observer, found = stage.session("interrupts").observer, None
    while asking.is_alive() and found is None:
        waiting = observer.get("calls").get("calls") or ()
        found = next((call for call in waiting if waits(call)), None)
        asking.join(0.02)
    if found is not None:
        observer.post("interrupt", call=found["call"])
    asking.join(_PATIENCE)
    return found


def waits(call: dict[str, Any]) -> bool:
    """Whether a call is inside the plug-in and has been for a while."""
    method = str(call.get("method"))
    ours = method.startswith(("finder.", "script."))
    return ours and bool(call.get("inPlugin")) and float(call.get("ms") or 0) > _SETTLED_MS


def _end_of(stage: Stage, call: dict[str, Any]) -> Interrupted | None:
    """How it ended, as far as the host knows."""
    wanted = call["call"]
    ends = [item for item in stage.observations("interrupted-call") if item.call == wanted]
    calls = [item for item in stage.observations("call") if item.call == wanted]
    if not ends or not calls:
        return None
    facts = ends[-1].facts
    return Interrupted(
        str(call.get("method")),
        str(wanted),
        float(facts.get("afterMs") or 0),
        bool(facts.get("flagKept")),
        str(calls[-1].facts.get("outcome")),
        tuple(call.get("stack") or ()),
    )
