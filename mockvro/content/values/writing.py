"""Values as stored texts (`reference/workflow-xml.md` §5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from mockvro.content.errors import ValueTextError
from mockvro.content.typenames import ANY, VroType
from mockvro.content.values import grouped, java_text, secure
from mockvro.content.values.forms import LITERAL, NULL, SECRETS, Form, refuse_deep, typed
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
from mockvro.content.values.uri import uri_text

_STORABLE_LISTS: Final = frozenset({"java.util.Vector"})
_STORABLE_MAPS: Final = frozenset(
    {
        "java.util.HashMap",
        "java.util.LinkedHashMap",
        "java.util.Hashtable",
        "java.util.Properties",
    }
)


def to_text(type_name: str, value: Value, *, form: Form = "7.x") -> str:
    """The stored text of a value in a variable of a type.

    Raises:
        ValueTextError: The type cannot hold the value, or the value has no stored form.
    """
    return _Writer(form).write(typed(type_name), value, 0)


def type_of(value: Value) -> str:
    """The type under which a value is stored inside an ``Any``.

    Raises:
        ValueTextError: The value has no stored form there.
    """
    for python_type, name in _TYPE_NAMES:
        if isinstance(value, python_type):
            return name
    if isinstance(value, (SdkObject, Reference, OpaqueText)):
        return value.type
    if isinstance(value, list) and _storable(value, JavaList, _STORABLE_LISTS):
        return "Array"
    if isinstance(value, dict) and _storable(value, JavaMap, _STORABLE_MAPS):
        return "Properties"
    found = getattr(value, "java_class", type(value).__name__)
    raise ValueTextError(f"Unable to convert to any: {found}")


_TYPE_NAMES: Final[tuple[tuple[type, str], ...]] = (
    (type(None), "Any"),
    (bool, "boolean"),
    (int, "number"),
    (float, "number"),
    (str, "string"),
    (datetime, "Date"),
    (SecureString, "SecureString"),
    (MimeAttachment, "MimeAttachment"),
)


def _storable(value: object, marked: type[JavaList | JavaMap], classes: frozenset[str]) -> bool:
    return not isinstance(value, marked) or value.java_class in classes


class _Writer:
    """Writes values in one form."""

    def __init__(self, form: Form) -> None:
        counted = form == "8.x"
        self._array: grouped.JoinArray = (
            grouped.join_counted_array if counted else grouped.join_array
        )
        self._pairs: grouped.JoinPairs = (
            grouped.join_counted_pairs if counted else grouped.join_pairs
        )

    def write(self, kind: VroType, value: Value, depth: int) -> str:
        refuse_deep(depth)
        if value is None or kind.name == "void":
            return NULL
        if kind == ANY:
            return self._typed(kind, value, depth)
        if kind.element is not None:
            return self._list(kind.element, value, depth)
        if kind.kind == "composite" or kind.name == "Properties":
            return self._map(kind, value, depth)
        return _scalar_text(kind, value)

    def _typed(self, kind: VroType, value: Value, depth: int) -> str:
        """``type#text``, with the value's own type where ``Any`` is declared."""
        if kind != ANY:
            return f"{kind}#{self.write(kind, value, depth)}"
        name = type_of(value)
        inner = typed(name)
        return f"{name}#{NULL if value is None else self.write(inner, value, depth)}"

    def _list(self, element: VroType, value: Value, depth: int) -> str:
        if not isinstance(value, list):
            raise _mismatch("an array", value)
        return self._array([self._typed(element, item, depth + 1) for item in value])

    def _map(self, kind: VroType, value: Value, depth: int) -> str:
        if not isinstance(value, dict):
            raise _mismatch(str(kind), value)
        types = {field.name: field.type for field in kind.fields}
        return self._pairs(
            [
                (key, self._typed(types.get(key, ANY), item, depth + 1))
                for key, item in value.items()
            ]
        )


def _mismatch(kind: str, value: object) -> ValueTextError:
    found = value.java_class if isinstance(value, Unserialisable) else type(value).__name__
    return ValueTextError(f"{kind} cannot hold {found}")


def _number_text(value: float) -> str:
    try:
        return java_text.number_text(float(value))
    except OverflowError as error:
        raise ValueTextError("number is too large") from error


def _boolean_text(value: bool) -> str:
    return str(value).lower()


def _secret_text(value: str | SecureString) -> str:
    return secure.obfuscate(value if isinstance(value, str) else value.text)


_ScalarWriter = tuple[frozenset[str], tuple[type, ...], Callable[[Any], str]]
_SCALARS: Final[tuple[_ScalarWriter, ...]] = (
    (LITERAL, (str,), str),
    (frozenset({"boolean"}), (bool,), _boolean_text),
    (frozenset({"number"}), (int, float), _number_text),
    (frozenset({"Date"}), (datetime,), java_text.date_text),
    (SECRETS, (SecureString, str), _secret_text),
    (frozenset({"MimeAttachment"}), (MimeAttachment,), lambda value: value.text),
)


def _scalar_text(kind: VroType, value: Value) -> str:
    if isinstance(value, (SdkObject, Reference)) and kind.kind in {"plugin", "system"}:
        return uri_text(value)
    if isinstance(value, OpaqueText) and value.type == kind.name:
        return value.text
    for names, types, write in _SCALARS:
        if kind.name in names and isinstance(value, types):
            if kind.name == "number" and isinstance(value, bool):
                break
            return write(value)
    raise _mismatch(str(kind), value)
