"""Custom properties: keys and values that scripts attach to objects by type and id."""

from __future__ import annotations

from typing import Any

from mockvro.content.values import Reference, SdkObject, from_text, read_uri, to_text, uri_text
from mockvro.scripting.errors import ScriptCallError
from mockvro.scripting.registry import Call, Members

SERVER = Members("Server")


def _uri(call: Call, index: int) -> str:
    value = call.arg(index)
    if not isinstance(value, (Reference, SdkObject)):
        raise ScriptCallError("only elements and plug-in objects have custom properties")
    plain = Reference(value.type, value.id) if isinstance(value, Reference) else value
    return uri_text(plain)


@SERVER.answers("setCustomProperty")
def _set(call: Call) -> Any:
    text = to_text("Any", call.arg(2), form=call.world.form)
    call.world.store.custom_properties.put(_uri(call, 0), call.text(1), text)


@SERVER.answers("getCustomProperty")
def _get(call: Call) -> Any:
    text = call.world.store.custom_properties.of(_uri(call, 0)).get(call.text(1))
    return None if text is None else from_text("Any", text)


@SERVER.answers("getCustomPropertyKeys")
def _keys(call: Call) -> Any:
    return list(call.world.store.custom_properties.of(_uri(call, 0)))


@SERVER.answers("removeCustomProperty")
def _remove(call: Call) -> Any:
    call.world.store.custom_properties.remove(_uri(call, 0), call.text(1))


@SERVER.answers("removeAllCustomPropertiesForObject")
def _clear(call: Call) -> Any:
    call.world.store.custom_properties.clear(_uri(call, 0))


@SERVER.answers("getObjectsURIWithCustomPropertyKey")
def _uris(call: Call) -> Any:
    return call.world.store.custom_properties.objects(call.text(0))


@SERVER.answers("getObjectsWithCustomPropertyKey")
def _objects(call: Call) -> Any:
    return [read_uri(each) for each in call.world.store.custom_properties.objects(call.text(0))]


@SERVER.answers("removeAllCustomPropertiesForType")
def _clear_type(call: Call) -> Any:
    call.world.store.custom_properties.clear_type(call.text(0))


@SERVER.answers("removeAllCustomPropertiesForTypeAndKey")
def _clear_type_and_key(call: Call) -> Any:
    call.world.store.custom_properties.clear_type(call.text(0), call.text(1))


MEMBERS = (SERVER,)
