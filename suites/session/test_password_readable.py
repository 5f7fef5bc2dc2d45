"""ses.password-readable: scripts or inventory columns show a password."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from harness.checks import ReasonCode
from harness.pytest_plugin import check

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Judge, Stage

TELLING: Final = re.compile(r"passw|pwd|secret|token|credential|(api|private)_?key", re.IGNORECASE)
"""Names of members that may hold a credential."""
THREW: Final = "threw"
"""What the script says of a member that cannot be read."""
_READ: Final = """
var seen = {};
function look(name, read) {
  try { seen[name] = String(read()); } catch (e) { seen[name] = "threw"; }
}
%s
return JSON.stringify(seen);
"""


class Member(NamedTuple):
    """Something of an object that a script can read without arguments.

    Attributes:
        owner: How the script gets at the object, an expression.
        shown: The object, for people.
        name: Name of an attribute or a method.
        called: Whether it is a method.
    """

    owner: str
    shown: str
    name: str
    called: bool

    @property
    def place(self) -> str:
        """Name for people."""
        return f"{self.shown}.{self.name}{'()' if self.called else ''}"

    @property
    def source(self) -> str:
        """A line of a script that reads it."""
        value = f"o.{self.name}{'()' if self.called else ''}"
        read = f"function () {{ var o = {self.owner}; return {value}; }}"
        return f"look({json.dumps(self.place)}, {read});"


@check("ses.password-readable")
def test_password_readable(stage: Stage, judge: Judge) -> None:
    """Let a script read every member of one object of each class, and look for the secrets."""
    members = list(members_of(stage))
    columns = list(columns_of(stage))
    read = [(place, text) for place, text in read_by_script(stage, members) if text != THREW]
    judge.covered("members that a script reads", len(read))
    judge.covered("properties of the inventory", len(columns))
    for leak in stage.leaks([*read, *columns]):
        judge.fail(
            f"the secret {leak.secret} can be read",
            where=leak.where,
            expected="nothing, or a masked text",
            seen=f"the secret, in the form: {leak.encoding}",
        )
    if not judge.failing:
        doubt(stage, judge, members)


def doubt(stage: Stage, judge: Judge, members: Iterable[Member]) -> None:
    """Where there is no secret to look for, names are all that can be told.

    Raises:
        NotExercisedError: Some member may show a credential, and the case has none.
    """
    telling = [member.place for member in members if TELLING.search(member.name)]
    if telling and not stage.case.secret:
        judge.not_exercised(
            f"{', '.join(telling[:3])} may show a credential, but the case has no [[secret]]",
            ReasonCode.NEED_MISSING,
        )
    for place in telling:
        judge.note(
            "a member has the name of a credential and does not show the secret", where=place
        )


def members_of(stage: Stage) -> Iterator[Member]:
    """Attributes of every object that a script can get, and methods that sound like credentials."""
    descriptor, owners = stage.facts.descriptor, dict(objects_of(stage))
    for each in descriptor.objects:
        if each.singleton and each.singleton.script_name:
            owners.setdefault(each.script_name, (each.singleton.script_name,) * 2)
        if each.script_name not in owners:
            continue
        owner, shown = owners[each.script_name]
        for attribute in each.attributes:
            yield Member(owner, shown, attribute.script_name, called=False)
        for method in each.methods:
            if not method.parameters and TELLING.search(method.script_name):
                yield Member(owner, shown, method.script_name, called=True)


def objects_of(stage: Stage) -> Iterator[tuple[str, tuple[str, str]]]:
    """Script class, expression and name of the first object of every type."""
    firsts = {node.type: node.id for node in reversed(stage.inventory.nodes) if node.id}
    for finder in stage.facts.descriptor.finders:
        if finder.script_object and finder.type in firsts:
            full = json.dumps(f"{stage.plugin}:{finder.type}")
            owner = f"Server.findForType({full}, {json.dumps(firsts[finder.type])})"
            yield finder.script_object, (owner, f"{finder.type}/{firsts[finder.type]}")


def columns_of(stage: Stage) -> Iterator[tuple[str, str]]:
    """Every property of every object, as the inventory shows it."""
    for node in stage.inventory.nodes:
        for name, value in node.properties.items():
            yield f"{node}, property {name}", str(value)


def read_by_script(stage: Stage, members: Iterable[Member]) -> Iterator[tuple[str, str]]:
    """Read all members in one script."""
    source = _READ % "\n".join(member.source for member in members)
    given = stage.mockvro.script(stage.plugin, source)
    text = (given.value or {}).get("string") if given.error is None else None
    if text:
        yield from json.loads(text).items()
