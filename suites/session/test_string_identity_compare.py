"""ses.string-identity-compare: ``==`` on texts decides whether a connection has changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from harness.checks import ReasonCode
from harness.pytest_plugin import check
from suites.session.changing import require, updates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from harness.pytest_plugin import Inspection, Judge, Stage

ENDPOINT: Final = re.compile(
    r"pass|pwd|secret|token|credential|user|login|host|addr|url|uri|endpoint|connect",
    re.IGNORECASE,
)
"""Names of what a connection is made of."""
_TARGET: Final = "java.lang.String."


class Compared(NamedTuple):
    """A place where two texts are compared by identity."""

    texts: str
    place: str


@check("ses.string-identity-compare")
def test_string_identity_compare(inspection: Inspection, stage: Stage, judge: Judge) -> None:
    """Look for such comparisons; where there are any, update the connection with equal values."""
    index = inspection.classes
    if index is None:
        judge.not_exercised("the class files could not be read", ReasonCode.NEED_MISSING)
    judge.covered("classes", len(index.entries))
    own = [each for each in index.identities if each.place.jar in index.own]
    found = [*compared(own)]
    if not found:
        return
    entries = updates(stage.case.workflow)[:1]
    if not entries:
        report(judge, found, "the case does not say how a connection is updated")
        return
    require(stage, judge, entries)
    seen = reconnects(stage, judge, entries)
    judge.covered("updates with equal values")
    if not any(seen.values()):
        report(judge, found, "an update with equal values changes nothing")
        return
    judge.fail(
        "an update with equal values is taken for a change, because texts are compared with ==",
        where=found[0].place,
        expected="a comparison with equals, and no new connection",
        seen=", ".join(f"{count} {what}" for what, count in seen.items() if count),
        evidence={"compared": [each._asdict() for each in found]},
    )


def compared(sites: Iterable[Any]) -> Iterator[Compared]:
    """Pick the comparisons of what a connection is made of, in code that something leads to."""
    for site in sites:
        texts = site.target.removeprefix(_TARGET)
        if site.place.reachable and ENDPOINT.search(texts):
            place = site.place
            yield Compared(texts, f"{place.type}.{place.method}, line {place.line}")


def reconnects(stage: Stage, judge: Judge, entries: Sequence[Any]) -> dict[str, int]:
    """Make the same update again; what that costs at the managed system."""
    before, already = stage.proxy.counters, len(stage.proxy.exchanges)
    require(stage, judge, tuple(entries))
    after = stage.proxy.counters - before
    handed = {each for one in stage.proxy.exchanges[already:] for each in one.handed}
    return {
        "log-ins": after.logins,
        "new sessions": len(handed),
        "connections": after.connections,
    }


def report(judge: Judge, found: Iterable[Compared], why: str) -> None:
    """The code alone proves nothing."""
    for each in found:
        judge.note(f"texts are compared by identity: {each.texts}", where=each.place, seen=why)
