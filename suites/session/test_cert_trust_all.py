"""ses.cert-trust-all: the plug-in talks to a server whose certificate nobody can trust."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from harness.pytest_plugin import check
from suites.session.trust import RIGHT, meetings

if TYPE_CHECKING:
    import pytest

    from harness.pytest_plugin import Judge, Stage
    from suites.session.trust import Meeting


@check("ses.cert-trust-all")
def test_cert_trust_all(stage: Stage, request: pytest.FixtureRequest, judge: Judge) -> None:
    """Connect the plug-in by TLS to certificates that are wrong in four ways."""
    met = meetings(stage, judge, partial(request.getfixturevalue, "own_stage"))
    wrong = [each for each in met if each.certificate != RIGHT]
    judge.covered("certificates that deserve no trust", sum(each.came for each in wrong))
    for each in wrong:
        if each.requests:
            tell(judge, each)


def tell(judge: Judge, met: Meeting) -> None:
    """Something was sent to somebody who need not be the managed system."""
    judge.fail(
        "data is sent to a server whose certificate deserves no trust",
        where=f"certificate: {met.certificate}",
        expected="the handshake is broken off, and nothing is sent",
        seen=f"{len(met.requests)} requests, first {met.requests[0]}",
        evidence={"certificate": met.certificate, "requests": list(met.requests[:10])},
    )
