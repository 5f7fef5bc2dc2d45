"""PolicyTemplate and Policy: applying a template, starting and stopping what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from mockvro.content.policy import PolicyTemplate, parse_policy
from mockvro.content.values import Reference, SdkObject, from_text
from mockvro.engine.model import Checkpoint, Slot
from mockvro.engine.policies import Bound, PolicyError
from mockvro.host.errors import HostError
from mockvro.scripting.elements import element_of
from mockvro.scripting.errors import ScriptCallError
from mockvro.scripting.logs import log_events
from mockvro.scripting.registry import Call, Members

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockvro.store import PolicyRecord

TEMPLATE = Members("PolicyTemplate")
OWN = Members("Policy")


def _template(call: Call) -> PolicyTemplate:
    return parse_policy(element_of(call.world, call.own).text)


@TEMPLATE.answers("getAttribute")
def _template_attribute(call: Call) -> Any:
    for each in _template(call).attributes:
        if each.name == call.text(1):
            return None if each.value is None else from_text(each.type, each.value)
    return None


@TEMPLATE.answers("apply", lacks="Properties may hold objects by tag and values by name")
def _apply(call: Call) -> Any:
    template, name = _template(call), call.text(1)
    given = call.arg(2) if isinstance(call.arg(2), dict) else {}
    objects = {key: each for key, each in given.items() if isinstance(each, SdkObject)}
    bindings = {key: Bound(each.type, each.id) for key, each in objects.items()}
    values = {key: each for key, each in given.items() if key not in objects}
    try:
        made = call.world.engine.policies.create(template, name, bindings, attributes=values)
    except PolicyError as problem:
        raise ScriptCallError(str(problem)) from problem
    return Reference("Policy", made.id, made.name)


def _policy(call: Call) -> PolicyRecord:
    found = call.world.store.policies.get(call.own.id)
    if found is None:
        raise ScriptCallError(f"Policy {call.own.id} does not exist")
    return found


@OWN.answers("id")
def _id(call: Call) -> Any:
    return _policy(call).id


@OWN.answers("name")
def _name(call: Call) -> Any:
    return _policy(call).name


@OWN.answers("description")
def _description(call: Call) -> Any:
    return _policy(call).description


@OWN.answers("status", lacks="the words are those of the REST API")
def _status(call: Call) -> Any:
    return _policy(call).state


@OWN.answers("owner", lacks="the name of the user who started it")
def _owner(call: Call) -> Any:
    return _policy(call).started_by or None


@OWN.answers("currentVersion")
def _version(call: Call) -> Any:
    return call.world.engine.policies.definition(_policy(call)).version


@OWN.answers("autostart")
def _autostart(call: Call) -> Any:
    return _policy(call).startup == "automatic"


@OWN.assigns("autostart")
def _set_autostart(call: Call) -> None:
    policy = _policy(call)
    policy.startup = "automatic" if call.arg(1) is True else "manual"
    call.world.store.policies.put(policy)


@OWN.answers("logEvents")
def _logs(call: Call) -> Any:
    return log_events(call.world, _policy(call).id)


def _bound(call: Call) -> dict[str, SdkObject]:
    bound = call.world.engine.policies.bindings(_policy(call))
    return {tag: SdkObject(each.type, each.id) for tag, each in bound.items()}


@OWN.answers("tags")
def _tags(call: Call) -> Any:
    return [item.tag for item in call.world.engine.policies.definition(_policy(call)).items]


@OWN.answers("taggedObjects")
def _objects(call: Call) -> Any:
    return list(_bound(call).values())


@OWN.answers("forTag", "getObjectByTag")
def _for_tag(call: Call) -> Any:
    return _bound(call).get(call.text(1))


@OWN.answers("getAttribute")
def _attribute(call: Call) -> Any:
    slots = msgspec.json.decode(_policy(call).attributes, type=dict[str, Slot])
    found = slots.get(call.text(1))
    return None if found is None else Checkpoint().value(found)


@OWN.answers("setAttribute")
def _set_attribute(call: Call) -> Any:
    with call.world.store.transaction():
        policy, name = _policy(call), call.text(1)
        slots = msgspec.json.decode(policy.attributes, type=dict[str, Slot])
        if name not in slots:
            raise ScriptCallError(f"the policy has no attribute {name!r}")
        slots[name] = Checkpoint().slot(slots[name].type, call.arg(2), call.world.form)
        policy.attributes = msgspec.json.encode(slots)
        call.world.store.policies.put(policy)


def _reported(work: Callable[[], None]) -> None:
    try:
        work()
    except HostError as problem:
        raise ScriptCallError(str(problem)) from problem


@OWN.answers("start")
def _start(call: Call) -> Any:
    policy = _policy(call)
    _reported(lambda: call.world.engine.policies.start(policy, call.user))


@OWN.answers("stop", "exit")
def _stop(call: Call) -> Any:
    policy = _policy(call)
    _reported(lambda: call.world.engine.policies.stop(policy))


@OWN.answers("remove")
def _remove(call: Call) -> Any:
    policy = _policy(call)
    _reported(lambda: call.world.engine.policies.remove(policy))


MEMBERS = (TEMPLATE, OWN)
