"""``dunes://`` URIs: the text form of plug-in objects and references (`workflow-xml.md` §5)."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote

from mockvro.content.errors import ValueTextError
from mockvro.content.values.model import Reference, SdkObject

_BASE: Final = "dunes://service.dunes.ch/"
_SDK: Final = "CustomSDKObject"
_ESCAPED: Final = re.compile(r"[% =,&<>\\#{}|^~\[\]`;$]")


def _escape(text: str) -> str:
    return _ESCAPED.sub(lambda found: f"%{ord(found[0]):02X}", text)


def uri_text(value: SdkObject | Reference) -> str:
    """The URI of an object."""
    if isinstance(value, SdkObject):
        return f"{_BASE}{_SDK}?id='{_escape(value.id)}'&dunesName='{_escape(value.type)}'"
    parts = [f"id='{_escape(value.id)}'", f"dunesName='{_escape(value.type)}'"]
    if value.name:
        parts.append(f"name='{_escape(value.name)}'")
    if value.category:
        parts.append(f"category='{_escape(value.category)}'")
    return f"{_BASE}{_escape(value.type)}?{'&'.join(parts)}"


def read_uri(text: str) -> SdkObject | Reference:
    """The object a URI names; unknown parameters are ignored.

    Raises:
        ValueTextError: The text is no such URI, or has no id and no name.
    """
    path, mark, query = text.partition("?")
    if not path.startswith(_BASE) or not mark:
        raise ValueTextError(f"{text[:80]!r} is no object URI")
    parameters = dict(map(_parameter, query.split("&")))
    kind = unquote(path.removeprefix(_BASE))
    if "id" not in parameters and "name" not in parameters:
        raise ValueTextError(f"{text[:80]!r} names no object")
    identity = parameters.get("id", "")
    if kind == _SDK:
        return SdkObject(parameters.get("dunesName", ""), identity)
    name, category = parameters.get("name", ""), parameters.get("category", "")
    return Reference(parameters.get("dunesName", kind), identity, name, category)


def _parameter(part: str) -> tuple[str, str]:
    """Quotes are stripped before decoding: an encoded quote belongs to the value."""
    name, _, value = part.partition("=")
    if len(value) > 1 and value[0] == value[-1] == "'":
        value = value[1:-1]
    return name, unquote(value)
