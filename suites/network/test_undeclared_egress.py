"""net.undeclared-egress: the plug-in contacts hosts that nobody told it about."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from harness.checks import Severity
from harness.pytest_plugin import check
from suites.deeds import deeds_of, exercise, note_unseen, of
from suites.network.addresses import allowed_of, peer_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Judge, Stage
    from suites.deeds import Deed
    from suites.network.addresses import Allowed

_CONTACTS = ("connect", "send", "multicast")


class Contact(NamedTuple):
    """Somebody whom the case does not name; ``looked_up`` when only the name was resolved."""

    deed: Deed
    whom: str
    looked_up: bool


@check("net.undeclared-egress")
def test_undeclared_egress(stage: Stage, judge: Judge) -> None:
    """Use the plug-in, and compare its connections with what the case names."""
    exercise(stage, judge)
    found = deeds_of(stage)
    judge.covered("connections", sum(1 for _ in of(found, "socket", *_CONTACTS)))
    for contact in undeclared(found, allowed_of(stage)):
        deed = contact.deed
        judge.fail(
            "the plug-in looks up a host that the case does not name"
            if contact.looked_up
            else "the plug-in contacts a host that the case does not name",
            where=deed.frame,
            expected="connections to the configured systems only",
            seen=f"{deed.how} {contact.whom}",
            severity=Severity.MINOR if contact.looked_up else None,
            evidence=deed.evidence,
        )
    note_unseen(stage, judge, "socket")


def undeclared(done: Iterable[Deed], allowed: Allowed) -> Iterator[Contact]:
    """Whom the plug-in talks to or looks up without having been told, each once."""
    deeds, contacted = list(done), set()
    for deed in of(deeds, "socket", *_CONTACTS):
        peer = peer_of(deed.target)
        if peer is None or allowed.includes(peer) or peer.shown in contacted:
            continue
        contacted |= {peer.shown, peer.name}
        yield Contact(deed, peer.shown, looked_up=False)
    for deed in of(deeds, "dns"):
        if deed.target not in contacted and not allowed.knows(deed.target):
            contacted.add(deed.target)
            yield Contact(deed, deed.target, looked_up=True)
