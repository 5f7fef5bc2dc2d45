"""chk.lost-property: a value that a script set on an object is gone in the next element."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from harness.pytest_plugin import check
from suites.scripting.live import first_ids, found_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.pytest_plugin import Judge, Stage

_TRANSIENT: Final = re.compile(r"\btransient\b", re.IGNORECASE)
_OTHER: Final = (
    '(function (v) { switch (typeof v) { case "number": return v + 1; case "boolean": return !v;'
    ' default: return v instanceof Date ? new Date(v.getTime() + 60000) : "vro" + (v || ""); } })'
)
_TELL: Final = (
    '(function (v) { return v instanceof Date ? "" + v.getTime() : typeof v + " " + v; })'
)
_REFUSED: Final = "refused"


class Writable(NamedTuple):
    """An attribute that scripts may set on an object of the inventory."""

    script_name: str
    name: str
    key: tuple[str, str]
    transient: bool

    @property
    def where(self) -> str:
        """Place for findings."""
        return f"{self.script_name}.{self.name}"


@check("chk.lost-property")
def test_lost_property(stage: Stage, judge: Judge) -> None:
    """Set each attribute in one element and read it in the next."""
    found = tuple(writable(stage))
    if not found:
        judge.not_exercised("no object of the inventory has an attribute that scripts may set")
    for each in found:
        wanted, seen, error = carry(stage, each)
        judge.covered("attributes set")
        if error:
            judge.note("the workflow does not come to its end", where=each.where, seen=error)
        elif _REFUSED in (wanted, seen) or wanted == seen:
            continue
        elif each.transient:
            judge.note("a transient attribute is lost, as documented", where=each.where)
        else:
            judge.fail(
                "a value that a script sets is gone in the next element",
                where=each.where,
                expected=f"{wanted}, or an error when it is set",
                seen=seen,
                evidence={"object": list(each.key)},
            )


def writable(stage: Stage) -> Iterator[Writable]:
    """Attributes of objects that finders find, which are declared to be written."""
    for script_name, key in first_ids(stage).items():
        declared = stage.facts.descriptor.scripting_object(script_name)
        for each in declared.attributes if declared else ():
            if not each.read_only:
                transient = bool(_TRANSIENT.search(each.description))
                yield Writable(script_name, each.script_name, key, transient)


def carry(stage: Stage, each: Writable) -> tuple[str, str, str]:
    """Set another value, and read it in the next element; an error when it cannot be run."""
    member = f"object.{each.name}"
    run = stage.begin(
        {"object": f"{stage.plugin}:{each.key[0]}", "wanted": "string", "seen": "string"},
        f"object = {found_by(stage.plugin, each.key)}; var other = {_OTHER}({member});"
        f" try {{ {member} = other; wanted = {_TELL}({member}); }}"
        f' catch (e) {{ wanted = "{_REFUSED}"; }}',
        f"seen = {_TELL}({member});",
    )
    document = run.settle().document
    values = document.variables
    error = "" if document.state == "completed" else document.content_exception or document.state
    return str(values.get("wanted")), str(values.get("seen")), error
