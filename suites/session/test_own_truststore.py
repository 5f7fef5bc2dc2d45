"""ses.own-truststore: the plug-in does not trust whom the server trusts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from harness.checks import ReasonCode
from harness.pytest_plugin import check
from suites.session.trust import RIGHT, meetings

if TYPE_CHECKING:
    import pytest

    from harness.pytest_plugin import Judge, Stage


@check("ses.own-truststore")
def test_own_truststore(stage: Stage, request: pytest.FixtureRequest, judge: Judge) -> None:
    """Connect the plug-in by TLS to a system that the server's own store vouches for."""
    met = meetings(stage, judge, partial(request.getfixturevalue, "own_stage"))
    (right,) = [each for each in met if each.certificate == RIGHT]
    if not right.came:
        judge.not_exercised(f"nothing came: {right.failure}", ReasonCode.NEED_MISSING)
    judge.covered("connections to a system that the server trusts")
    if not right.requests:
        judge.fail(
            "a system that the server's SSL service trusts is refused",
            where="certificate by an authority in the server's key store",
            expected="a connection",
            seen=right.failure or f"{right.broken_off} handshakes broken off, nothing sent",
        )
