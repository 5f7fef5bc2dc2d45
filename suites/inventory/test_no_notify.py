"""inv.no-notify: the plug-in changes what it shows and does not tell the server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from harness.pytest_plugin import check
from suites.inventory.questions import Question, ask

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from harness.pytest_plugin import Judge, Node, Snapshot, Stage

KINDS: Final = ("notifyElementInvalidate", "notifyElementUpdated", "notifyElementDeleted")
WAIT_S: Final = 5.0


class Change(NamedTuple):
    """Objects that are otherwise after the workflows of the case.

    Attributes:
        type: Their type.
        came: Ids that are new.
        went: Ids that are gone.
    """

    type: str
    came: tuple[str, ...]
    went: tuple[str, ...]


@check("inv.no-notify")
def test_no_notify(own_stage: Stage, judge: Judge) -> None:
    """See what is listed from memory; let the workflows change that, and wait to be told."""
    stage, _ = own_stage, own_stage.proxy
    if not stage.case.workflow or not stage.finder_types:
        judge.not_exercised("there is no workflow, or nothing that it could change")
    stage.install()
    stage.configure()
    remembered = [name for name in stage.finder_types if not asks_each_time(stage, name)]
    asking = len(stage.finder_types) - len(remembered)
    judge.covered("types that are asked for each time", asking)
    if asking:
        judge.note(f"{asking} types are asked for each time, so that nobody needs to be told")
    if remembered:
        changes_are_told(stage, judge, remembered)


def asks_each_time(stage: Stage, type_name: str) -> bool:
    """Whether a second listing asks the managed system again; no objects tell nothing."""
    question, client = Question("findAll", type_name), stage.client
    ask(stage, question, client)
    before = stage.proxy.counters
    ask(stage, question, client)
    return (stage.proxy.counters - before).requests > 0


def changes_are_told(stage: Stage, judge: Judge, types: Collection[str]) -> None:
    """Run the workflows of the case between two readings, and look for notifications."""
    before = stage.walk()
    seen = len(stage.observations("notification"))
    stage.case_runs()
    found = list(changes(before, stage.walk(), types))
    judge.covered("changed types that are listed from memory", len(found))
    if not found:
        judge.note(
            "the workflows of the case leave everything that is listed from memory as it was"
        )
        return
    told = stage.clock.wait_until(lambda: bool(told_since(stage, seen)), WAIT_S)
    for each in () if told else found:
        judge.fail(
            f"objects of {each.type} change, and the server is not told",
            where=each.type,
            expected=f"one of {', '.join(KINDS)}",
            seen=f"no notification; new: {', '.join(each.came) or 'none'}, "
            f"gone: {', '.join(each.went) or 'none'}",
        )


def told_since(stage: Stage, seen: int) -> list[str]:
    """Methods of the notifications since some were seen."""
    made = stage.observations("notification")[seen:]
    return [each.facts["method"] for each in made if each.facts.get("method") in KINDS]


def changes(before: Snapshot, after: Snapshot, types: Collection[str]) -> Iterator[Change]:
    """Compare the ids of two readings, type by type."""
    for name in sorted(types):
        old, new = ids(before.nodes, name), ids(after.nodes, name)
        if old != new:
            yield Change(name, tuple(sorted(new - old)), tuple(sorted(old - new)))


def ids(nodes: Collection[Node], type_name: str) -> set[str]:
    """Ids of the objects of a type."""
    return {node.id for node in nodes if node.type == type_name}
