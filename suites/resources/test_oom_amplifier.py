"""res.oom-amplifier: an answer without end is read into memory, until there is none left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from harness.pytest_plugin import Fault, Profile, Rule, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.pytest_plugin import Judge, Stage

_GIB: Final = 1 << 30
_MEMORY: Final = "java.lang.OutOfMemoryError"


@check("res.oom-amplifier")
def test_oom_amplifier(own_stage: Stage, judge: Judge) -> None:
    """Look one object up whose answer is a gibibyte long; the heap holds half of that."""
    own_stage.install()
    own_stage.configure()
    nodes = {node.type: node for node in own_stage.inventory.nodes}
    profile = Profile(rules=(Rule(fault=Fault.HUGE, size=_GIB, times=1),))
    for node in reversed(nodes.values()):
        with own_stage.profile(profile):
            before = own_stage.proxy.counters
            own_stage.find(node.type, node.id)
            met = (own_stage.proxy.counters - before).faults
        if met:
            judge.covered("answers without end")
            judge_end(own_stage, judge, f"find({node.type})")
            return
    judge.not_exercised("no call to find() asks the managed system")


def judge_end(stage: Stage, judge: Judge, where: str) -> None:
    """Judge whether the memory went."""
    for text in out_of_memory(stage):
        judge.fail(
            "an answer without end takes all memory of the server",
            where=where,
            expected="a limit on what is read of one answer, or reading piece by piece",
            seen=text,
        )
        return


def out_of_memory(stage: Stage) -> Iterator[str]:
    """Signs that the heap was full."""
    for item in stage.observations("host-exited"):
        if not item.facts.get("expected"):
            yield f"the server ended: {str(item.facts.get('stderrTail'))[-200:]}"
    for call in stage.observations("call"):
        if _MEMORY in classes(call.facts.get("exception")):
            yield f"{call.facts.get('method')} ended with {_MEMORY}"
    for line in stage.mockvro.log():
        if _MEMORY in classes(line.get("thrown")):
            yield f"{_MEMORY} in the log of {line.get('logger')}"


def classes(exception: Any) -> list[str]:
    """Classes of an exception and its causes."""
    found = []
    while isinstance(exception, dict):
        found.append(str(exception.get("class")))
        exception = exception.get("cause")
    return found
