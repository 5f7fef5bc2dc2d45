"""inst.overwrites-foreign: the installation changes content that is not the plug-in's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.pytest_plugin import Seeds, check
from suites.install.states import changes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import FreshStage, Judge
    from suites.install.states import Change, State

_PARTS = ("elements", "categories", "packages", "plugins", "endpoints")


@check("inst.overwrites-foreign")
def test_overwrites_foreign(fresh_stage: FreshStage, seeds: Seeds, judge: Judge) -> None:
    """Seed the server with content that collides with the plug-in's, install, and compare."""
    if not seeds.elements:
        judge.not_exercised("the plug-in ships no workflow, action or configuration")
    fresh_stage.client.packages.import_data(seeds.package, "seeds.package")
    before = fresh_stage.mockvro.state()
    fresh_stage.install()
    judge.covered("elements of others", len(before["elements"]))
    for change in foreign(before, fresh_stage.mockvro.state(), seeds.elements):
        newer = change.entry.get("id") in seeds.newer
        judge.fail(
            "the installation replaces a newer version that somebody has changed"
            if newer
            else "the installation changes content of others",
            where=change.where,
            expected="the same content as before; mode 'version' keeps what is newer",
            seen=str(change),
        )


def foreign(before: State, after: State, seeded: Iterable[str]) -> Iterator[Change]:
    """What was there before and is different or gone; of seeded elements the content counts."""
    known = frozenset(seeded)
    for change in changes(before, after, _PARTS):
        mine = change.part == "elements" and change.entry["id"] in known
        # that packages share an element of ours, or have one more owner, changes nothing in it
        content = "sha256" in change.keys if mine else change.part != "packages"
        if change.how == "removed" or (change.how == "changed" and content):
            yield change
