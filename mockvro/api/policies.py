"""Policies (`reference/rest-api.md` §18)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from mockvro.api.bodies import named, text
from mockvro.api.call import document, empty
from mockvro.api.content_edit import element_of
from mockvro.api.context import parameters_of
from mockvro.api.documents import Item, present, relations
from mockvro.api.errors import BadRequest, NotFound
from mockvro.api.log_entries import entries
from mockvro.api.policy_documents import (
    handler_documents,
    item_documents,
    read_bindings,
    read_handlers,
    read_items,
)
from mockvro.api.routing import Route
from mockvro.api.values import parameter
from mockvro.content.policy import PolicyTemplate, parse_policy
from mockvro.content.values import SdkObject
from mockvro.content.workflow import Variable
from mockvro.engine.policies import Bound, PolicyError
from mockvro.store import Kind, PolicyRecord

if TYPE_CHECKING:
    from starlette.responses import Response

    from mockvro.api.call import Call
    from mockvro.api.documents import Json
    from mockvro.content.values import Value

STATES = ("started", "stopped", "stopping", "starting")


def create(call: Call) -> Response:
    """`POST /policies`: 201; made of items with handlers, or of a template.

    The product's document names no template. Here `"template":{"id":…}` does, with the objects by
    tag and the values of variables by name among the parameters; that form is our own.
    """
    body = call.document()
    parameters = parameters_of(body.get("parameters") or [])
    template, bindings = _template(call, body, parameters)
    bindings |= {
        name: Bound(value.type, value.id)
        for name, (_, value) in parameters.items()
        if isinstance(value, SdkObject) and any(item.tag == name for item in template.items)
    }
    values: dict[str, Value] = {
        name: value for name, (_, value) in parameters.items() if name not in bindings
    }
    try:
        policy = call.services.engine.policies.create(
            template,
            named(body),
            bindings,
            description=text(body, "description"),
            startup=text(body, "startup", "manual"),
            priority=text(body, "priority", "medium"),
            attributes=values,
        )
    except PolicyError as problem:
        raise BadRequest(problem.what) from problem
    headers = {"Location": call.links.to("policies", policy.id)}
    content = policy_document(call, policy)
    return document(call, "policy", content, status=201, headers=headers)


def _template(
    call: Call, body: Json, parameters: dict[str, tuple[str, Value]]
) -> tuple[PolicyTemplate, dict[str, Bound]]:
    of = body.get("template")
    if isinstance(of, dict):
        element = element_of(call, Kind.POLICY, text(of, "id"))
        return msgspec.structs.replace(parse_policy(element.text), id=element.id), {}
    made = PolicyTemplate(
        id="",
        name=named(body),
        attributes=tuple(Variable(name=name, type=kind) for name, (kind, _) in parameters.items()),
        items=read_items(body),
        events=read_handlers(body),
    )
    return made, read_bindings(body)


def policy_of(call: Call) -> PolicyRecord:
    """The policy that the path names.

    Raises:
        NotFound: There is none.
    """
    policy = call.services.store.policies.get(call.path["id"])
    if policy is None:
        raise NotFound(f"no policy with id {call.path['id']!r}")
    return policy


def show(call: Call) -> Response:
    """`GET /policies/{id}`."""
    return document(call, "policy", policy_document(call, policy_of(call)))


def policy_document(call: Call, policy: PolicyRecord) -> Json:
    """The document of a policy."""
    policies, href = call.services.engine.policies, call.links.to("policies", policy.id)
    definition, variables = policies.definition(policy), policies.variables(policy)
    return present(
        {
            "id": policy.id,
            "name": policy.name,
            "description": policy.description,
            "href": href,
            "state": policy.state,
            "startup": policy.startup,
            "priority": policy.priority,
            "started-by": policy.started_by or None,
            "running-instance-id": call.services.plugins.instance_id,
            "parameters": [
                parameter(name, kind, value, call.links)
                for name, (kind, value) in variables.items()
            ],
            "policy-items": item_documents(definition.items, policies.bindings(policy)),
            "event-handler": handler_documents(definition.events),
            "relations": relations(_relations(call, policy, href)),
        }
    )


def _relations(call: Call, policy: PolicyRecord, href: str) -> list[Item]:
    up = [Item(call.links.to("policies"), rel="up"), Item(href, rel="remove")]
    below = [Item(call.links.to("policies", policy.id, each), rel=each) for each in BELOW]
    return [*up, *below]


BELOW = ("state", "syslogs")


def update(call: Call) -> Response:
    """`PUT /policies/{id}`: 204; what it watches can be changed while it is stopped only."""
    policy, body, policies = policy_of(call), call.document(), call.services.engine.policies
    if "policy-items" in body or "event-handler" in body:
        if policy.state != "stopped":
            raise BadRequest("the policy runs", advice="stop it first")
        before = policies.definition(policy)
        changed = msgspec.structs.replace(
            before,
            items=read_items(body) if "policy-items" in body else before.items,
            events=read_handlers(body) if "event-handler" in body else before.events,
        )
        policy.definition = msgspec.json.encode(changed)
        policy.bindings = msgspec.json.encode(policies.bindings(policy) | read_bindings(body))
    policy.name = text(body, "name", policy.name) or policy.name
    policy.description = text(body, "description", policy.description)
    policy.startup = text(body, "startup", policy.startup)
    policy.priority = text(body, "priority", policy.priority)
    call.services.store.policies.put(policy)
    return empty()


def remove(call: Call) -> Response:
    """`DELETE /policies/{id}`: 204; one that runs is stopped first."""
    call.services.engine.policies.remove(policy_of(call))
    return empty()


def state(call: Call) -> Response:
    """`GET /policies/{id}/state`."""
    return document(call, "state", {"value": policy_of(call).state})


def set_state(call: Call) -> Response:
    """`PUT /policies/{id}/state`: 204; the state as text, as `value`, or as XML."""
    policy, wanted = policy_of(call), _wanted(call)
    if wanted in ("started", "starting"):
        call.services.engine.policies.start(policy, call.user)
    elif wanted in ("stopped", "stopping"):
        call.services.engine.policies.stop(policy)
    else:
        raise BadRequest(f"unknown state {wanted!r}", advice=f"use one of: {', '.join(STATES)}")
    return empty()


def _wanted(call: Call) -> str:
    if call.is_xml:
        return str(call.document().get("", "")).strip()
    if not call.body.lstrip().startswith((b"{", b'"')):
        return call.body.decode(errors="replace").strip()
    found = call.json()
    return str(found.get("value")) if isinstance(found, dict) else str(found)


def listing(call: Call) -> Response:
    """`GET /policies`, and `GET /policies/state/{state}` for those in one state."""
    wanted = call.path.get("state")
    if wanted is not None and wanted not in STATES:
        raise BadRequest(f"unknown state {wanted!r}", advice=f"use one of: {', '.join(STATES)}")
    items = [_item(call, each) for each in call.services.store.policies.all(wanted)]
    content: Json = {"href": call.links.to("policies"), "relations": relations(items)}
    return document(call, "policy-list", content)


def _item(call: Call, policy: PolicyRecord) -> Item:
    values: dict[str, object] = {
        "name": policy.name,
        "id": policy.id,
        "state": policy.state,
        "description": policy.description,
        "startedBy": policy.started_by or None,
    }
    return Item(call.links.to("policies", policy.id), values)


def syslogs(call: Call) -> Response:
    """`GET /policies/{id}/syslogs`."""
    found = call.services.store.tokens.logs(policy_of(call).id, "syslogs")
    return document(call, "sys-logs", {"logs": entries(call, found, "syslogs")})


ROUTES = (
    Route("GET", "/vco/api/policies", listing),
    Route("POST", "/vco/api/policies", create),
    Route("GET", "/vco/api/policies/state/{state}", listing),
    Route("GET", "/vco/api/policies/{id}", show),
    Route("PUT", "/vco/api/policies/{id}", update),
    Route("DELETE", "/vco/api/policies/{id}", remove),
    Route("GET", "/vco/api/policies/{id}/state", state),
    Route("PUT", "/vco/api/policies/{id}/state", set_state),
    Route("GET", "/vco/api/policies/{id}/syslogs", syslogs),
)
