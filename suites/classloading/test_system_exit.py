"""cl.system-exit: the plug-in ends the server's process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from harness.errors import CannotJudgeError
from harness.pytest_plugin import check

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Aftermath, Inspection, Judge

    Noticed = tuple[str, dict[str, Any]]
    """Name of a stage, and the facts of an observation in it."""

CHECK = "cl.system-exit"

_KILLED = 9
"""The signal of a memory shortage, or of a person; no plug-in can send it to its own JVM."""

_PLUGIN_CALLS = ("plugin.load", "finder.", "script.", "session.")


class Death(NamedTuple):
    """A host that ended by itself; ``during`` names the calls into plug-ins that it ended."""

    stage: str
    facts: dict[str, Any]
    during: tuple[str, ...]
    trapped: bool

    @property
    def how(self) -> str:
        """Exit code or signal."""
        code, signal = self.facts.get("exitCode"), self.facts.get("signal")
        return f"exit code {code}" if signal is None else f"signal {signal}"

    @property
    def attributed(self) -> bool:
        """Whether a call into the plug-in or an exit call on record says whose doing it was."""
        return self.facts.get("signal") != _KILLED and (bool(self.during) or self.trapped)


@check(CHECK)
def test_system_exit(aftermath: Aftermath, inspection: Inspection, judge: Judge) -> None:
    """Look at the code, at exits that were trapped, and at hosts that died, in the whole run."""
    noticed = [(stage, item.facts) for stage, item in aftermath.observations]
    judge_code(inspection, judge)
    judge.covered("hosts", sum(facts["kind"] == "host-started" for _, facts in noticed))
    for stage, facts in trapped(noticed):
        judge.fail(
            f"the plug-in calls {facts['method']}, which ends the server's process",
            where=str(facts.get("pluginFrame") or stage),
            expected="an exception",
            seen=f"{facts['method']}({facts['status']})",
            evidence={"stage": stage, "call": facts.get("call"), "stack": facts.get("stack")},
        )
    judge_deaths(judge, deaths(noticed))


def judge_code(inspection: Inspection, judge: Judge) -> None:
    """Take over the call sites; that none could be looked for must be told."""
    judge.take(inspection.of(CHECK))
    for each in inspection.coverage(CHECK):
        judge.covered(each.what, each.count)
    if (skip := inspection.skip(CHECK)) is not None:
        judge.note(f"the code was not searched for exits: {skip.reason}")


def judge_deaths(judge: Judge, found: Iterable[Death]) -> None:
    """File the deaths that are the plug-in's doing.

    Raises:
        CannotJudgeError: A host died, and nothing says why.
    """
    unexplained = []
    for death in found:
        if death.attributed:
            judge.fail(
                "host-died: the server's process ended while the plug-in was running",
                where=", ".join(death.during) or death.stage,
                expected="a process that lives until it is told to end",
                seen=death.how,
                evidence={"stage": death.stage, "stderr": death.facts.get("stderrTail")},
            )
        else:
            unexplained.append(f"{death.how} in {death.stage}")
    if unexplained and not judge.failing:
        raise CannotJudgeError(f"a host died, and nothing says why: {', '.join(unexplained)}")


def trapped(noticed: Iterable[Noticed]) -> Iterator[Noticed]:
    """The first trapped exit of each place in the code."""
    seen = set()
    for stage, facts in noticed:
        place = (facts.get("method"), facts.get("pluginFrame"))
        if facts["kind"] == "exit-trapped" and place not in seen:
            seen.add(place)
            yield stage, facts


def deaths(noticed: Iterable[Noticed]) -> Iterator[Death]:
    """The hosts that ended without being told to, with the calls that ended with them.

    A call that was given up goes on in its host, so that it counts until that host ends.
    """
    during: dict[str, list[str]] = {}
    exits: set[str] = set()
    ends: list[Noticed] = []
    given_up: dict[str, list[str]] = {}
    for stage, facts in noticed:
        if facts["kind"] == "exit-trapped":
            exits.add(stage)
        elif facts["kind"] == "host-started":
            given_up.pop(stage, None)
        elif facts["kind"] == "host-exited" and not facts.get("expected"):
            ends.append((stage, facts))
            during.setdefault(stage, []).extend(given_up.pop(stage, ()))
        elif ended_as(facts, "died"):
            during.setdefault(stage, []).append(str(facts["method"]))
        elif ended_as(facts, "deadline"):
            given_up.setdefault(stage, []).append(str(facts["method"]))
    for stage, facts in ends:
        calls = tuple(dict.fromkeys(during.get(stage, ())))
        yield Death(stage, facts, calls, stage in exits)


def ended_as(facts: dict[str, Any], outcome: str) -> bool:
    """Whether this is a call into the plug-in that ended so."""
    called = facts["kind"] == "call" and facts.get("outcome") == outcome
    return called and str(facts.get("method")).startswith(_PLUGIN_CALLS)
