"""inst.breaks-other-plugin: another plug-in works otherwise than before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from harness.pytest_plugin import check

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from harness.pytest_plugin import FreshStage, Judge

Answers = dict[str, Any]
_SCRIPTS = {
    "its singleton": 'return ControlManager.echo("Title \\u0130");',
    "its objects": 'return Server.findAllForType("Control:Thing").length;',
    "one of its objects": 'return String(Server.findForType("Control:Thing", "t1"));',
    "texts and dates": 'return "TITLE".toLocaleLowerCase() + " " + new Date(0).getHours();',
}
_OTHER, _TYPE = "Control", "Thing"


@check("inst.breaks-other-plugin")
def test_breaks_other_plugin(fresh_stage: FreshStage, null_plugin: Path, judge: Judge) -> None:
    """Ask another plug-in the same questions before and after the installation."""
    fresh_stage.client.plugins.install(null_plugin)
    fresh_stage.client.service.wait_ready(fresh_stage.case.deadlines.start)
    before = ask(fresh_stage)
    fresh_stage.install()
    after = ask(fresh_stage)
    judge.covered("questions to another plug-in", len(before))
    for where, seen in differences(before, after):
        judge.fail(
            "another plug-in works otherwise after the installation",
            where=f"plug-in {_OTHER}, {where}",
            expected=str(before[where]),
            seen=seen,
        )


def ask(stage: FreshStage) -> Answers:
    """Everything that the other plug-in is asked, and its answers."""
    catalog, script = stage.client.catalog, stage.mockvro.script
    listed = catalog.all(_OTHER, _TYPE)
    found = [catalog.get(_OTHER, _TYPE, each.id) for each in listed.objects]
    answers: Answers = {
        "listed": stage.client.plugins.get(_OTHER) is not None,
        "root": [(each.type, each.id) for each in catalog.root(_OTHER).objects],
        "findAll": [(each.type, each.id, each.properties) for each in listed.objects],
        "find": [(each.found.id if each.found else None, each.error) for each in found],
    }
    for name, source in _SCRIPTS.items():
        told = script(_OTHER, source)
        answers[f"script, {name}"] = told.value if told.error is None else said(told.error)
    return answers


def said(error: dict[str, Any]) -> str:
    """An error without its stack, which tells no difference."""
    return f"{error.get('name')}: {error.get('message')}"


def differences(before: Answers, after: Answers) -> Iterator[tuple[str, str]]:
    """Questions with another answer."""
    for question, answer in before.items():
        if after.get(question) != answer:
            yield question, str(after.get(question))
