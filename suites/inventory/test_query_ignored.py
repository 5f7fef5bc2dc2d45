"""inv.query-ignored: findAll() gives the same objects whatever the query is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from harness.pytest_plugin import check

if TYPE_CHECKING:
    from collections.abc import Sequence

    from harness.pytest_plugin import Judge, Stage


class Sizes(NamedTuple):
    """How many objects a type gives: without a query, for one name, for a name nobody has."""

    everything: int
    one: int
    none: int

    @property
    def ignored(self) -> bool:
        """Whether the query makes no difference."""
        return self.everything > 1 and self.everything == self.one == self.none


@check("inv.query-ignored")
def test_query_ignored(stage: Stage, judge: Judge) -> None:
    """Ask every type for the name of one of its objects, and for one that none has."""
    if not stage.finder_types:
        judge.not_exercised("the plug-in declares no finder")
    for type_name in stage.finder_types:
        tried = sizes(stage, type_name)
        if tried is None:
            continue
        judge.covered("queries", 3)
        documented = f"{stage.plugin}:{type_name}" in stage.case.inventory.unfiltered
        if tried[1].ignored:
            report = judge.note if documented else judge.fail
            report(
                f"findAll({type_name}) takes no notice of its query",
                where=f"findAll({type_name})",
                expected=f"fewer than {tried[1].everything} objects for {tried[0]!r}",
                seen="the same objects for one name, a name that none has, and no query",
            )


def sizes(stage: Stage, type_name: str) -> tuple[str, Sizes] | None:
    """Ask three times; None when the type has no two objects, or an answer is an error."""
    everything = stage.mockvro.find_all(stage.plugin, type_name)
    name = telling(everything.names)
    if not name:
        return None
    one = stage.mockvro.find_all(stage.plugin, type_name, name)
    none = stage.mockvro.find_all(stage.plugin, type_name, f"no such {name} {len(name)}")
    if one.error or none.error:
        # a plug-in that does not take any text as a query reads it at least
        return name, Sizes(len(everything.ids), 0, 0)
    return name, Sizes(len(everything.ids), len(one.ids), len(none.ids))


def telling(names: Sequence[str]) -> str:
    """Pick a name that only one of several objects has a part of its own; empty for none."""
    if len(names) <= 1:
        return ""
    alone = (name for name in names if name and sum(name in other for other in names) == 1)
    return next(alone, "")
