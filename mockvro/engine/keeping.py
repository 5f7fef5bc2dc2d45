"""Where runs leave their traces: checkpoints, log lines, observations."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import msgspec

from mockvro.engine.items import ChildResult
from mockvro.engine.model import Checkpoint, Slot
from mockvro.store import LogEntry, TokenRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mockvro.content.workflow import Workflow
    from mockvro.engine.items import Child
    from mockvro.engine.model import Wait
    from mockvro.host.observations import Observations
    from mockvro.releases import EngineLimits
    from mockvro.settings import Settings
    from mockvro.store import Store

RESUME_ENABLED = "1"
RESUME_BY_DEFAULT = "0"


def decoded(token: TokenRecord) -> Checkpoint:
    """The checkpoint of a run."""
    return msgspec.json.decode(token.document, type=Checkpoint)


class Keeping:
    """The `Keeper` of all runs.

    Attributes:
        release: Called when a wait is over.
    """

    def __init__(
        self,
        settings: Settings,
        limits: EngineLimits,
        store: Store,
        observations: Observations,
        release: Callable[[Wait], None],
    ) -> None:
        self._settings = settings
        self._limits = limits
        self._store = store
        self._observations = observations
        self.release = release

    def save(self, token: TokenRecord, children: Sequence[Child] = ()) -> bool:
        """Store a checkpoint unless the run was cancelled, and runs to begin beside it.

        Why a run failed is in its log when its state can be read.
        """
        if not children and token.error is None:
            return self._store.tokens.update(token)
        with self._store.transaction():
            is_written = self._store.tokens.update(token)
            if is_written and token.error is not None:
                self.log(token, "error", token.error)
            if is_written:
                for child in children:
                    self._store.tokens.put(self._parallel(token, child))
        return is_written

    def _parallel(self, token: TokenRecord, child: Child) -> TokenRecord:
        checkpoint = Checkpoint(frames=[child.frame])
        slots = child.frame.slots
        checkpoint.inputs = {each.name: slots[each.name] for each in child.workflow.inputs}
        checkpoint.outputs = {each.name: Slot(each.type) for each in child.workflow.outputs}
        return TokenRecord(
            id=str(uuid.uuid4()),
            workflow=child.workflow.id,
            name=child.workflow.name,
            state="initializing",
            started_by=token.started_by,
            started_ms=self.now_ms(),
            parent=token.id,
            element=child.name,
            document=msgspec.json.encode(checkpoint),
        )

    def stepped(self, token: TokenRecord, item: str, ms: float) -> None:
        """File the observation that an item has run."""
        self._observations.file("workflow-step", token=token.id, item=item, ms=round(ms, 3))

    def observe(self, kind: str, token_id: str, reason: str) -> None:
        """File that something about a run did not work out."""
        self._observations.file(kind, token=token_id, reason=reason)

    def waited(self, token: TokenRecord, wait: Wait) -> None:  # noqa: ARG002 - of the protocol
        """A wait is over."""
        self.release(wait)

    def results(self, token: TokenRecord) -> Mapping[str, ChildResult]:
        """What became of the parallel runs that the present wait is about."""
        found: dict[str, ChildResult] = {}
        for child in self._store.tokens.children(token.id):
            checkpoint = decoded(child)
            outputs = {key: checkpoint.value(slot) for key, slot in checkpoint.outputs.items()}
            error = None if child.state == "completed" else child.error or child.state
            found[child.element] = ChildResult(error, outputs)
        return found

    def repair_ms(self, workflow: Workflow) -> int | None:
        """How long a failed run waits for being resumed (`resumeFromFailedMode`)."""
        by_default = self._limits.resume_failed_default and (
            workflow.resume_mode == RESUME_BY_DEFAULT
        )
        if workflow.resume_mode == RESUME_ENABLED or by_default:
            return self._limits.resume_failed_s * 1000
        return None

    def now_ms(self) -> int:
        """The Orchestrator's clock in epoch milliseconds."""
        return round(self._settings.clock() * 1000)

    def log(self, token: TokenRecord, severity: str, text: str) -> None:
        """Append a line of the engine to the log of a run."""
        entry = LogEntry("syslogs", self.now_ms(), severity, token.started_by, "system", text, text)
        self._store.tokens.log(token.id, entry)
