"""inst.not-idempotent: installing the same archive again duplicates or changes content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.pytest_plugin import check
from suites.install.states import changes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.pytest_plugin import FreshStage, Judge
    from suites.install.states import Change, State

_CONTENT = ("elements", "categories", "packages", "plugins", "endpoints")
"""What an installation may not change; what a plug-in writes into files is not judged here."""


@check("inst.not-idempotent")
def test_not_idempotent(fresh_stage: FreshStage, judge: Judge) -> None:
    """Install the artifact twice, and compare the server after the first and the second time."""
    fresh_stage.install()
    first = fresh_stage.mockvro.state()
    fresh_stage.install()
    second = fresh_stage.mockvro.state()
    judge.covered("entries compared", sum(len(first.get(part, ())) for part in _CONTENT))
    for change in differences(first, second):
        judge.fail(
            "installing the same archive again changes the server",
            where=change.where,
            expected="the same content as after the first installation",
            seen=str(change),
        )


def differences(first: State, second: State) -> Iterator[Change]:
    """List what the second installation changed."""
    return changes(first, second, _CONTENT)
