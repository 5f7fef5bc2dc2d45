"""chk.find-per-element: keeping an object in a variable asks the managed system again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harness.pytest_plugin import check
from suites.checkpoint.waiting import one_of_each_type
from suites.scripting.live import found_by

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Node, Stage

ELEMENTS: Final = 20
_ONE: Final = 1.0
"""Undocumented: remote calls for one reference in one element."""


@check("chk.find-per-element")
def test_find_per_element(stage: Stage, judge: Judge) -> None:
    """Count the requests that a workflow of twenty elements makes for one object."""
    proxy = stage.proxy
    nodes = list(one_of_each_type(stage.inventory.nodes))
    if not nodes:
        judge.not_exercised("the inventory shows no object")
    for node in nodes:
        before = proxy.counters
        if not runs_through(stage, node):
            judge.note("the workflow does not come to its end", where=f"{node.type}/{node.id}")
            continue
        requests = (proxy.counters - before).requests
        judge.covered("elements that refer to an object", ELEMENTS)
        judge.measure(
            f"remote calls for one find of {node.type}",
            requests / ELEMENTS,
            "calls",
            _ONE,
            documented=False,
            where=f"{node.type}/{node.id}",
        )


def runs_through(stage: Stage, node: Node) -> bool:
    """Run the elements: the first finds the object, the others are only given it."""
    run = stage.begin(
        {"object": f"{stage.plugin}:{node.type}", "seen": "boolean"},
        f"object = {found_by(stage.plugin, node.key)};",
        *("seen = object !== null;",) * (ELEMENTS - 1),
    )
    return run.settle().document.state == "completed"
