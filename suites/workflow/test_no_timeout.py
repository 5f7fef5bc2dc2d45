"""wf.no-timeout: a workflow waits for a person or an event without a limit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from harness.pytest_plugin import check

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Judge, Observation, ShippedPackage, Stage

_LIMIT = "timeout.date"


class Waiting(NamedTuple):
    """An element that waits for a person, and whether its time is limited."""

    workflow: str
    item: str
    limited: bool


@check("wf.no-timeout")
def test_no_timeout(stage: Stage, shipped: tuple[ShippedPackage, ...], judge: Judge) -> None:
    """Look at what waits for a person; run the case and look at what waits for an event."""
    asking, events = tuple(interactions(shipped)), waits_for_events(shipped)
    if not asking and not events:
        judge.not_exercised("no workflow waits for a person or an event")
    judge.covered("user interactions", len(asking))
    for each in asking:
        if not each.limited:
            judge.fail(
                "a user interaction waits without a limit",
                where=f"workflow {each.workflow}, {each.item}",
                expected=f"{_LIMIT} is bound",
            )
    if not events:
        return
    stage.case_runs()
    for timeout in trigger_timeouts(stage.observations("call")):
        judge.covered("triggers waited for")
        if timeout <= 0:
            judge.fail(
                "an element waits for an event without a limit",
                expected="a trigger with a timeout",
                seen=f"a timeout of {timeout:g} s, which means none",
            )


def interactions(shipped: Iterable[ShippedPackage]) -> Iterator[Waiting]:
    """Elements that wait for a person."""
    for package in shipped:
        for element, workflow in package.workflows:
            for item in workflow.items:
                if item.type == "input":
                    limited = any(
                        bind.name == _LIMIT and bind.variable for bind in item.in_bindings
                    )
                    yield Waiting(element.name, item.display_name or item.name, limited)


def waits_for_events(shipped: Iterable[ShippedPackage]) -> bool:
    """Whether an element waits for an event."""
    return any(
        item.type == "waiting-event"
        for package in shipped
        for _, workflow in package.workflows
        for item in workflow.items
    )


def trigger_timeouts(calls: Iterable[Observation]) -> Iterator[float]:
    """Seconds for which watchers were added (``docs/host-protocol.md``, ``watcher.add``)."""
    for call in calls:
        facts = call.facts.get("facts")
        if call.facts.get("method") == "watcher.add" and isinstance(facts, dict):
            yield float(facts.get("timeout") or 0)
