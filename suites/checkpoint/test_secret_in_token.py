"""chk.secret-in-token: a secret is stored with a run, outside of what is made for secrets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from harness.checks import ReasonCode
from harness.pytest_plugin import check
from suites.credentials import takers, without_secret

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Judge, ShippedPackage, Stage, StoredRun

_PROTECTED: Final = frozenset({"SecureString", "Array/SecureString", "EncryptedString"})


class Place(NamedTuple):
    """Where a text is stored: run and variable."""

    run: str
    variable: str
    text: str

    @property
    def where(self) -> str:
        """Place for findings, the same for each run of a workflow."""
        return f"workflow {self.run}, {self.variable}"


@check("chk.secret-in-token")
def test_secret_in_token(stage: Stage, shipped: tuple[ShippedPackage, ...], judge: Judge) -> None:
    """Run the case, and look for its secrets in what is stored of all runs."""
    if not stage.case.secret:
        judge.not_exercised(*without_secret([*takers(shipped), *members(stage)]))
    runs = (*stage.configuration, *stage.case_runs())
    if not runs:
        judge.not_exercised("the case runs no workflow", ReasonCode.NEED_MISSING)
    stored = stage.mockvro.stored_runs()
    judge.covered("runs stored", len(stored))
    places = tuple(texts(stored))
    judge.covered("variables and errors", len(places))
    for leak in stage.leaks(dict.fromkeys((each.where, each.text) for each in places)):
        judge.fail(
            "a secret is stored with a run",
            where=leak.where,
            expected="a variable of type SecureString",
            seen=f"secret {leak.secret} as {leak.encoding}",
        )


def members(stage: Stage) -> tuple[str, ...]:
    """Scripting members that take a SecureString."""
    return tuple(
        f"{each.script_name}.{method.script_name}()"
        for each in stage.facts.descriptor.objects
        for method in each.methods
        if any(parameter.type == "SecureString" for parameter in method.parameters)
    )


def texts(stored: Iterable[StoredRun]) -> Iterator[Place]:
    """Every stored text, except in variables whose type protects it."""
    for run in stored:
        if run.error:
            yield Place(run.name, "error", run.error)
        for slot in run.slots:
            if slot.type not in _PROTECTED:
                yield Place(run.name, f"{slot.group} {slot.name} of type {slot.type}", slot.text)
