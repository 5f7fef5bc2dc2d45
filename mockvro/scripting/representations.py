"""Objects as texts: StringRepresentation, and the deprecated URIs."""

from __future__ import annotations

from typing import Any

from mockvro.content.values import (
    Reference,
    SdkObject,
    from_text,
    read_uri,
    to_text,
    type_of,
    uri_text,
)
from mockvro.scripting.answers import CoreObject
from mockvro.scripting.errors import ScriptCallError
from mockvro.scripting.registry import Call, Members

OWN = Members("StringRepresentation")
SERVER = Members("Server")


def _object(value: Any) -> Any:
    if not isinstance(value, CoreObject) or value.type != "StringRepresentation":
        raise ScriptCallError("a StringRepresentation is needed")
    text = value.get("stringValue")
    return None if text is None else from_text(str(value.get("type") or "Any"), str(text))


@OWN.answers("objectValue")
@SERVER.answers("fromStringRepresentation")
def _from(call: Call) -> Any:
    return _object(call.arg(0))


@OWN.answers("toParam", lacks="layout unverified: type#text")
def _to_param(call: Call) -> Any:
    value = call.arg(0)
    if not isinstance(value, CoreObject):
        raise ScriptCallError("a StringRepresentation is needed")
    return f"{value.get('type')}#{value.get('stringValue')}"


@SERVER.answers("toStringRepresentation")
def _to(call: Call) -> Any:
    value = call.arg(0)
    kind = type_of(value)
    text = to_text(kind, value, form=call.world.form)
    return CoreObject("StringRepresentation", {"type": kind, "stringValue": text})


@SERVER.answers("toUri")
def _to_uri(call: Call) -> Any:
    value = call.arg(0)
    if not isinstance(value, (Reference, SdkObject)):
        raise ScriptCallError("only elements and plug-in objects have a URI")
    return uri_text(value)


@SERVER.answers("fromUri")
def _from_uri(call: Call) -> Any:
    return read_uri(call.text(0))


MEMBERS = (OWN, SERVER)
