"""Attributes of workflows and configuration elements as clients send them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockvro.api.bodies import named, text
from mockvro.api.errors import BadRequest
from mockvro.api.values import read_value
from mockvro.content.errors import ContentError
from mockvro.content.values import to_text
from mockvro.content.workflow import Variable

if TYPE_CHECKING:
    from mockvro.api.documents import Json
    from mockvro.content.values import Form

SECRETS = ("secure-string", "encrypted-string")


def read_variables(
    found: object, form: Form, before: tuple[Variable, ...] = ()
) -> tuple[Variable, ...]:
    """The variables of a list.

    Args:
        found: What the body has in this place; None for an empty list.
        form: Text form in which values are stored.
        before: Variables whose secrets a masked value, which is what a client got, stands for.

    Raises:
        BadRequest: It is no list of variables, or a value is none of its type.
    """
    if found is None:
        return ()
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise BadRequest("attributes must be a list of objects")
    known = {each.name: each for each in before}
    return tuple(_variable(each, form, known.get(named(each))) for each in found)


def _variable(wanted: Json, form: Form, known: Variable | None) -> Variable:
    kind = text(wanted, "type", known.type if known else "string")
    is_kept = known is not None and known.type == kind and _is_mask(wanted)
    return Variable(
        name=named(wanted),
        type=kind,
        value=known.value if known is not None and is_kept else _stored(wanted, kind, form),
        read_only=str(wanted.get("read-only")).lower() == "true",
        description=text(wanted, "description", known.description if known else ""),
        conf_id=text(wanted, "conf-id") or None,
        conf_key=text(wanted, "conf-key") or None,
    )


def _stored(wanted: Json, kind: str, form: Form) -> str | None:
    """The text of a value; `{"value": text}` is that text itself, as in the XML."""
    sent = wanted.get("value")
    if isinstance(sent, dict) and isinstance(sent.get("value"), str):
        return str(sent["value"])
    value = read_value(sent, kind)
    try:
        return None if value is None else to_text(kind, value, form=form)
    except ContentError as problem:
        raise BadRequest(f"{wanted.get('name')!r}: {problem.what}") from problem


def _is_mask(wanted: Json) -> bool:
    value = wanted.get("value")
    inner = next((value[each] for each in SECRETS if each in value), None) if value else None
    return isinstance(inner, dict) and set(str(inner.get("value") or "")) == {"*"}
