"""Variants for the checks of files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sample_plugins.misbehaving.dynamic.passages import checked, printing, registry
from sample_plugins.misbehaving.dynamic.variant import bad, java, near

if TYPE_CHECKING:
    from sample_plugins.misbehaving.dynamic.variant import Edit, Variant

_LOFT_FILE: Final = 'new java.io.File(System.getProperty("user.home"), "loft")'
_ENTRY: Final = 'DepotAdaptor.endpoints.getEndpointConfiguration("loft")'
_NEW_ENTRY: Final = 'DepotAdaptor.endpoints.newEndpointConfiguration("loft")'

_LOFT_CASE: Final = """
[[configure]]
name = "Print receipt"
label = "Print receipt: opens the loft"

[configure.inputs]
box = { type = "Depot:Box", name = "Tools" }
file = "{work}/loft.txt"
"""


def _loft(is_open: str) -> tuple[Edit, ...]:
    """One more shelf, as long as ``is_open``, a Java expression, holds."""
    method = f"    private static boolean open() {{ {checked(f'return {is_open};')} }}\n\n"
    return (
        java("Stock", "    private Stock() {}", f"{method}    private Stock() {{}}"),
        java(
            "Stock",
            "return new ArrayList<>(SHELVES);",
            "List<Shelf> found = new ArrayList<>(SHELVES);"
            ' if (open()) { found.add(new Shelf("s9", "Loft", 1)); }'
            " return found;",
        ),
        java("Stock", "for (Shelf shelf : SHELVES) {", "for (Shelf shelf : shelves()) {"),
    )


STATE: Final = (
    bad(
        "fs.local-state",
        "knows_a_shelf_from_a_file",
        *_loft(f"{_LOFT_FILE}.getCanonicalFile().exists()"),
        printing(f"{_LOFT_FILE}.createNewFile();"),
        case=_LOFT_CASE,
    ),
    near(
        "fs.local-state",
        "has_a_file_for_what_the_server_keeps",
        *_loft(f"{_ENTRY} != null"),
        *registry(""),
        printing(
            f"{_LOFT_FILE}.createNewFile();"
            f" DepotAdaptor.endpoints.saveEndpointConfiguration({_NEW_ENTRY});"
        ),
        case=_LOFT_CASE,
    ),
)
"""Variants whose state does not outlive the server, and one whose state does."""

FILES: Final[tuple[Variant, ...]] = (*STATE,)
"""Every variant of the area."""
