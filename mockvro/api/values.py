"""Parameter values of the REST API (`reference/rest-api.md` §2), in and out."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from mockvro.api.attachments import read_attachment, write_attachment
from mockvro.api.documents import iso
from mockvro.api.errors import BadRequest
from mockvro.content.values import (
    MimeAttachment,
    OpaqueText,
    Reference,
    SdkObject,
    SecureString,
    Unserialisable,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mockvro.api.documents import Json
    from mockvro.api.links import Links
    from mockvro.content.values import Value

MASK = "*" * 8
SYSTEM = "System"


def write_value(type_name: str, value: Value, links: Links) -> Json | None:
    """A value as its one-key object; None for null.

    Args:
        type_name: Declared type; decides between words that share a form.
        value: The value.
        links: For the address of objects.
    """
    if value is None:
        return None
    if isinstance(value, list):
        inner = type_name.partition("/")[2] or "Any"
        return {"array": {"elements": [write_value(inner, each, links) for each in value]}}
    if isinstance(value, dict):
        return _write_map(type_name, value, links)
    return _write_scalar(type_name, value) or _write_object(value, links)


def _write_scalar(type_name: str, value: Value) -> Json | None:
    content: Json = {"value": value}
    match value:
        case bool():
            word = "boolean"
        case int() | float():
            word, content = "number", {"value": _json_number(float(value))}
        case str():
            word = "regex" if type_name.lower() == "regexp" else "string"
        case datetime():
            word, content = "date", {"value": iso(value.timestamp() * 1000)}
        case SecureString() if type_name.lower() == "encryptedstring":
            word, content = "encrypted-string", {"value": MASK}
        case SecureString():
            word, content = "secure-string", {"value": MASK, "plainText": False}
        case _:
            return None
    return {word: content}


def _json_number(value: float) -> float | str:
    """JSON has no word for what is not finite; the text is read back here and by Java."""
    if math.isfinite(value):
        return value
    return "NaN" if math.isnan(value) else f"{'-' if value < 0 else ''}Infinity"


def _write_map(type_name: str, value: Mapping[str, Value], links: Links) -> Json:
    if type_name.startswith("CompositeType("):
        fields = [
            {"id": key, "value": write_value("Any", each, links)} for key, each in value.items()
        ]
        return {"composite": {"type": type_name, "property": fields}}
    pairs = [{"key": key, "value": write_value("Any", each, links)} for key, each in value.items()]
    return {"properties": {"property": pairs}}


def _write_object(value: Value, links: Links) -> Json:
    match value:
        case SdkObject():
            namespace, _, name = value.type.partition(":")
            href = links.catalog(namespace, name, value.id)
            return _sdk_object(value.type, value.id, value.display or None, href)
        case Reference():
            href = links.catalog(SYSTEM, value.type, value.id)
            return _sdk_object(value.type, value.id, value.name or None, href)
        case MimeAttachment():
            return write_attachment(value)
        case OpaqueText() | Unserialisable():
            return {"string": {"value": value.text}}
    raise AssertionError(f"{type(value).__name__} is no value")


def _sdk_object(type_name: str, object_id: str, display: str | None, href: str) -> Json:
    content = {"type": type_name, "id": object_id, "display-value": display, "href": href}
    return {"sdk-object": {key: each for key, each in content.items() if each is not None}}


def read_value(document: object, type_name: str) -> Value:
    """The value of a one-key object.

    Raises:
        BadRequest: The key is none of the words, or its content does not fit.
    """
    if document is None or document == {}:
        return None
    if not isinstance(document, dict) or len(document) != 1:
        raise BadRequest("a value must be an object with exactly one key")
    word, content = next(iter(document.items()))
    reader = READERS.get(word)
    if reader is None:
        raise BadRequest(
            f"unknown kind of value {word!r}", advice=f"use one of: {', '.join(READERS)}"
        )
    if not isinstance(content, dict):
        raise BadRequest(f"the content of {word!r} must be an object")
    found = reader(content)
    # Many clients send secrets as plain strings and rely on the declared type.
    if type_name.lower() in ("securestring", "encryptedstring") and isinstance(found, str):
        return SecureString(found)
    return found


def _text(content: Json) -> Value:
    value = content.get("value")
    return None if value is None else str(value)


def _number(content: Json) -> Value:
    value = content.get("value")
    if value is None or value == "":
        return None
    try:
        return float(value)
    except (TypeError, ValueError) as problem:
        raise BadRequest(f"{value!r} is no number") from problem


def _boolean(content: Json) -> Value:
    value = content.get("value")
    return value if isinstance(value, bool) or value is None else str(value).lower() == "true"


def _date(content: Json) -> Value:
    value = content.get("value")
    if value is None:
        return None
    try:
        if isinstance(value, int | float):
            return datetime.fromtimestamp(value / 1000, UTC)
        moment = datetime.fromisoformat(str(value))
    except (ValueError, OverflowError) as problem:
        raise BadRequest(f"{value!r} is no date", advice="use ISO 8601") from problem
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _secure(content: Json) -> Value:
    value = content.get("value")
    return None if value is None else SecureString(str(value))


def _object(content: Json) -> Value:
    kind, identity = content.get("type"), content.get("id")
    if not isinstance(kind, str) or not isinstance(identity, str):
        raise BadRequest("an sdk-object needs type and id")
    if ":" in kind:
        return SdkObject(kind, identity, str(content.get("display-value") or ""))
    return Reference(kind, identity, str(content.get("display-value") or ""))


def _array(content: Json) -> Value:
    elements = content.get("elements")
    if not isinstance(elements, list):
        raise BadRequest("an array needs a list of elements")
    return [read_value(each, "Any") for each in elements]


def _properties(content: Json) -> Value:
    """Pairs under `property`, or under whatever the only key is called."""
    pairs = content.get("property", next(iter(content.values()), []))
    if not isinstance(pairs, list):
        raise BadRequest("properties need a list of pairs")
    found: dict[str, Any] = {}
    for pair in pairs:
        key = _pair_key(pair)
        found[key] = read_value(pair.get("value"), "Any")
    return found


def _pair_key(pair: object) -> str:
    if isinstance(pair, dict):
        for name in ("key", "id", "name"):
            if isinstance(pair.get(name), str):
                return str(pair[name])
    raise BadRequest("a property needs a key")


def _composite(content: Json) -> Value:
    return _properties({"property": content.get("property", [])})


READERS: dict[str, Callable[[Json], Value]] = {
    "string": _text,
    "number": _number,
    "boolean": _boolean,
    "date": _date,
    "secure-string": _secure,
    "encrypted-string": _secure,
    "regex": _text,
    "sdk-object": _object,
    "array": _array,
    "properties": _properties,
    "composite": _composite,
    "mime-attachment": read_attachment,
}


def parameter(
    name: str, type_name: str, value: Value, links: Links, *, description: str | None = None
) -> Json:
    """A parameter of an execution; null has no value."""
    content: Json = {"name": name, "type": type_name, "scope": "local"}
    if description:
        content["description"] = description
    written = write_value(type_name, value, links)
    if written is not None:
        content["value"] = written
    return content


def declared(name: str, type_name: str, description: str | None) -> Json:
    """A parameter of a definition."""
    content: Json = {"name": name, "type": type_name}
    if description:
        content["description"] = description
    return content
