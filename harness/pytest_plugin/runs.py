"""Running the workflows of a case, with the managed system read before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, structs

from harness.backend import BackendError
from harness.case import Bindings, EffectRead, ExpectedEffect, WorkflowEntry, expand
from harness.client import Execution, UnexpectedAnswerError, VroClient, build_parameters
from harness.errors import UsageError

if TYPE_CHECKING:
    from harness.backend import ManagedSystem
    from harness.client.documents import WorkflowDocument


class EffectSeen(Struct, frozen=True, kw_only=True):
    """One effect, read before and after a run; ``before`` is None when that read failed."""

    effect: ExpectedEffect
    before: EffectRead | None
    after: EffectRead

    @property
    def held_before(self) -> bool:
        """Whether the expected state was there already, so that the run proves nothing."""
        return self.before is not None and self.effect.mismatch(self.before) == ""

    @property
    def mismatch(self) -> str:
        """What was there instead afterwards; empty when the effect came."""
        return self.effect.mismatch(self.after)


class WorkflowRun(Struct, frozen=True, kw_only=True):
    """A workflow of the case that was run.

    Attributes:
        entry: The entry of the case.
        execution: How the run ended; None when it could not be started.
        problem: Why it could not be started: no such workflow, an input that does not fit, or an
            answer of the server.
        effects: The effects, empty without an execution.
        log: The lines of the execution's log.
    """

    entry: WorkflowEntry
    execution: Execution | None = None
    problem: str = ""
    effects: tuple[EffectSeen, ...] = ()
    log: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """Final state, ``timed out``, or ``not started``."""
        if self.execution is None:
            return "not started"
        return "timed out" if self.execution.timed_out else self.execution.document.state


def run_entry(
    client: VroClient,
    entry: WorkflowEntry,
    *,
    bindings: Bindings,
    system: ManagedSystem | None,
    deadline: float,
) -> WorkflowRun:
    """Run one workflow of the case to its end, or to the deadline, and cancel it then.

    Args:
        client: The client.
        entry: The run.
        bindings: Placeholders as the plug-in is to see them. Effects are read past the proxy.
        system: The managed system.
        deadline: Seconds.

    Raises:
        BackendError: The managed system cannot be read.
        ClientError: The Orchestrator does not answer.
    """
    expanded = _expand(entry, bindings, system)
    try:
        workflow = client.workflows.find(name=entry.name, workflow=entry.id)
        parameters = build_parameters(client, workflow, expanded.inputs)
        before = tuple(_read_quietly(system, effect) for effect in entry.expect.effect)
        execution = client.workflows.run(workflow.id, parameters, deadline=deadline)
    except (UsageError, UnexpectedAnswerError) as exc:
        return WorkflowRun(entry=expanded, problem=str(exc))
    if execution.timed_out:
        client.workflows.cancel(workflow.id, execution.document.id)
    return WorkflowRun(
        entry=expanded,
        execution=execution,
        effects=_effects(system, expanded, before),
        log=_log(client, workflow, execution),
    )


def _expand(
    entry: WorkflowEntry, bindings: Bindings, system: ManagedSystem | None
) -> WorkflowEntry:
    seen: WorkflowEntry = expand(entry, bindings)
    if system is None:
        return seen
    expect = structs.replace(seen.expect, effect=system.expand(entry.expect.effect))
    return structs.replace(seen, expect=expect)


def _effects(
    system: ManagedSystem | None, entry: WorkflowEntry, before: tuple[EffectRead | None, ...]
) -> tuple[EffectSeen, ...]:
    if system is None:
        return ()
    return tuple(
        EffectSeen(effect=effect, before=earlier, after=system.read(effect))
        for effect, earlier in zip(entry.expect.effect, before, strict=True)
    )


def _read_quietly(system: ManagedSystem | None, effect: ExpectedEffect) -> EffectRead | None:
    """Read before the run, where a thing to come may well be unreadable."""
    try:
        return system.read(effect) if system else None
    except BackendError:
        return None


def _log(client: VroClient, workflow: WorkflowDocument, execution: Execution) -> tuple[str, ...]:
    entries = client.workflows.logs(workflow.id, execution.document.id)
    return tuple(f"{entry.severity} {entry.long_description or ''}" for entry in entries)
