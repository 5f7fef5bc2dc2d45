"""Policies and their templates as documents, and back (`reference/rest-api.md` §18)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mockvro.api.documents import present
from mockvro.api.errors import BadRequest
from mockvro.content.policy import PolicyEvent, PolicyItem
from mockvro.engine.policies import Bound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mockvro.api.documents import Json

KINDS = ("trigger", "gauge")


def item_documents(items: Iterable[PolicyItem], bindings: Mapping[str, Bound]) -> list[Json]:
    """What a policy or template watches; bound objects stand in the event source."""
    return [_item(each, bindings.get(each.tag)) for each in items]


def _item(item: PolicyItem, bound: Bound | None) -> Json:
    source = {
        "type": item.sdk_type,
        "id": bound.id if bound is not None else None,
        "period": item.period,
        "when": item.when,
        "timezone": item.timezone,
    }
    return {
        "name": item.tag,
        "description": item.description,
        "event-source": present(source),
        "event-handler": handler_documents(item.events),
    }


def handler_documents(events: Iterable[PolicyEvent]) -> list[Json]:
    """What is done about events."""
    return [_handler(each) for each in events]


def _handler(event: PolicyEvent) -> Json:
    low, high = _number(event.min_value), _number(event.max_value)
    return present(
        {
            "type": event.kind,
            "eventId": event.type,
            "script": event.script,
            "workflow": {"id": event.workflow_id} if event.workflow_id else None,
            "min-value": low,
            "max-value": high,
        }
    )


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


def read_items(body: Json) -> tuple[PolicyItem, ...]:
    """The items of a body.

    Raises:
        BadRequest: One has no name.
    """
    return tuple(_read_item(each) for each in _objects(body, "policy-items"))


def _read_item(body: Json) -> PolicyItem:
    source = body.get("event-source")
    source = source if isinstance(source, dict) else {}
    tag = body.get("name")
    if not isinstance(tag, str) or not tag:
        raise BadRequest("a policy item needs a name")
    return PolicyItem(
        tag=tag,
        description=str(body.get("description") or ""),
        sdk_type=str(source.get("type") or "any"),
        period=_text(source, "period"),
        when=_text(source, "when"),
        timezone=_text(source, "timezone"),
        events=read_handlers(body),
    )


def read_handlers(body: Json) -> tuple[PolicyEvent, ...]:
    """The event handlers of a body.

    Raises:
        BadRequest: One is for neither a trigger nor a gauge.
    """
    return tuple(_read_handler(each) for each in _objects(body, "event-handler"))


def _read_handler(body: Json) -> PolicyEvent:
    kind, workflow = str(body.get("type") or KINDS[0]), body.get("workflow")
    if kind not in KINDS:
        raise BadRequest(f"unknown kind of event {kind!r}", advice=f"use one of {KINDS}")
    return PolicyEvent(
        type=str(body.get("eventId") or ""),
        kind=kind,
        script=_text(body, "script"),
        workflow_id=_text(workflow, "id") if isinstance(workflow, dict) else None,
        min_value=_text(body, "min-value"),
        max_value=_text(body, "max-value"),
    )


def read_bindings(body: Json) -> dict[str, Bound]:
    """The objects that the items of a body name in their event sources."""
    return dict(_bound(_objects(body, "policy-items")))


def _bound(items: Iterable[Json]) -> Iterator[tuple[str, Bound]]:
    for item in items:
        source = item.get("event-source")
        if isinstance(source, dict) and source.get("id") is not None:
            yield str(item.get("name")), Bound(str(source.get("type")), str(source["id"]))


def _objects(body: Json, key: str) -> list[Json]:
    found = body.get(key) or []
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise BadRequest(f"{key} must be a list of objects")
    return found


def _text(body: Mapping[str, Any], key: str) -> str | None:
    value = body.get(key)
    return None if value is None else str(value)
