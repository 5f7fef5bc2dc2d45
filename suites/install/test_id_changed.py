"""upg.id-changed: ids of the earlier release lead nowhere."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from harness.pytest_plugin import check

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import CatalogLookup, Inspection, Judge, Node, Upgrade

_SHOWN = 5
_NAMES = ("displayName", "@name", "name")
_WORDS = ("id", "ids", "identifier", "identifiers", "kennung", "identifiant", "identificador")


class Dangling(NamedTuple):
    """Ids of one type that do not resolve, out of how many, and what is seen instead."""

    type: str
    ids: tuple[str, ...]
    asked: int
    seen: str


@check("upg.id-changed")
def test_id_changed(upgrade: Upgrade, inspection: Inspection, judge: Judge) -> None:
    """Ask the new release for every object that the earlier one showed."""
    upgrade.require_started()
    judge.covered("objects of the earlier release", len(upgrade.found))
    told = inspection.announces(*_WORDS)
    for each in dangling(upgrade.found):
        file = judge.warn if told else judge.fail
        file(
            f"ids of {each.type} from the earlier release do not resolve"
            + (", as the release notes say" if told else ""),
            where=each.type,
            expected="the same object, because workflows and other variables store its id",
            seen=f"{each.seen}: {len(each.ids)} of {each.asked}, {', '.join(each.ids[:_SHOWN])}",
            evidence={"ids": list(each.ids)},
        )


def dangling(found: Iterable[tuple[Node, CatalogLookup]]) -> Iterator[Dangling]:
    """Group what does not resolve by type."""
    lost: dict[str, list[tuple[str, str]]] = defaultdict(list)
    asked: dict[str, int] = defaultdict(int)
    for node, lookup in found:
        asked[node.type] += 1
        if problem := unlike(node, lookup):
            lost[node.type].append((node.id, problem))
    for kind, ids in lost.items():
        yield Dangling(kind, tuple(each for each, _ in ids), asked[kind], ids[0][1])


def unlike(node: Node, lookup: CatalogLookup) -> str:
    """What is found instead of an object; empty when it is the same by its name."""
    if lookup.error:
        return lookup.error
    if lookup.found is None:
        return "nothing is found"
    names = [_name(node.properties), _name(lookup.found.properties)]
    if all(names) and names[0] != names[1]:
        return f"{names[1]!r} is found instead of {names[0]!r}"
    return ""


def _name(properties: dict[str, object]) -> str:
    return next((str(properties[key]) for key in _NAMES if properties.get(key)), "")
