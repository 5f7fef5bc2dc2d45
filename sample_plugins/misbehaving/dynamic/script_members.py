"""Members for scripts that variants add to the sound plug-in."""

from __future__ import annotations

from typing import Final

from sample_plugins.misbehaving.dynamic.passages import DESCRIPTOR
from sample_plugins.misbehaving.dynamic.variant import Edit, java

_FIND_BOX: Final = "    public Box findBox(String id) {\n        return Stock.box(id);"
_SHELVES: Final = (
    '<method script-name="getShelves" java-name="getShelves" return-type="[DepotShelf">'
)


def manager(member: str, name: str, returns: str) -> tuple[Edit, ...]:
    """A method of the manager that takes nothing, declared for scripts."""
    declared = f'<method script-name="{name}" java-name="{name}" return-type="{returns}"/>'
    return (
        java("DepotManager", _FIND_BOX, f"    {member}\n\n{_FIND_BOX}"),
        Edit(DESCRIPTOR, _SHELVES, f"{declared}{_SHELVES}"),
    )
