"""Policies: scripts and workflows that events of plug-in objects start.

Protocol of `reference/plugin-host-protocol.md` §6, templates of `reference/workflow-xml.md` §13.
"""

from __future__ import annotations

import threading
import uuid
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from mockvro.content.policy import PolicyTemplate
from mockvro.engine.handling import Handling, concerns
from mockvro.engine.model import Checkpoint, Slot
from mockvro.engine.recurrence import CYCLES, next_after
from mockvro.engine.workers import Workers
from mockvro.errors import MockvroError
from mockvro.host.errors import HostError
from mockvro.plugins.errors import StoppingError
from mockvro.store import PolicyRecord

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mockvro.content.policy import PolicyEvent, PolicyItem
    from mockvro.content.values import Value
    from mockvro.engine.timers import Timers
    from mockvro.host.observations import Observations
    from mockvro.plugins.runtime import Runtime
    from mockvro.releases import Profile
    from mockvro.settings import Settings
    from mockvro.store import Store, TokenRecord

LIMIT_S = 60.0
"""Seconds that a plug-in has for registering a publisher; no source names a limit."""

BACKLOG = 10_000
"""Events of one policy that may wait for its script; those beyond are dropped and filed."""

ANY_TYPE = "any"


class PolicyError(MockvroError):
    """A policy cannot be made or started."""


class Bound(msgspec.Struct, frozen=True):
    """A plug-in object that a policy watches; the type has the module's prefix."""

    type: str
    id: str


class Runs(Protocol):
    """What policies need of the engine."""

    @property
    def timers(self) -> Timers:
        """What happens at dates."""

    def start(self, workflow_id: str, given: Mapping[str, Value], user: str) -> TokenRecord:
        """Start a run."""

    def now_ms(self) -> int:
        """The Orchestrator's clock in epoch milliseconds."""


