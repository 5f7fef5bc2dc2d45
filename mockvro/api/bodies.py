"""Reading single keys of request bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockvro.api.errors import BadRequest

if TYPE_CHECKING:
    from mockvro.api.documents import Json


def named(body: Json) -> str:
    """The name in a body.

    Raises:
        BadRequest: There is none.
    """
    name = body.get("name")
    if not isinstance(name, str) or not name.strip():
        raise BadRequest("an element needs a name")
    return name


def text(body: Json, key: str, default: str = "") -> str:
    """A text in a body.

    Raises:
        BadRequest: It is something else.
    """
    found = body.get(key)
    if found is None:
        return default
    if not isinstance(found, str):
        raise BadRequest(f"{key} must be a text")
    return found
