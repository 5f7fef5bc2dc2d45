"""WorkflowCategory, ConfigurationElementCategory, ResourceElementCategory, and templates' ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mockvro.content.values import Reference
from mockvro.scripting.elements import CLASSES, reference
from mockvro.scripting.errors import ScriptCallError
from mockvro.scripting.registry import Call, Members
from mockvro.store import CATEGORY_TYPES, Category, Kind

if TYPE_CHECKING:
    from mockvro.scripting.world import World

HOLDING = {
    CATEGORY_TYPES[kind]: (kind, f"{name[0].lower()}{name[1:]}s", f"all{name}s")
    for kind, name in CLASSES.items()
    if kind != Kind.ACTION
}
"""Category class to the kind it holds and the attributes for its direct and for all elements."""

ALL = Members(*HOLDING)
SERVER = Members("Server")


def held(category: Category) -> Reference:
    """A category as a script value."""
    return Reference(category.type, category.id, category.name)


def category_of(world: World, value: Reference) -> Category:
    """The category behind a script value.

    Raises:
        ScriptCallError: It is not there any more.
    """
    found = world.store.categories.get(value.id)
    if found is None:
        raise ScriptCallError(f"{value.type} {value.id} does not exist")
    return found


def at_path(world: World, category_type: str, path: str) -> Category | None:
    """The category at a path of names with slashes; None when a part is missing."""
    found: Category | None = None
    for name in path.strip("/").split("/"):
        parent = found.id if found is not None else None
        found = world.store.categories.find(category_type, name, parent)
        if found is None:
            return None
    return found


def target(call: Call, index: int, category_type: str) -> Category:
    """An argument that names a category by itself or by a path, which is made where missing.

    Raises:
        ScriptCallError: It is neither.
    """
    value = call.arg(index)
    if isinstance(value, Reference) and value.type == category_type:
        return category_of(call.world, value)
    parts = [part for part in call.text(index).split("/") if part]
    if not parts:
        raise ScriptCallError("a category path has at least one name")
    return call.world.store.categories.ensure(category_type, parts)


def _own(call: Call) -> Category:
    return category_of(call.world, call.own)


@ALL.answers("name")
def _name(call: Call) -> Any:
    return _own(call).name


@ALL.answers("description")
def _description(call: Call) -> Any:
    return _own(call).description


@ALL.answers("path")
def _path(call: Call) -> Any:
    return "/".join(each.name for each in call.world.store.categories.path(_own(call).id))


@ALL.answers("parent")
def _parent(call: Call) -> Any:
    parent = _own(call).parent
    found = call.world.store.categories.get(parent) if parent else None
    return held(found) if found is not None else None


@ALL.answers("subCategories")
def _children(call: Call) -> Any:
    return [held(each) for each in call.world.store.categories.children(_own(call).id)]


def _elements(world: World, category: Category) -> list[Reference]:
    return [
        reference(world, each)
        for each in world.store.elements.in_category(category.id)
        if each.kind == HOLDING[category.type][0]
    ]


def _all_elements(world: World, category: Category) -> list[Reference]:
    found = _elements(world, category)
    for child in world.store.categories.children(category.id):
        found += _all_elements(world, child)
    return found


def _by_type(category_type: str) -> tuple[Members, Members]:
    """Members whose names depend on what a category holds."""
    _, direct, every = HOLDING[category_type]
    own, server = Members(category_type), Members("Server")
    own.answers(direct)(lambda call: _elements(call.world, _own(call)))
    own.answers(every)(lambda call: _all_elements(call.world, _own(call)))

    @server.answers(f"get{category_type}WithPath")
    def with_path(call: Call) -> Any:
        found = at_path(call.world, category_type, call.text(0))
        return held(found) if found is not None else None

    plural = f"getAll{category_type.removesuffix('y')}ies"

    @server.answers(plural, lacks="whether sub-categories are listed too is unverified: they are")
    def everything(call: Call) -> Any:
        categories = call.world.store.categories.all()
        return [held(each) for each in categories if each.type == category_type]

    return own, server


@SERVER.answers("removeConfigurationElementCategory")
def _remove(call: Call) -> Any:
    category = category_of(call.world, call.reference(0, "ConfigurationElementCategory"))
    store = call.world.store
    with store.transaction():
        if store.elements.in_category(category.id) or store.categories.children(category.id):
            raise ScriptCallError(f"category {category.name!r} is not empty")
        store.categories.remove(category.id)


MEMBERS = (ALL, SERVER, *(group for each in HOLDING for group in _by_type(each)))
