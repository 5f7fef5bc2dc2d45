"""What the suites of the proof case make of runs."""

from __future__ import annotations

from typing import Any

import pytest

from harness.case import EffectRead, ExpectedEffect, WorkflowEntry
from harness.case.expectation import Expect
from harness.client import Execution
from harness.client.documents import ExecutionDocument, ParameterDocument
from harness.pytest_plugin import EffectSeen, WorkflowRun
from suites.workflow.test_success_without_effect import proofs
from suites.workflow.test_unexpected_result import deviations

COUNT = ParameterDocument(name="count", type="number", value={"number": {"value": 2}})
EFFECT = ExpectedEffect(http="http://system/box", equals="open")


def run(ended: str = "completed", text: str = "", *effects: EffectSeen, **expect: Any) -> Any:
    document = ExecutionDocument(
        id="t1", state=ended, content_exception=text or None, output_parameters=(COUNT,)
    )
    return WorkflowRun(
        entry=WorkflowEntry(name="Open", expect=Expect(**expect)),
        execution=Execution(workflow="w1", document=document),
        effects=effects,
    )


def seen(before: EffectRead | None, after: EffectRead) -> EffectSeen:
    return EffectSeen(effect=EFFECT, before=before, after=after)


SHUT, OPEN = (EffectRead(ok=True, status=200, text=t, document=t) for t in ("shut", "open"))


@pytest.mark.parametrize(
    "expected",
    [
        run(outputs={"count": 2}),
        run("failed", "LH105: no", state="failed", error="LH10"),
        run("completed"),
    ],
)
def test_what_ends_as_expected_does_not_deviate(expected: WorkflowRun) -> None:
    assert list(deviations(expected)) == []


@pytest.mark.parametrize(
    ("unexpected", "wanted", "told"),
    [
        (run("failed", "boom"), "state completed", "state failed, boom"),
        (run(state="failed"), "state failed", "state completed, no error"),
        (run("failed", "boom", state="failed", error="LH1"), "an error that matches", "boom"),
        (run(outputs={"count": 3}), "output count = 3", "2"),
        (run(outputs={"total": 2}), "output total", "the outputs are count"),
        (WorkflowRun(entry=WorkflowEntry(name="x"), problem="no such"), "state", "cannot be start"),
    ],
)
def test_what_ends_otherwise_is_told(unexpected: WorkflowRun, wanted: str, told: str) -> None:
    ((expected, came),) = deviations(unexpected)
    assert wanted in expected
    assert told in came


def test_an_effect_that_came_proves_something() -> None:
    (proof,) = proofs([run("completed", "", seen(SHUT, OPEN))])
    assert (proof.mismatch, proof.stale) == ("", False)


def test_an_effect_that_did_not_come() -> None:
    (proof,) = proofs([run("completed", "", seen(SHUT, SHUT))])
    assert "shut" in proof.mismatch


def test_an_effect_that_was_there_before_proves_nothing() -> None:
    (proof,) = proofs([run("completed", "", seen(OPEN, OPEN))])
    assert (proof.mismatch, proof.stale) == ("", True)


def test_runs_that_say_they_failed_are_not_judged_by_their_effects() -> None:
    assert proofs([run("failed", "boom", seen(SHUT, SHUT))]) == []
