"""The questions that an inventory and its scripting objects give rise to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from suites.concurrency.asking import Children, Find, Lists
from suites.scripting.live import element_type, readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from harness.pytest_plugin import Snapshot, Stage
    from suites.concurrency.asking import Question
    from suites.scripting.live import Reading, Subject

_SCRIPTS: Final = 3
_KINDS: Final = 9
_COUNT: Final = (
    "function count(list) { var n = 0;"
    " for (var i = 0; list && i < list.length; i++) { if (list[i] !== null) n++; } return n; }"
)


class Asked(Struct, frozen=True, kw_only=True):
    """What can be asked.

    Attributes:
        finds: Every object that is found.
        lists: Every relation of an object that is listed in full and without an error.
        kinds: One of each type and of each relation, from the top of the inventory down.
        scripts: Lists that live objects have.
    """

    finds: tuple[Find, ...]
    lists: tuple[Children, ...]
    kinds: tuple[Find | Children, ...]
    scripts: tuple[Lists, ...]

    def down(self) -> Sequence[Question]:
        """Scripts first: they meet what no finder has prepared, and then from the top down."""
        return (*self.scripts[:_SCRIPTS], *self.kinds[:_KINDS])

    def up(self) -> Sequence[Question]:
        """From the deepest objects up, as scripts and clients do that keep ids."""
        return self.kinds[::-1][:_KINDS]


def asked(stage: Stage) -> Asked:
    """Let one session ask it."""
    finds, lists = tuple(_finds(stage)), tuple(_children(stage.inventory))
    scripts = tuple(_read(stage, _scripts(readings(stage))))
    return Asked(
        finds=finds, lists=lists, kinds=kinds(stage.inventory, finds, lists), scripts=scripts
    )


def _finds(stage: Stage) -> Iterator[Find]:
    for node in stage.inventory.nodes:
        found = stage.find(*node.key).found
        if found is not None:
            yield Find(node.type, node.id, found.id)


def _children(inventory: Snapshot) -> Iterator[Children]:
    for branch in inventory.branches:
        if branch.parent is not None and not branch.error and branch.total == len(branch.nodes):
            ids = frozenset(node.id for node in branch.nodes)
            yield Children(*branch.parent, branch.relation, ids)


def kinds(
    inventory: Snapshot, finds: Iterable[Find], lists: Iterable[Children]
) -> tuple[Find | Children, ...]:
    """The first of each kind; a listing of something tells more than one of nothing."""
    found: dict[tuple[str, str], Find | Children] = {}
    for find in finds:
        found.setdefault((find.type, ""), find)
    for each in sorted(lists, key=lambda each: not each.ids):
        found.setdefault((each.type, each.relation), each)
    ranks = ranks_of(inventory)
    return tuple(sorted(found.values(), key=lambda each: ranks.get(each.type, len(ranks))))


def ranks_of(inventory: Snapshot) -> dict[str, int]:
    """How many relations each type of object is below the root; without those that are not."""
    tops = (each.nodes for each in inventory.branches if each.source == "root")
    below = {
        (each.parent[0], node.type)
        for each in inventory.branches
        if each.parent is not None
        for node in each.nodes
    }
    ranks: dict[str, int] = {}
    level, depth = {node.type for nodes in tops for node in nodes}, 0
    while level:
        ranks |= dict.fromkeys(level, depth)
        level = {child for parent, child in below if parent in level} - ranks.keys()
        depth += 1
    return ranks


def _scripts(found: Iterable[Reading]) -> Iterator[Lists]:
    """A script for each live object that has lists which are read without arguments."""
    grouped: dict[Subject, list[Reading]] = {}
    for reading in found:
        plain = reading.kind == "attribute" or reading.expression.endswith("()")
        if plain and element_type(reading.declared) is not None:
            grouped.setdefault(reading.subject, []).append(reading)
    for subject, group in grouped.items():
        counts = ", ".join(f"count({each.expression})" for each in group)
        script = f"{_COUNT}\nvar subject = {subject.expression};\nreturn [{counts}].join(', ');"
        yield Lists(subject.script_name, tuple(each.name for each in group), script)


def _read(stage: Stage, scripts: Iterable[Lists]) -> Iterator[Lists]:
    """Those that can be read, with what they gave."""
    for each in scripts:
        lengths, error = each.read(stage.client, stage.plugin)
        if not error:
            yield replace(each, lengths=lengths)
