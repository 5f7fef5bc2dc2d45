"""uninst.residue: something stays behind when the plug-in is removed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from harness.checks import Severity
from harness.pytest_plugin import check
from suites.install.states import Change, changes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from harness.pytest_plugin import Judge, Leak, Stage

    Search = Callable[[Iterable[tuple[str, str]]], tuple[Leak, ...]]


class Residue(NamedTuple):
    """Something that was left.

    ``kept`` is what the product leaves on purpose, ``endpoint`` an endpoint configuration, ``left``
    anything else.
    """

    kind: str
    change: Change


@check("uninst.residue")
def test_residue(own_stage: Stage, judge: Judge) -> None:
    """Install, configure, run the proof case, remove; compare the server with before."""
    before = own_stage.mockvro.state()
    own_stage.install()
    own_stage.configure()
    own_stage.case_runs()
    own_stage.client.plugins.remove(own_stage.plugin)
    after = own_stage.mockvro.state()
    judge.covered("removal")
    entries = own_stage.mockvro.endpoints(own_stage.plugin)["endpoints"]
    found = list(sort_out(tuple(changes(before, after)), own_stage.plugin))
    for residue in found:
        report(judge, residue, credentials(entries))
    if kept := [each for each in found if each.kind == "kept"]:
        judge.note(
            "the product keeps content packages on purpose",
            seen=f"{len(kept)} entries",
            evidence={"kept": [each.change.where for each in kept]},
        )
    files = [each.change.entry["path"] for each in found if each.change.part == "files"]
    for leak in own_stage.leaks((*readable(entries), *contents(own_stage, files))):
        judge.fail(
            "a secret stays behind in readable form when the plug-in is removed",
            where=leak.where,
            expected="at most setPassword() of an endpoint configuration, which is encrypted",
            seen=f"secret {leak.secret}, {leak.encoding}",
            severity=Severity.BLOCKER,
        )


def contents(stage: Stage, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The files that were left as text, each with its place."""
    for path in paths:
        yield f"file {path}", stage.mockvro.left_file(path).decode("utf-8", "replace")


def report(judge: Judge, residue: Residue, credentials: Collection[str]) -> None:
    """File one thing that was left; ``credentials`` names endpoints with passwords."""
    change = residue.change
    if residue.kind == "endpoint":
        file = judge.warn if change.entry["id"] in credentials else judge.note
        file(
            "an endpoint configuration stays behind when the plug-in is removed",
            where=change.where,
            expected="a workflow that removes it, as the last one of the case",
            seen=f"keys {', '.join(change.entry['keys'])}",
        )
    elif residue.kind == "left":
        judge.fail(
            "something stays behind when the plug-in is removed",
            where=change.where,
            seen=str(change),
        )


def sort_out(found: Collection[Change], plugin: str) -> Iterator[Residue]:
    """Tell apart what the product keeps, what the plug-in could have removed, and the rest.

    A plug-in is not told of its removal, and no source says whether the product removes its
    endpoint configurations; those warn therefore when they hold passwords, and are noted else.
    """
    packaged = {
        (member["kind"], member["id"])
        for change in found
        if change.part == "packages"
        for member in change.entry["members"]
    }
    homes = _homes(found, packaged)
    for change in found:
        entry = change.entry
        member = change.part == "elements" and (entry["kind"], entry["id"]) in packaged
        home = change.part == "categories" and entry["id"] in homes
        if member or home or change.part == "packages":
            yield Residue("kept", change)
        elif change.part == "endpoints" and entry["plugin"] == plugin:
            yield Residue("endpoint", change)
        else:
            yield Residue("left", change)


def _homes(found: Collection[Change], packaged: Collection[tuple[str, str]]) -> set[str]:
    """The categories of packaged elements, and those above them."""
    parents = {
        each.entry["id"]: each.entry["parent"] for each in found if each.part == "categories"
    }
    homes: set[str] = set()
    for change in found:
        if change.part == "elements" and (change.entry["kind"], change.entry["id"]) in packaged:
            category = change.entry["category"]
            while category in parents and category not in homes:
                homes.add(category)
                category = parents[category]
    return homes


def credentials(endpoints: Iterable[dict[str, Any]]) -> frozenset[str]:
    """The ids of endpoint configurations with a password in them."""
    return frozenset(
        endpoint["id"]
        for endpoint in endpoints
        if any(
            each["type"] == "password" and each["value"] for each in endpoint["entries"].values()
        )
    )


def readable(endpoints: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """The values of endpoint configurations that are stored as they are, each with its place."""
    for endpoint in endpoints:
        for key, entry in endpoint["entries"].items():
            if entry["type"] != "password":
                yield f"endpoint {endpoint['id']}, key {key}", json.dumps(entry["value"])
