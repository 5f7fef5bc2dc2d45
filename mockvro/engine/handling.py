"""What a policy does about one event: run a script, or start a workflow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from mockvro.content.errors import ContentError
from mockvro.content.policy import PolicyTemplate
from mockvro.content.values import SdkObject, from_wire, to_wire
from mockvro.engine.model import Checkpoint, ItemFailure, Slot
from mockvro.engine.scripting import GRACE_S, failure_text
from mockvro.host.errors import HostCallError, HostError
from mockvro.plugins.errors import StoppingError
from mockvro.store import LogEntry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mockvro.content.policy import PolicyEvent
    from mockvro.content.values import Form, Value
    from mockvro.engine.policies import Runs
    from mockvro.plugins.runtime import Runtime
    from mockvro.store import PolicyRecord, Store

EVENT = "event"
SESSION = "policy:"
"""Before the id of a policy: the session of its scripts."""


class Handling:
    """Runs the handlers of policies; whatever goes wrong is a line of the policy's log."""

    def __init__(
        self, store: Store, runtime: Runtime, runs: Runs, deadline_s: float, form: Form
    ) -> None:
        self._store = store
        self._runtime = runtime
        self._runs = runs
        self._deadline_s = deadline_s
        self._form = form

    def handle(
        self, policy: PolicyRecord, tag: str, event: PolicyEvent, facts: Mapping[str, Any]
    ) -> None:
        """Handle one event."""
        try:
            if event.workflow_id:
                self._start(policy, event, facts)
            elif event.script is not None:
                self._run(policy, tag, event, facts)
        except HostCallError as problem:
            self.log(policy, "error", failure_text(problem))
        except (HostError, StoppingError, ItemFailure, ContentError) as problem:
            self.log(policy, "error", str(problem))

    def _start(self, policy: PolicyRecord, event: PolicyEvent, facts: Mapping[str, Any]) -> None:
        known = {**self._objects(policy), **self._variables(policy), **_values(facts)}
        given = {
            bind.name: known.get((bind.export_name or bind.name).removeprefix(f"{EVENT}."))
            for bind in event.in_bindings
        }
        self._runs.start(event.workflow_id or "", given, policy.started_by)

    def _run(
        self, policy: PolicyRecord, tag: str, event: PolicyEvent, facts: Mapping[str, Any]
    ) -> None:
        answer = self._runtime.ask(
            "script.run",
            {
                "session": f"{SESSION}{policy.id}",
                "source": event.script,
                "name": event.type,
                "params": self._params(policy, tag, facts),
                "outputs": [
                    {"name": name, "type": slot.type} for name, slot in _slots(policy).items()
                ],
                "location": f"Policy:{policy.name} / {tag or policy.name} ({event.type})",
                "deadline": round(self._deadline_s * 1000),
            },
            limit_s=self._deadline_s + GRACE_S,
        )
        self._keep(policy, answer["outputs"])

    def _params(
        self, policy: PolicyRecord, tag: str, facts: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        source = self._objects(policy).get(tag)
        text = {
            "source": None if source is None else {"type": source.type, "id": source.id},
            "triggerName": facts.get("name"),
            "when": self._runs.now_ms(),
            "values": _values(facts),
        }
        event = {"class": "EventTrigger", "text": msgspec.json.encode(text).decode()}
        values = {**self._variables(policy), **self._objects(policy)}
        types = {name: slot.type for name, slot in _slots(policy).items()}
        return [
            {"name": EVENT, "type": "EventTrigger", "value": {"object": event}},
            *(
                {"name": name, "type": types.get(name, "Any"), "value": to_wire(value)}
                for name, value in values.items()
            ),
        ]

    def _objects(self, policy: PolicyRecord) -> dict[str, SdkObject]:
        bound = msgspec.json.decode(policy.bindings)
        return {tag: SdkObject(each["type"], each["id"]) for tag, each in bound.items()}

    def _variables(self, policy: PolicyRecord) -> dict[str, Value]:
        keeper = Checkpoint()
        return {name: keeper.value(slot) for name, slot in _slots(policy).items()}

    def _keep(self, policy: PolicyRecord, outputs: Mapping[str, Any]) -> None:
        """Store the variables that the script may have changed."""
        slots, keeper = _slots(policy), Checkpoint()
        read_only = {each.name for each in _definition(policy).attributes if each.read_only}
        for name, wire in outputs.items():
            if name in slots and name not in read_only:
                slots[name] = keeper.slot(slots[name].type, from_wire(wire), self._form)
        with self._store.transaction():
            fresh = self._store.policies.get(policy.id)
            if fresh is not None:
                fresh.attributes = msgspec.json.encode(slots)
                self._store.policies.put(fresh)

    def log(self, policy: PolicyRecord, severity: str, text: str) -> None:
        """Append a line to the log of a policy."""
        user = policy.started_by
        entry = LogEntry("syslogs", self._runs.now_ms(), severity, user, "system", text, text)
        self._store.tokens.log(policy.id, entry)


def _definition(policy: PolicyRecord) -> PolicyTemplate:
    return msgspec.json.decode(policy.definition, type=PolicyTemplate)


def _slots(policy: PolicyRecord) -> dict[str, Slot]:
    return msgspec.json.decode(policy.attributes, type=dict[str, Slot])


def _values(facts: Mapping[str, Any]) -> dict[str, str]:
    """What a script gets by `event.getValue`: the properties of a trigger, or the gauge's."""
    values = dict(facts.get("properties") or {})
    for name in ("device", "value"):
        if facts.get(name) is not None:
            values[name] = str(facts[name])
    return values


def concerns(event: PolicyEvent, observation: Mapping[str, Any]) -> bool:
    """Whether a handler is for an event; a gauge has to be within the handler's bounds."""
    if event.active == "false" or event.type != observation.get("name"):
        return False
    if observation.get("method") != "pushGauge":
        return event.kind == "trigger"
    if event.kind != "gauge":
        return False
    value = _number(observation.get("value"))
    low, high = _number(event.min_value), _number(event.max_value)
    if value is None:
        return low is None and high is None
    return (low is None or value >= low) and (high is None or value <= high)


def _number(text: Any) -> float | None:
    try:
        return float(text)
    except (TypeError, ValueError):
        return None
