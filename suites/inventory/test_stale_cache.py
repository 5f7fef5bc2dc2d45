"""inv.stale-cache: a change of the managed system does not show after invalidation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from harness.checks import ReasonCode
from harness.pytest_plugin import Node, check
from suites.inventory.content import content_reader, contents_by_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Judge, Stage
    from suites.inventory.content import Content, Key

Shown = dict["Key", "frozenset[Content]"]
"""The contents that each object is shown with; objects that are not shown are not in it."""

_MOST = 50
"""Objects that are looked up one by one."""


class Reading(NamedTuple):
    """What listing everything showed, and what looking some of it up did."""

    listed: Shown
    found: Shown


class Stale(NamedTuple):
    """An object that is shown as it was before the change, although it is otherwise now."""

    key: Key
    old: frozenset[Content] | None
    true: frozenset[Content] | None


@check("inv.stale-cache")
def test_stale_cache(own_stage: Stage, judge: Judge) -> None:
    """Change the managed system, say so, read; what a fresh server reads then is the truth.

    What it was before is read from a fresh server, too: some objects are not the same in a plug-in
    that has been used.
    """
    stage, _ = own_stage, own_stage.proxy
    stage.install()
    stage.configure()
    stage.restart_host()
    before = Reading(list_all(stage), {})
    keys = list(before.listed)[:_MOST]
    before = before._replace(found=find_each(stage, keys))
    change(stage)
    for key in keys:
        stage.mockvro.invalidate(stage.plugin, *key)
    found = find_each(stage, keys)
    stage.mockvro.invalidate(stage.plugin)
    after = Reading(wait_for_news(stage, before.listed), found)
    stage.restart_host()
    truth = Reading(list_all(stage), find_each(stage, keys))
    moved = changed(before.listed, truth.listed)
    if not moved:
        judge.not_exercised("the change does not show in the inventory", ReasonCode.NOTHING_COVERED)
    judge.covered("changed objects", len(moved))
    report(judge, "listed after invalidateAll()", stale(before.listed, after.listed, truth.listed))
    report(judge, "found after invalidate()", stale(before.found, after.found, truth.found))


def change(stage: Stage) -> None:
    """Change something behind the plug-in's back; without a way to do so, with its workflows."""
    if stage.system is None or not stage.system.change():
        stage.case_runs()


def list_all(stage: Stage) -> Shown:
    """List everything."""
    found = contents_by_key(stage.walk(), content_reader(stage))
    return {key: frozenset(contents) for key, contents in found.items()}


def find_each(stage: Stage, keys: Iterable[Key]) -> Shown:
    """Look objects up."""
    content, shown = content_reader(stage), {}
    for key in keys:
        found = stage.find(*key).found
        if found is not None:
            node = Node(type=key[0], id=key[1], listed_in="find", properties=found.properties)
            shown[key] = frozenset({content(node)})
    return shown


def wait_for_news(stage: Stage, old: Shown) -> Shown:
    """List everything; as long as nothing is new, again, for the refresh interval of the case."""
    latest: list[Shown] = []

    def is_new() -> bool:
        latest.append(list_all(stage))
        return latest[-1] != old

    stage.clock.wait_until(is_new, stage.case.claims.refresh_seconds)
    return latest[-1]


def changed(before: Shown, truth: Shown) -> tuple[Key, ...]:
    """Objects that are not, or not the same, any more, and new ones."""
    return tuple(key for key in sorted({*before, *truth}) if before.get(key) != truth.get(key))


def stale(before: Shown, after: Shown, truth: Shown) -> Iterator[Stale]:
    """Pick the changed objects that are still shown as they were."""
    for key in changed(before, truth):
        if after.get(key) == before.get(key):
            yield Stale(key, before.get(key), truth.get(key))


def report(judge: Judge, how: str, found: Iterable[Stale]) -> None:
    """File them."""
    for each in found:
        judge.fail(
            "an object is shown as it was before the managed system changed",
            where=f"{'/'.join(each.key)}, {how}",
            expected=text_of(each.true),
            seen=text_of(each.old),
        )


def text_of(contents: frozenset[Content] | None) -> str:
    """A state for people."""
    if contents is None:
        return "nothing"
    texts = (", ".join(f"{name} {value}" for name, value in each) for each in contents)
    return "; ".join(sorted(texts)) or "an object without properties"
