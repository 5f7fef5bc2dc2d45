"""Rules over calls that reach beyond the plug-in (M11 of the catalogue).

That a call stands in the code does not show that it is ever made, or with what: a doubt in the
plug-in's own code, a remark in its libraries and in what nothing leads to. What was done at run
time is judged by the suites.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from harness.artifact.calls import calls_of_rules
from harness.artifact.rulebook import breach
from harness.checks.finding import Effect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.artifact.calls import Calls
    from harness.artifact.classes import ClassIndex, Place
    from harness.checks.finding import Finding

_MAX_PLACES = 20


class _Kind(NamedTuple):
    """Sites of one kind make one finding."""

    target: str
    jar: int
    doubtful: bool


def rules(index: ClassIndex) -> Iterator[Finding]:
    """Judge the call sites, and finalizers."""
    for rule, calls in calls_of_rules().items():
        for kind, places in _sites(index, calls).items():
            yield _finding(rule, f"the code {calls.says} with {kind.target}", index, kind, places)
    for site in index.finalizers:
        kind = _Kind(site.target, site.place.jar, _own(index, site.place))
        what = "a class relies on its finalizer, which Java is about to drop"
        yield _finding("M11-finalize", what, index, kind, [site.place])


def _sites(index: ClassIndex, calls: Calls) -> dict[_Kind, list[Place]]:
    careful = {site.place.type for site in index.sites if site.target in calls.hardened}
    found: dict[_Kind, list[Place]] = defaultdict(list)
    for site in index.sites:
        if site.target in calls.calls and site.place.method not in calls.hooks:
            doubtful = _own(index, site.place) and site.place.type not in careful
            found[_Kind(site.target, site.place.jar, doubtful)].append(site.place)
    return found


def _own(index: ClassIndex, place: Place) -> bool:
    return place.jar in index.own and place.reachable


def _finding(rule: str, what: str, index: ClassIndex, kind: _Kind, places: list[Place]) -> Finding:
    return breach(
        rule,
        what,
        where=f"{index.jar_name(kind.jar)}!{places[0]}",
        seen=f"{len(places)} places" if len(places) > 1 else "",
        effect=None if kind.doubtful else Effect.NOTE,
        evidence={"places": [str(place) for place in places[:_MAX_PLACES]]},
    )
