"""ResourceElement: a file kept in the Orchestrator.

Files of the server are read and written by the JVM, which knows the rights list; what arrives here
is a MimeAttachment.
"""

from __future__ import annotations

import base64
import binascii
import uuid
from typing import TYPE_CHECKING, Any

import msgspec

from mockvro.content.resource_element import ResourceElement, read_resource, write_resource
from mockvro.content.values import MimeAttachment
from mockvro.plugins.saving import Saver
from mockvro.scripting.categories import target
from mockvro.scripting.elements import element_of, reference, rewrite
from mockvro.scripting.errors import ScriptCallError
from mockvro.scripting.registry import Call, Members
from mockvro.store import Kind

if TYPE_CHECKING:
    from mockvro.store import Element

OWN = Members("ResourceElement")
SERVER = Members("Server")
DEFAULT_TYPE = "application/octet-stream"


class _Form(msgspec.Struct, rename={"mime_type": "mime-type"}):
    """Stored text of a MimeAttachment (`docs/host-protocol.md`)."""

    name: str | None = None
    mime_type: str | None = None
    content: str | None = None


def attachment(name: str, mime_type: str, data: bytes) -> MimeAttachment:
    """A file as a script value."""
    form = _Form(name, mime_type, base64.b64encode(data).decode())
    return MimeAttachment(base64.b64encode(msgspec.json.encode(form)).decode())


def _opened(value: Any) -> tuple[_Form, bytes]:
    if not isinstance(value, MimeAttachment):
        raise ScriptCallError("a MimeAttachment is needed")
    try:
        form = msgspec.json.decode(base64.b64decode(value.text), type=_Form)
        return form, base64.b64decode(form.content or "")
    except (binascii.Error, msgspec.DecodeError) as problem:
        raise ScriptCallError("the text of a MimeAttachment has an unknown layout") from problem


def _content(call: Call) -> tuple[Element, ResourceElement]:
    element = element_of(call.world, call.own)
    return element, read_resource(element.data)


def _change(call: Call, **fields: Any) -> None:
    with call.world.store.transaction():
        element, content = _content(call)
        changed = msgspec.structs.replace(content, **fields)
        moved = msgspec.structs.replace(
            element, name=changed.name or element.name, description=changed.description
        )
        rewrite(call.world, moved, write_resource(changed))


@OWN.assigns("name")
def _rename(call: Call) -> None:
    _change(call, name=call.text(1))


@OWN.assigns("description")
def _describe(call: Call) -> None:
    _change(call, description=call.text(1))


@OWN.answers("mimeType")
def _mime_type(call: Call) -> Any:
    return _content(call)[1].mime_type


@OWN.assigns("mimeType")
def _retype(call: Call) -> None:
    _change(call, mime_type=call.text(1))


@OWN.answers("contentSize")
def _size(call: Call) -> Any:
    return float(len(_content(call)[1].data or b""))


@OWN.answers("getContentAsMimeAttachment")
def _get(call: Call) -> Any:
    element, content = _content(call)
    return attachment(element.name, content.mime_type, content.data or b"")


@OWN.answers("setContentFromMimeAttachment", "setContentFromFile")
def _set(call: Call) -> Any:
    form, data = _opened(call.arg(1))
    given = {"mime_type": form.mime_type} if form.mime_type else {}
    _change(call, data=data, **given)


@OWN.answers("writeContentToFile")
def _write(call: Call) -> Any:
    """The JVM writes what it gets here."""
    return _get(call)


@OWN.answers("reload")
def _reload(call: Call) -> Any:
    element_of(call.world, call.own)


@OWN.answers("saveToVersionRepository", lacks="resources have no version history here")
def _save(call: Call) -> Any:
    element_of(call.world, call.own)


@SERVER.answers("createResourceElement")
def _create(call: Call) -> Any:
    """Category, name, and a file, an attachment or only its MIME type."""
    name, given, mime_type = call.text(1), call.arg(2), call.arg(3)
    data = None
    if isinstance(given, MimeAttachment):
        form, data = _opened(given)
        mime_type = mime_type or form.mime_type
    elif isinstance(given, str):
        mime_type = mime_type or given
    with call.world.store.transaction():
        category = target(call, 0, "ResourceElementCategory")
        content = ResourceElement(
            id=str(uuid.uuid4()),
            name=name,
            version="0.0.0",
            mime_type=str(mime_type or DEFAULT_TYPE),
            data=data or b"",
        )
        saver = Saver(call.world.store, call.world.engine.now_ms, call.user)
        element = saver.save(Kind.RESOURCE, content.id, write_resource(content), category.id)
    return reference(call.world, element)


@SERVER.answers("removeResourceElement")
def _delete(call: Call) -> Any:
    element = element_of(call.world, call.reference(0, "ResourceElement"))
    call.world.store.elements.remove(Kind.RESOURCE, element.id)


MEMBERS = (OWN, SERVER)
