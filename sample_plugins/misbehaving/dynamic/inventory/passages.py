"""Passages of the sound factory that variants replace."""

from __future__ import annotations

from typing import Final

from sample_plugins.misbehaving.dynamic.variant import Edit, java

FIND_SHELF: Final = "return Stock.shelf(id);"
FIND_BOX: Final = "return Stock.box(id);"
FIND: Final = 'Release.log("find " + type);'
FIND_ALL: Final = 'Release.log("findAll " + type);'
ALL_SHELVES: Final = "found.addAll(Stock.shelves());"
ALL_BOXES: Final = "found.addAll(Stock.boxes());"
NEW_LIST: Final = "List<Object> found = new ArrayList<>();"
NO_CHILDREN: Final = "return new ArrayList<>();"
RELATION: Final = 'Release.log("findRelation " + relation);'
HAS_CHILDREN: Final = 'Release.log("hasChildrenInRelation " + relation);'
_CLASS: Final = "public final class DepotFactory implements IPluginFactory {"


def factory(old: str, new: str) -> Edit:
    """An edit of the factory."""
    return java("DepotFactory", old, new)


def field(declaration: str) -> Edit:
    """A field for the factory."""
    return factory(_CLASS, f"{_CLASS}\n    {declaration}\n")
