"""wf.scripted-loop: a long loop in one element, which is repeated as a whole after a restart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from harness.pytest_plugin import Fault, Rule, check
from suites.workflow.driving import Driver

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Judge, ShippedPackage, Stage, WorkflowEntry

_LOOP: Final = re.compile(r"\b(?:for|while)\b\s*(?:each\s*)?\(")
_EXECUTE: Final = re.compile(r"\.\s*execute\s*\(")
_COMMENT: Final = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)


class Looping(NamedTuple):
    """An element that runs workflows in a loop."""

    workflow: str
    name: str
    item: str


@check("wf.scripted-loop")
def test_scripted_loop(stage: Stage, shipped: tuple[ShippedPackage, ...], judge: Judge) -> None:
    """Look for the loops; restart in the second round of those that the case runs."""
    scripts = sum(
        1
        for package in shipped
        for _, flow in package.workflows
        for item in flow.items
        if item.script
    )
    judge.covered("scripts of workflows", scripts)
    if not scripts:
        judge.not_exercised("the plug-in ships no workflow with a script")
    found = tuple(loops(shipped))
    for each in found:
        judge.warn(
            "workflows are run in a loop of one script, which has no checkpoint",
            where=f"workflow {each.name}, {each.item}",
            expected="a foreach element, or a loop of elements",
        )
        for entry in stage.case.workflow:
            if each.workflow == entry.id or each.name == entry.name:
                interrupt(stage, judge, entry)
                break


def loops(shipped: Iterable[ShippedPackage]) -> Iterator[Looping]:
    """Elements whose script executes workflows inside a loop."""
    for package in shipped:
        for element, workflow in package.workflows:
            for item in workflow.items:
                if item.script and executes_in_loop(item.script):
                    yield Looping(element.id, element.name, item.display_name or item.name)


def executes_in_loop(script: str) -> bool:
    """Whether ``execute`` is called in the body of a loop; comments do not count."""
    text = _COMMENT.sub("", script)
    return any(_EXECUTE.search(body(text, found.end())) for found in _LOOP.finditer(text))


def body(text: str, start: int) -> str:
    """The body of the loop whose head goes on at a place: a block, or one statement."""
    after = _matching(text, start, "(", ")")
    rest = text[after:].lstrip()
    if rest.startswith("{"):
        begin = len(text) - len(rest) + 1
        return text[begin : _matching(text, begin, "{", "}")]
    return rest.partition(";")[0]


def _matching(text: str, start: int, opening: str, closing: str) -> int:
    """Behind the bracket that closes the one before ``start``."""
    depth = 1
    for place in range(start, len(text)):
        depth += (text[place] == opening) - (text[place] == closing)
        if depth == 0:
            return place + 1
    return len(text)


def interrupt(stage: Stage, judge: Judge, entry: WorkflowEntry) -> None:
    """Lose the answer to the second change, restart then, and compare with a run without that."""
    _ = stage.proxy
    driver = Driver(stage)
    whole = driver.drive(entry)
    if whole is None or len(whole.writes) < 2 or not whole.made:
        judge.note("the loop changes nothing at the managed system", where=entry.title)
        return
    method = whole.exchanges[whole.writes[1]].method
    rule = Rule(fault=Fault.HALF_OPEN, method=method, after=1, times=1)
    resumed = driver.drive(entry, rule, stage.restart_host)
    if resumed is None or not resumed.struck:
        return
    judge.covered("loops interrupted")
    if len(resumed.made) > len(whole.made):
        judge.fail(
            "a loop in one script is repeated as a whole after a restart",
            where=f"workflow {entry.title}",
            expected=f"{len(whole.made)} new objects, as without a restart",
            seen=f"{len(resumed.made)} new objects",
        )
