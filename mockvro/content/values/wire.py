"""Values in the tagged form of `docs/host-protocol.md`, and back."""

from __future__ import annotations

import math
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from mockvro.content.errors import ValueTextError
from mockvro.content.values import java_text
from mockvro.content.values.model import (
    JavaList,
    JavaMap,
    MimeAttachment,
    OpaqueText,
    Reference,
    SdkObject,
    SecureString,
    Unserialisable,
    Value,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_DEEPEST: Final = 60
_SPECIAL: Final = frozenset({"NaN", "Infinity", "-Infinity"})
_ATTACHMENT: Final = "MimeAttachment"
_OPAQUE: Final = frozenset({"Trigger", "FinderResult", "SecureString"})


def to_wire(value: Value) -> dict[str, Any] | None:
    """The JSON form of a value.

    An object of the Orchestrator itself is an ``sdk-object`` whose type has no prefix; ``name``
    and ``category`` stand beside its id when it has them.

    Raises:
        ValueTextError: A date has no time zone, or the value is none of the model's.
    """
    if value is None:
        return None
    for python_type, write in _WRITERS:
        if isinstance(value, python_type):
            return write(value)
    raise ValueTextError(f"{type(value).__name__} is no value")


def _list(value: list[Any]) -> dict[str, Any]:
    java = {"java": value.java_class} if isinstance(value, JavaList) else {}
    return {"array": [to_wire(item) for item in value], **java}


def _map(value: dict[str, Any]) -> dict[str, Any]:
    java = {"java": value.java_class} if isinstance(value, JavaMap) else {}
    return {"properties": {key: to_wire(item) for key, item in value.items()}, **java}


def _number(value: float) -> dict[str, Any]:
    try:
        number = float(value)
    except OverflowError as error:
        raise ValueTextError("number is too large") from error
    return {"number": number if math.isfinite(number) else java_text.number_text(number)}


def _reference(value: Reference) -> dict[str, Any]:
    payload = {"type": value.type, "id": value.id, "display": value.name}
    if value.name:
        payload["name"] = value.name
    if value.category:
        payload["category"] = value.category
    return {"sdk-object": payload}


def _object(java_class: str, text: str) -> dict[str, Any]:
    return {"object": {"class": java_class, "text": text}}


_WRITERS: Final[tuple[tuple[type, Callable[[Any], dict[str, Any]]], ...]] = (
    (bool, lambda value: {"boolean": value}),
    (int, _number),
    (float, _number),
    (str, lambda value: {"string": value}),
    (datetime, lambda value: {"date": java_text.date_millis(value)}),
    (list, _list),
    (dict, _map),
    (SecureString, lambda value: {"secure-string": value.text}),
    (
        SdkObject,
        lambda value: {
            "sdk-object": {"type": value.type, "id": value.id, "display": value.display}
        },
    ),
    (Reference, _reference),
    (MimeAttachment, lambda value: _object(_ATTACHMENT, value.text)),
    (OpaqueText, lambda value: _object(value.type, value.text)),
    (Unserialisable, lambda value: _object(value.java_class, value.text)),
)


def from_wire(document: object) -> Value:
    """The value of a JSON form.

    Raises:
        ValueTextError: The document is no value, or is nested too deeply.
    """
    return _read(document, 0)


def _read(document: object, depth: int) -> Value:
    if document is None:
        return None
    if depth > _DEEPEST:
        raise ValueTextError(f"value is nested deeper than {_DEEPEST} levels")
    if not isinstance(document, dict):
        raise ValueTextError(f"{type(document).__name__} is no value")
    tags = [key for key in document if key != "java"]
    if len(tags) != 1:
        raise ValueTextError(f"a value has the keys {sorted(map(str, document))}")
    tag, payload = tags[0], document[tags[0]]
    if tag == "array":
        return _read_list(payload, document.get("java"), depth)
    if tag == "properties":
        return _read_map(payload, document.get("java"), depth)
    return _read_scalar(tag, payload)


def _read_list(payload: object, java: object, depth: int) -> Value:
    if not isinstance(payload, list):
        raise ValueTextError("an array has no list")
    items = [_read(item, depth + 1) for item in payload]
    return JavaList(items, java) if isinstance(java, str) else items


def _read_map(payload: object, java: object, depth: int) -> Value:
    if not isinstance(payload, dict):
        raise ValueTextError("properties have no object")
    items = {str(key): _read(item, depth + 1) for key, item in payload.items()}
    return JavaMap(items, java) if isinstance(java, str) else items


def _read_scalar(tag: str, payload: Any) -> Value:
    match tag, payload:
        case ("string", str()) | ("boolean", bool()):
            value: Value = payload
        case "secure-string", str():
            value = SecureString(payload)
        case "number", _:
            value = _read_number(payload)
        case "date", int() if not isinstance(payload, bool):
            moment = java_text.date_from_millis(payload)
            value = moment or Unserialisable("java.util.Date", str(payload))
        case "sdk-object", {"type": str(kind), "id": str(identity)}:
            value = _read_object(kind, identity, payload)
        case "object", {"class": str(java_class), "text": str(text)}:
            value = _read_other(java_class, text)
        case _:
            what = f"{tag!r} is no value, or its payload is of a wrong type"
            raise ValueTextError(what)
    return value


def _read_number(payload: object) -> float:
    if isinstance(payload, str) and payload in _SPECIAL:
        return float(payload)
    if isinstance(payload, (int, float)) and not isinstance(payload, bool):
        try:
            return float(payload)
        except OverflowError as error:
            raise ValueTextError("number is too large") from error
    raise ValueTextError(f"{type(payload).__name__} is no number")


def _read_object(kind: str, identity: str, payload: dict[str, Any]) -> Value:
    if ":" in kind:
        return SdkObject(kind, identity, str(payload.get("display") or ""))
    name, category = payload.get("name"), payload.get("category")
    return Reference(kind, identity, str(name or ""), str(category or ""))


def _read_other(java_class: str, text: str) -> Value:
    if java_class == _ATTACHMENT:
        return MimeAttachment(text)
    if java_class in _OPAQUE:
        return OpaqueText(java_class, text)
    return Unserialisable(java_class, text)
