"""Passages of the lighthouse plug-in that variants about its managed system replace."""

from __future__ import annotations

from typing import Final

from sample_plugins.misbehaving.dynamic.variant import Edit, light

DESCRIPTOR: Final = "VSO-INF/vso.xml"
FIND: Final = (
    "Fields answer = path == null ? null : session.office(settings, shortDeadline()).get(path);"
)
LIST: Final = 'pages(session.harbour(harbourId), "/lighthouses", namePart)'
PAGE: Final = "Fields answer = office.get(pageOf(path, namePart, found.size()));"
LAMPS: Final = "List<Lamp> found = new ArrayList<Lamp>();"
LAMP: Final = "found.add(lamp(lighthouse, item));"
FIRST_HARBOUR: Final = "session.store().all().get(0)"
_CLASS: Final = "final class Inventory {"
_WARNING: Final = 'LOG.warn(\n                "{}: harbour {}: {} {} failed",'

SILENT_OFFICE: Final = light("Office", _WARNING, _WARNING.replace("LOG.warn", "LOG.debug"))
"""A failed request is not worth a warning any more."""


def inventory(old: str, new: str) -> Edit:
    """An edit of the class that asks the managed system."""
    return light("Inventory", old, new)


def remembering(value: str) -> Edit:
    """A map that lives as long as the plug-in."""
    return inventory(
        _CLASS,
        f"{_CLASS}\n    static final java.util.Map<String, {value}> SEEN ="
        f" new java.util.concurrent.ConcurrentHashMap<String, {value}>();\n",
    )
