from __future__ import annotations

from typing import Any

import pytest

from harness.checks import Outcome
from harness.checks.registry import spec_of
from harness.errors import CannotJudgeError
from harness.pytest_plugin import Judge
from suites.classloading.test_system_exit import CHECK, deaths, judge_deaths, trapped

TRAPPED = {
    "kind": "exit-trapped",
    "method": "System.exit",
    "status": 3,
    "pluginFrame": "org.example.Exits.leave(Exits.java:6)",
}
STARTED = {"kind": "host-started", "pid": 1}


def exited(*, expected: bool = False, **how: int) -> dict[str, Any]:
    return {"kind": "host-exited", "expected": expected, "stderrTail": "", **how}


def died(method: str) -> dict[str, Any]:
    return {"kind": "call", "method": method, "outcome": "died"}


def at(stage: str, *facts: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(stage, each) for each in facts]


def test_an_exit_is_told_once_a_place() -> None:
    other = TRAPPED | {"pluginFrame": "org.example.Exits.other(Exits.java:9)"}
    noticed = [*at("01", TRAPPED, TRAPPED), *at("02", TRAPPED, other)]
    assert [facts["pluginFrame"] for _, facts in trapped(noticed)] == [
        TRAPPED["pluginFrame"],
        other["pluginFrame"],
    ]


def test_a_host_that_was_told_to_end_did_not_die() -> None:
    assert list(deaths(at("01", STARTED, exited(expected=True, exitCode=0)))) == []


@pytest.mark.parametrize("method", ["plugin.load", "finder.find", "script.run", "session.close"])
def test_a_death_during_a_call_is_the_plugins(method: str) -> None:
    (death,) = deaths(at("01", STARTED, died(method), died(method), exited(exitCode=0)))
    assert (death.attributed, death.how, death.during) == (True, "exit code 0", (method,))


def test_a_call_that_was_given_up_goes_on_in_its_host() -> None:
    hung = died("finder.find") | {"outcome": "deadline"}
    (death,) = deaths(at("01", STARTED, hung, exited(exitCode=1)))
    assert (death.attributed, death.during) == (True, ("finder.find",))
    (later,) = deaths(at("01", hung, exited(expected=True), STARTED, exited(exitCode=1)))
    assert not later.attributed


def test_an_exit_call_on_record_explains_a_death() -> None:
    (death,) = deaths(at("01", TRAPPED, exited(exitCode=3)))
    assert death.attributed


@pytest.mark.parametrize(
    "noticed",
    [
        at("01", STARTED, exited(exitCode=1)),
        at("01", died("script.run"), exited(signal=9)),
        [*at("01", died("script.run")), *at("02", exited(exitCode=1))],
        at("01", died("host.info"), exited(exitCode=1)),
    ],
)
def test_other_deaths_are_nobodys(noticed: list[tuple[str, dict[str, Any]]]) -> None:
    (death,) = deaths(noticed)
    assert not death.attributed
    with pytest.raises(CannotJudgeError, match="nothing says why"):
        judge_deaths(Judge(spec_of(CHECK)), [death])


def test_a_crash_by_signal_is_the_plugins_when_it_ran() -> None:
    (death,) = deaths(at("01", died("finder.find"), exited(signal=11)))
    judge = Judge(spec_of(CHECK))
    judge_deaths(judge, [death])
    (finding,) = judge.findings
    assert (finding.where, finding.seen) == ("finder.find", "signal 11")
    assert finding.summary.startswith("host-died")
    assert judge.conclude(ms=0, attempt=1).outcome is Outcome.FAILED