class Policies:
    """Starts and stops policies; each handles its events one after the other."""

    def __init__(
        self,
        *,
        store: Store,
        runtime: Runtime,
        observations: Observations,
        side: Workers,
        runs: Runs,
        settings: Settings,
        profile: Profile,
    ) -> None:
        self._store = store
        self._runtime = runtime
        self._observations = observations
        self._side = side
        self._runs = runs
        self._form = profile.values.text_form
        self._handling = Handling(store, runtime, runs, settings.script_deadline_s, self._form)
        self._lock = threading.Lock()
        self._queues: dict[str, Workers] = {}
        observations.listen("policy-event", self._pushed)

    def create(
        self,
        template: PolicyTemplate,
        name: str,
        bindings: Mapping[str, Bound],
        *,
        description: str = "",
        startup: str = "manual",
        priority: str = "medium",
        attributes: Mapping[str, Value] | None = None,
    ) -> PolicyRecord:
        """Apply a template to plug-in objects, one per tag of an item; it does not run yet.

        Raises:
            PolicyError: A tag is unknown.
            ValueTextError: A value has no stored form.
        """
        unknown = sorted(set(bindings) - {item.tag for item in template.items})
        if unknown:
            raise PolicyError(f"the template has no item {unknown[0]!r}")
        policy = PolicyRecord(
            id=str(uuid.uuid4()),
            name=name,
            description=description or template.description,
            template=template.id or None,
            startup=startup,
            priority=priority,
            definition=msgspec.json.encode(template),
            bindings=msgspec.json.encode(bindings),
            attributes=msgspec.json.encode(self._attributes(template, attributes or {})),
        )
        self._store.policies.put(policy)
        return policy

    def _attributes(self, template: PolicyTemplate, given: Mapping[str, Value]) -> dict[str, Slot]:
        keeper = Checkpoint()
        return {
            each.name: keeper.slot(each.type, given[each.name], self._form)
            if each.name in given
            else Slot(each.type, *(() if each.value is None else (each.value,)))
            for each in template.attributes
        }

    def definition(self, policy: PolicyRecord) -> PolicyTemplate:
        """What a policy does."""
        return msgspec.json.decode(policy.definition, type=PolicyTemplate)

    def bindings(self, policy: PolicyRecord) -> dict[str, Bound]:
        """The objects of a policy by tag."""
        return msgspec.json.decode(policy.bindings, type=dict[str, Bound])

    def variables(self, policy: PolicyRecord) -> dict[str, tuple[str, Value]]:
        """Type and value of the variables of a policy."""
        slots = msgspec.json.decode(policy.attributes, type=dict[str, Slot])
        keeper = Checkpoint()
        return {name: (slot.type, keeper.value(slot)) for name, slot in slots.items()}

    def start(self, policy: PolicyRecord, user: str) -> None:
        """Run a policy; one that runs is left alone.

        Raises:
            HostError: A plug-in refuses; the policy stays stopped.
        """
        if policy.state == "started":
            return
        policy.state, policy.started_by = "started", user
        self._store.policies.put(policy)
        try:
            self._register(policy)
        except HostError as problem:
            policy.state = "stopped"
            self._store.policies.put(policy)
            self._handling.log(policy, "error", str(problem))
            raise
        self._own_event(policy, "OnInit")
        self._time(policy)

    def _register(self, policy: PolicyRecord) -> None:
        for bound in self.bindings(policy).values():
            self._runtime.ask("policy.register", self._request(policy, bound), limit_s=LIMIT_S)

    def _request(self, policy: PolicyRecord, bound: Bound) -> dict[str, str]:
        plugin, _, type_name = bound.type.partition(":")
        return {"plugin": plugin, "type": type_name, "id": bound.id, "policy": policy.id}

    def stop(self, policy: PolicyRecord) -> None:
        """Stop a policy; one that is stopped is left alone.

        Raises:
            HostError: A plug-in failed; the policy is stopped all the same.
        """
        if policy.state != "started":
            return
        policy.state = "stopped"
        self._store.policies.put(policy)
        for item in self.definition(policy).items:
            self._runs.timers.cancel(_key(policy.id, item.tag))
        self._own_event(policy, "OnExit")
        for bound in self.bindings(policy).values():
            self._runtime.ask("policy.unregister", self._request(policy, bound), limit_s=LIMIT_S)

    def remove(self, policy: PolicyRecord) -> None:
        """Stop and forget a policy.

        Raises:
            HostError: A plug-in failed; the policy is forgotten all the same.
        """
        try:
            self.stop(policy)
        finally:
            self._store.policies.remove(policy.id)
            with self._lock:
                self._queues.pop(policy.id, None)

    def resume(self) -> None:
        """Tell plug-ins again of the policies that run, in the background."""
        for policy in self._store.policies.all("started"):
            self._side.submit(lambda policy=policy: self._again(policy))  # type: ignore[misc]  # bound early

    def _again(self, policy: PolicyRecord) -> None:
        self._time(policy)
        try:
            self._register(policy)
        except (HostError, StoppingError) as problem:
            self._observations.file("policy-not-resumed", policy=policy.id, reason=str(problem))

    def _time(self, policy: PolicyRecord) -> None:
        """Set the next date of items that the clock triggers."""
        for item in self.definition(policy).items:
            if item.period in CYCLES and item.events:
                self._next_date(policy.id, item)

    def _next_date(self, policy_id: str, item: PolicyItem) -> None:
        now = self._runs.now_ms()
        due = next_after(item.period or "", item.when, now, now)
        if due is not None:
            self._runs.timers.at(_key(policy_id, item.tag), due, lambda: self._due(policy_id, item))

    def _due(self, policy_id: str, item: PolicyItem) -> None:
        for event in item.events:
            self._submit(policy_id, item.tag, event, {"name": event.type})
        self._next_date(policy_id, item)

    def _own_event(self, policy: PolicyRecord, name: str) -> None:
        for event in self.definition(policy).events:
            if event.type == name:
                self._submit(policy.id, "", event, {"name": name})

    def _pushed(self, observation: Mapping[str, Any]) -> None:
        """A plug-in pushed a trigger or gauge; after `unregister` nobody hears it."""
        policy_id = observation.get("policy")
        if observation.get("probe"):  # a check listens, no policy
            return
        if isinstance(policy_id, str) and observation.get("registered"):
            self._queue(policy_id, lambda: self._dispatch(policy_id, observation))

    def _dispatch(self, policy_id: str, observation: Mapping[str, Any]) -> None:
        policy = self._store.policies.get(policy_id)
        if policy is None or policy.state != "started":
            return
        pushed = (f"{observation['plugin']}:{observation['type']}", observation["id"])
        bindings = self.bindings(policy)
        for item in self.definition(policy).items:
            bound = bindings.get(item.tag)
            if bound is not None and (bound.type, bound.id) == pushed:
                for event in item.events:
                    if concerns(event, observation):
                        self._handling.handle(policy, item.tag, event, observation)

    def _submit(
        self, policy_id: str, tag: str, event: PolicyEvent, facts: Mapping[str, Any]
    ) -> None:
        def job() -> None:
            policy = self._store.policies.get(policy_id)
            if policy is not None:
                self._handling.handle(policy, tag, event, facts)

        self._queue(policy_id, job)

    def _queue(self, policy_id: str, job: Any) -> None:
        with self._lock:
            queue = self._queues.setdefault(policy_id, Workers(1))
        if queue.room > -BACKLOG:
            queue.submit(job)
        else:
            self._observations.file("policy-event-dropped", policy=policy_id)

    def wait_until_idle(self, seconds: float) -> bool:
        """Wait until no event is being handled; False when time is up."""
        with self._lock:
            queues = list(self._queues.values())
        return all(queue.wait_until_idle(seconds) for queue in queues)


def _key(policy_id: str, tag: str) -> str:
    return f"policy/{policy_id}/{tag}"
