"""con.instance-field-state: what one session sets, another one reads."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from harness.pytest_plugin import check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.pytest_plugin import Judge, Stage


class Setting(NamedTuple):
    """A text of a global scripting object that scripts may set."""

    singleton: str
    attribute: str


@check("con.instance-field-state")
def test_instance_field_state(stage: Stage, judge: Judge, submission: Any) -> None:
    """Set texts in one session and read them in another, which must not see them."""
    found = list(settings_of(stage))
    if not found:
        judge.not_exercised("no global scripting object has a text that scripts may set")
    for setting in found:
        judge_setting(stage, judge, setting, f"canary-{submission.seed & 0xFFFFFFFF:08x}")


def judge_setting(stage: Stage, judge: Judge, setting: Setting, canary: str) -> None:
    """Set a text, then read it in a session of its own."""
    target = f"{setting.singleton}.{setting.attribute}"
    script = f"{target} = {json.dumps(canary)}; return {target};"
    if told(stage.mockvro.script(stage.plugin, script).value) != canary:
        return  # it does not keep it at all
    judge.covered("texts set in one session and read in another")
    if told(stage.mockvro.script(stage.plugin, f"return {target};").value) == canary:
        judge.fail(
            "what one session sets, another one reads",
            where=target,
            expected="state of a call in local variables, of a session in the session's factory",
            seen="a text that another session had set",
        )


def settings_of(stage: Stage) -> Iterator[Setting]:
    """Texts of global scripting objects that scripts may set."""
    for each in stage.facts.descriptor.objects:
        if each.singleton is None:
            continue
        for attribute in each.attributes:
            if not attribute.read_only and attribute.return_type.lower() == "string":
                yield Setting(each.singleton.script_name, attribute.script_name)


def told(value: Any) -> Any:
    """The value of a script's result."""
    while isinstance(value, dict) and len(value) <= 2:
        value = value.get("value", next(iter(value.values()), None))
    return value
