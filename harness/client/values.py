"""Parameter values: between Python and the wire (``rest-api.md`` §2)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from harness.client.errors import InputValueError

if TYPE_CHECKING:
    from collections.abc import Callable

_COMPOSITE = re.compile(r"CompositeType\((?P<fields>.*)\)(?::(?P<name>.*))?$", re.DOTALL)


class SdkRef(Struct, frozen=True):
    """A plug-in object by its full type, such as ``Redis:Connection``, and id."""

    type: str
    id: str


def to_value(type_name: str, value: Any) -> dict[str, Any] | None:
    """Write the value object of a parameter of a vRO type; None for a null.

    Raises:
        InputValueError: The value does not fit the type.
    """
    if value is None:
        return None
    if type_name in _WRITERS:
        return _WRITERS[type_name](value)
    if type_name.startswith("Array/"):
        return _array(type_name.removeprefix("Array/"), value)
    if composite := _COMPOSITE.match(type_name):
        return _composite(composite, value)
    if isinstance(value, SdkRef):
        return {"sdk-object": {"type": value.type, "id": value.id}}
    if type_name == "Any":
        return _inferred(value)
    raise InputValueError(f"a value of type {type_name} expected, not {value!r}")


def to_parameter(name: str, type_name: str, value: Any) -> dict[str, Any]:
    """Write a parameter; a null has no ``value`` key.

    Raises:
        InputValueError: The value does not fit the type; the place is the parameter.
    """
    try:
        written = to_value(type_name, value)
    except InputValueError as exc:
        raise InputValueError(exc.what, where=f"input {name!r}") from exc
    parameter = {"name": name, "type": type_name, "scope": "local"}
    return parameter if written is None else {**parameter, "value": written}


def from_value(value: Any) -> Any:
    """Read a value object: text, float, bool, list, dict, None.

    Plug-in objects and attachments stay the dict that the wire has (``type``, ``id``,
    ``display-value``); a key that nobody knows gives its payload.
    """
    if not isinstance(value, dict) or not value:
        return None
    key, payload = next(iter(value.items()))
    if key == "array":
        return [from_value(element) for element in payload.get("elements", ())]
    if key == "properties":
        entries = next((part for part in payload.values() if isinstance(part, list)), [])
        return {entry["key"]: from_value(entry.get("value")) for entry in entries}
    if key == "composite":
        fields = payload.get("property", ())
        return {
            entry.get("id", entry.get("name")): from_value(entry.get("value")) for entry in fields
        }
    if isinstance(payload, dict) and set(payload) <= {"value", "plainText"}:
        return payload.get("value")
    return payload


def _text(key: str) -> Callable[[Any], dict[str, Any]]:
    def write(value: Any) -> dict[str, Any]:
        return {key: {"value": _as_text(value)}}

    return write


def _as_text(value: Any) -> str:
    if not isinstance(value, str):
        raise InputValueError(f"text expected, not {value!r}")
    return value


def _secure(value: Any) -> dict[str, Any]:
    return {"secure-string": {"value": _as_text(value), "plainText": True}}


def _number(value: Any) -> dict[str, Any]:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise InputValueError(f"a number expected, not {value!r}")
    try:
        return {"number": {"value": float(value)}}
    except ValueError:
        raise InputValueError(f"a number expected, not {value!r}") from None


def _boolean(value: Any) -> dict[str, Any]:
    words = {"true": True, "false": False}
    known = words.get(value.lower()) if isinstance(value, str) else value
    if not isinstance(known, bool):
        raise InputValueError(f"true or false expected, not {value!r}")
    return {"boolean": {"value": known}}


def _date(value: Any) -> dict[str, Any]:
    if isinstance(value, str):
        return {"date": {"value": value}}
    if isinstance(value, datetime):
        moment = value if value.tzinfo else value.replace(tzinfo=UTC)
        return {"date": {"value": moment.isoformat(timespec="milliseconds")}}
    if isinstance(value, date):
        return _date(datetime(value.year, value.month, value.day, tzinfo=UTC))
    raise InputValueError(f"a date expected, not {value!r}")


def _array(element_type: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, list | tuple):
        raise InputValueError(f"a list expected, not {value!r}")
    return {"array": {"elements": [to_value(element_type, element) for element in value]}}


def _properties(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise InputValueError(f"a table expected, not {value!r}")
    return {
        "properties": {
            "property": [{"key": key, "value": _inferred(inner)} for key, inner in value.items()]
        }
    }


def _composite(match: re.Match[str], value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise InputValueError(f"a table expected, not {value!r}")
    types = dict(field.split(":", 1) for field in match["fields"].split(",") if ":" in field)
    unknown = set(value) - set(types)
    if unknown:
        raise InputValueError(f"the composite type has no field {min(unknown)!r}")
    fields = [{"id": key, "value": to_value(types[key], inner)} for key, inner in value.items()]
    return {"composite": {"type": match["name"] or "", "property": fields}}


def _inferred(value: Any) -> dict[str, Any] | None:
    if value is None:
        return None
    if isinstance(value, SdkRef):
        return {"sdk-object": {"type": value.type, "id": value.id}}
    for kinds, type_name in _INFERRED:
        if isinstance(value, kinds):
            return to_value(type_name, value)
    raise InputValueError(f"no vRO type holds {value!r}")


_INFERRED: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (bool, "boolean"),
    ((int, float), "number"),
    (str, "string"),
    ((datetime, date), "Date"),
    (list, "Array/Any"),
    (dict, "Properties"),
)

_WRITERS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "string": _text("string"),
    "Text": _text("string"),
    "Path": _text("string"),
    "Regexp": _text("regex"),
    "EncryptedString": _text("encrypted-string"),
    "SecureString": _secure,
    "number": _number,
    "boolean": _boolean,
    "Date": _date,
    "Properties": _properties,
}
