"""What creating, changing, importing and deleting elements have in common."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING

from mockvro.api.bodies import named, text
from mockvro.api.categories import category_of
from mockvro.api.errors import BadRequest, Conflict, NotFound
from mockvro.store import CATEGORY_TYPES, Kind

__all__ = [
    "NEW_VERSION",
    "category_for",
    "delete",
    "element_of",
    "free_name",
    "named",
    "new_id",
    "saver",
    "text",
]

if TYPE_CHECKING:
    from mockvro.api.call import Call
    from mockvro.plugins.saving import Saver
    from mockvro.store import Category, Element

NUMBERED = re.compile(r"(.*) \((\d+)\)")
NEW_VERSION = "0.0.0"


def saver(call: Call) -> Saver:
    """What writes elements in the name of the caller."""
    # Packages bring the cryptography library; a server without content starts without it.
    from mockvro.plugins.saving import Saver  # noqa: PLC0415

    return Saver(call.services.store, call.services.engine.now_ms, call.user)


def element_of(call: Call, kind: Kind, element_id: str) -> Element:
    """An element by kind and id.

    Raises:
        NotFound: There is none.
    """
    element = call.services.store.elements.get(kind, element_id)
    if element is None:
        raise NotFound(f"no {kind} with id {element_id!r}")
    return element


def new_id() -> str:
    """The id of a new element."""
    return str(uuid.uuid4())


def category_for(call: Call, kind: Kind, category_id: str) -> Category:
    """The category that a new element goes to.

    Raises:
        BadRequest: None is named, or it is one of other elements.
        NotFound: There is none with this id.
    """
    if not category_id:
        raise BadRequest("a category is needed", advice="use ?categoryId= or category-id")
    category = category_of(call, category_id)
    if category.type != CATEGORY_TYPES[kind]:
        raise BadRequest(f"category {category.name!r} is a {category.type}")
    return category


def free_name(call: Call, kind: Kind, category: str, name: str) -> str:
    """The name, with a number behind it where the caller wants it unique and it is taken."""
    inside = call.services.store.elements.in_category(category)
    taken = {each.name for each in inside if each.kind == kind}
    if not call.flag("uniqueName") or name not in taken:
        return name
    match = NUMBERED.fullmatch(name)
    stem = match[1] if match else name
    numbers = range(1, len(taken) + 2)
    return next(free for number in numbers if (free := f"{stem} ({number})") not in taken)


def delete(call: Call, element: Element) -> None:
    """Remove an element; without `force` only one that no other element uses.

    Raises:
        Conflict: It is in use.
    """
    store = call.services.store
    if not call.flag("force"):
        from mockvro.plugins.references import usages  # noqa: PLC0415 - as in saver

        users = usages(store, element)
        if users:
            names = ", ".join(repr(each.name) for each in users[:5])
            raise Conflict(
                f"{element.kind} {element.name!r} is in use by {names}; ?force=true deletes it"
            )
    with store.transaction():
        store.elements.remove(element.kind, element.id)
        if element.kind == Kind.ACTION and not store.elements.in_category(element.category):
            # The last action takes its module with it (`reference/rest-api.md` §13).
            store.categories.remove(element.category)
