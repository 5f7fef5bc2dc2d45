"""inv.null-list: a finder or relation gives null instead of an empty list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.pytest_plugin import check
from suites.inventory.calls import Listed, listings, listings_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import FreshStage, Judge, Stage


@check("inv.null-list")
def test_null_list(stage: Stage, fresh_stage: FreshStage, judge: Judge) -> None:
    """List everything; and every type once more where nothing is configured yet."""
    if not stage.finder_types:
        judge.not_exercised("the plug-in declares no finder")
    made = listings_of(stage, stage.inventory)
    if stage.configuration:
        made += tuple(list_unconfigured(fresh_stage, stage.finder_types))
    judge.covered("listings", len(made))
    for listed, null in first_nulls(made):
        judge.fail(
            "a listing gives null where nothing is to be listed",
            where=listed.source,
            expected="an empty list",
            seen=null,
        )
    for listed in made:
        if None in ((listed.facts or {}).get("elements") or ()):
            judge.warn("a list has null among its elements", where=listed.source)


def list_unconfigured(site: FreshStage, types: Iterable[str]) -> Iterator[Listed]:
    """List root and types of a plug-in that is installed and nothing more."""
    site.install()
    catalog = site.client.catalog
    answers = [catalog.root(site.plugin)]
    answers += [catalog.all(site.plugin, name) for name in types]
    calls = [call.facts for answer in answers for call in site.calls_of(answer.answer)]
    return listings(calls)


def first_nulls(made: Iterable[Listed]) -> Iterator[tuple[Listed, str]]:
    """Pick the first null of every type and relation."""
    seen = set()
    for listed in made:
        null = null_in(listed)
        key = (listed.args.get("type"), listed.args.get("parentType"), listed.args.get("relation"))
        if null and key not in seen:
            seen.add(key)
            yield listed, null


def null_in(listed: Listed) -> str:
    """Say where the null is; empty when there is none, or an exception in its place."""
    if listed.facts is None:
        return ""
    if listed.facts.get("result") == "null":
        return "null"
    return "a QueryResult whose elements are null" if listed.facts.get("elementsNull") else ""
