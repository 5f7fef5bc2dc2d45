"""res.socket-leak: connections are not given back when a call fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.pytest_plugin import check, grows_with_dose, slope
from suites.resources.soak import failing

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage


@check("res.socket-leak")
def test_socket_leak(stage: Stage, judge: Judge) -> None:
    """Make calls fail again and again; count connections after each round."""
    seen, pool = failing(stage), stage.case.claims.pool_size
    judge.covered("failing calls", seen.calls * len(seen.sockets))
    if grows_with_dose(seen.sockets, slack=pool):
        judge.fail(
            "connections follow the calls that fail",
            where="read methods, with errors of the managed system",
            expected=f"at most {pool} connections that stay (claims.pool_size)",
            seen=f"{slope(seen.sockets):.1f} more after each round of {seen.calls} calls",
            evidence={"sockets": list(seen.sockets)},
        )
