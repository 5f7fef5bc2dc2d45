"""inst.eula-bypassed: something is installed although the licence was refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from harness.pytest_plugin import check
from suites.install.states import Change, changes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.pytest_plugin import FreshStage, Judge, ShippedPackage
    from suites.install.states import State

_REFUSED = 204
_GONE = 404


class Moment(NamedTuple):
    """What is there of a plug-in while nothing may be; ``when`` says what was done."""

    when: str
    listed: bool
    catalogued: bool
    packages: tuple[str, ...]
    changes: tuple[Change, ...]


@check("inst.eula-bypassed")
def test_eula_bypassed(
    fresh_stage: FreshStage, shipped: tuple[ShippedPackage, ...], judge: Judge
) -> None:
    """Leave the licence open, refuse it, accept it afterwards; look at the server each time."""
    # a server that had the plug-in before may have its packages still
    there = fresh_stage.client.packages.names()
    names = frozenset(package.name for package in shipped).difference(there)
    before = state_of(fresh_stage)
    pending = fresh_stage.upload()
    if not pending.eula:
        judge.not_exercised("the artifact has no licence to refuse; doc.eula-missing judges that")
    moments = [look(fresh_stage, "the licence is not answered", before, names)]
    refused = fresh_stage.client.plugins.refuse(pending.id)
    moments.append(look(fresh_stage, "the licence was refused", before, names))
    late = fresh_stage.client.plugins.accept(pending.id)
    moments.append(look(fresh_stage, "the licence was accepted after all", before, names))
    judge.covered("moments without acceptance", len(moments))
    for when, seen in traces(moments):
        judge.fail("the plug-in is there without its licence", where=when, seen=seen)
    for seen in wrong_answers(refused.status, late.status):
        judge.fail("the refusal of the licence is not final", where="installation", seen=seen)


def look(stage: FreshStage, when: str, before: State, packages: frozenset[str]) -> Moment:
    """Ask the server in every way for what must not be there."""
    client = stage.client
    return Moment(
        when,
        client.plugins.get(stage.plugin) is not None,
        client.catalog.root(stage.plugin).answer.ok,
        tuple(sorted(packages.intersection(client.packages.names()))),
        tuple(changes(before, state_of(stage))),
    )


def state_of(stage: FreshStage) -> State:
    """The full listing of the server; nothing where the server does not tell."""
    return stage.mockvro.state() if stage.simulated else {}


def traces(moments: list[Moment]) -> Iterator[tuple[str, str]]:
    """List what is there, as pairs of moment and trace."""
    for moment in moments:
        if moment.listed:
            yield moment.when, "it is listed under /plugins"
        if moment.catalogued:
            yield moment.when, "it has a namespace under /catalog"
        for name in moment.packages:
            yield moment.when, f"its package {name} is there"
        for change in moment.changes:
            yield moment.when, str(change)


def wrong_answers(refused: int, late: int) -> Iterator[str]:
    """Judge the statuses of refusing, and of accepting afterwards (``rest-api.md`` §7.1)."""
    if refused != _REFUSED:
        yield f"refusing is answered with {refused}, not {_REFUSED}"
    if late != _GONE:
        yield f"accepting after refusing is answered with {late}, not {_GONE}"
