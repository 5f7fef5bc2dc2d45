"""Stored texts as values (`reference/workflow-xml.md` §5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mockvro.content.errors import ValueTextError
from mockvro.content.typenames import ANY, VroType
from mockvro.content.values import grouped, java_text, secure
from mockvro.content.values.forms import LITERAL, NULL, SECRETS, refuse_deep, typed
from mockvro.content.values.model import MimeAttachment, OpaqueText, SecureString, Value
from mockvro.content.values.uri import read_uri

if TYPE_CHECKING:
    from collections.abc import Callable


def from_text(type_name: str, text: str) -> Value:
    """The value that a stored text means; both forms of arrays and properties are read.

    As in the product an unreadable number or date is ``None`` and an unreadable boolean false.

    Raises:
        ValueTextError: The type is unknown, or the text is not a form of it.
    """
    return _read(typed(type_name), text, 0)


def _read(kind: VroType, text: str, depth: int) -> Value:
    refuse_deep(depth)
    if kind.name == "boolean":
        return text.lower() == "true"  # also for null: a variable of this type is never null
    if text == NULL or kind.name == "void":
        return None
    if kind == ANY:
        return _read_typed(text, depth + 1)
    if kind.element is not None:
        return [_read_typed(item, depth + 1) for item in grouped.split_array(text)]
    return _read_single(kind, text, depth)


def _read_single(kind: VroType, text: str, depth: int) -> Value:
    if kind.kind == "composite" or kind.name == "Properties":
        return {key: _read_typed(item, depth + 1) for key, item in grouped.split_pairs(text)}
    if kind.kind in {"plugin", "system"}:
        return read_uri(text)
    return _read_core(kind.name, text)


def _read_typed(item: str, depth: int) -> Value:
    name, mark, text = item.partition("#")
    if not mark:
        raise ValueTextError(f"{item[:40]!r} has no type")
    return _read(typed(name), text, depth)


def _read_secret(text: str) -> Value:
    if secure.is_old_form(text):
        return OpaqueText("SecureString", text)
    return SecureString(secure.reveal(text))


def _opaque(name: str) -> Callable[[str], Value]:
    return lambda text: OpaqueText(name, text)


_READERS: Final[dict[str, Callable[[str], Any]]] = {
    **dict.fromkeys(LITERAL, str),
    **dict.fromkeys(SECRETS, _read_secret),
    "number": java_text.read_number,
    "Date": java_text.read_date,
    "MimeAttachment": MimeAttachment,
    "Trigger": _opaque("Trigger"),
    "FinderResult": _opaque("FinderResult"),
}


def _read_core(name: str, text: str) -> Value:
    reader = _READERS.get(name)
    if reader is None:
        raise ValueTextError(f"unknown type {name!r}")
    value: Value = reader(text)
    return value
