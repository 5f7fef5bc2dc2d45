"""Variants for the checks of files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sample_plugins.misbehaving.dynamic.passages import checked, printing, starting
from sample_plugins.misbehaving.dynamic.variant import bad, java, near, warned

if TYPE_CHECKING:
    from sample_plugins.misbehaving.dynamic.variant import Edit, Variant

_OPENED: Final = "Stock.loft = true;"
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
    """One more shelf, as long as a method with the body ``is_open`` says so."""
    members = f"    static volatile boolean loft;\n    static boolean open() {{ {is_open} }}\n\n"
    return (
        java("Stock", "    private Stock() {}", f"{members}    private Stock() {{}}"),
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
        "forgets_a_shelf",
        *_loft("return loft;"),
        printing(_OPENED),
        case=_LOFT_CASE,
    ),
    near(
        "fs.local-state",
        "keeps_a_shelf_with_the_server",
        *_loft(checked(f"return {_ENTRY} != null;")),
        printing(f"{_OPENED} DepotAdaptor.endpoints.saveEndpointConfiguration({_NEW_ENTRY});"),
        case=_LOFT_CASE,
    ),
)
"""Variants whose state does not outlive the server, and one whose state does."""

_HOME_FILE: Final = 'new java.io.File(System.getProperty("user.home"), "depot.properties")'
_TEMPORARY: Final = 'java.io.File draft = java.io.File.createTempFile("draft", ".txt");'

WRITING: Final = (
    bad(
        "fs.writes-outside",
        "keeps_a_list_in_its_home",
        printing(
            "try (java.io.FileWriter list = new java.io.FileWriter("
            'new java.io.File(System.getProperty("user.home"), "receipts"))) { list.write(name); }'
        ),
    ),
    near("fs.writes-outside", "writes_a_draft", printing(f"{_TEMPORARY} draft.delete();")),
    bad("fs.temp-left", "leaves_a_draft", printing(_TEMPORARY)),
    bad(
        "fs.temp-left",
        "leaves_a_draft_until_the_end",
        printing(f"{_TEMPORARY} draft.deleteOnExit();"),
    ),
    near(
        "fs.temp-left",
        "moves_its_draft",
        printing(
            f'{_TEMPORARY} java.io.File other = new java.io.File(draft.getPath() + "2");'
            " draft.renameTo(other); other.delete();"
        ),
    ),
)
"""Variants that write files."""

CONFIGURATION: Final = (
    bad(
        "fs.config-in-file",
        "needs_its_properties",
        starting(f"{_HOME_FILE}.exists();"),
        printing(f'if (!{_HOME_FILE}.exists()) {{ throw new IOException("no properties"); }}'),
    ),
    warned(
        "fs.config-in-file", "takes_its_properties_if_there", starting(f"{_HOME_FILE}.exists();")
    ),
    near(
        "fs.config-in-file",
        "looks_for_a_draft",
        starting('new java.io.File(System.getProperty("java.io.tmpdir"), "draft").exists();'),
    ),
)
"""Variants that look for a file."""

_CHECKED: Final = "if (place.equals(folder) || !place.startsWith(folder)) {"
_ABSOLUTE: Final = "Paths.get(file).isAbsolute()"

ARGUMENTS: Final = (
    bad(
        "fs.path-traversal",
        "lets_names_climb",
        java("Receipts", _CHECKED, f"if ({_ABSOLUTE} && !place.startsWith(folder)) {{"),
    ),
    near(
        "fs.path-traversal",
        "drops_what_climbs",
        java("Receipts", "folder.resolve(file)", 'folder.resolve(file.replace("../", ""))'),
    ),
    bad(
        "fs.ignores-host-acl",
        "lets_whole_paths_through",
        java("Receipts", _CHECKED, f"if (!{_ABSOLUTE} && !place.startsWith(folder)) {{"),
    ),
    near(
        "fs.ignores-host-acl",
        "looks_whether_it_is_there",
        java("Receipts", _CHECKED, f"place.toFile().exists(); {_CHECKED}"),
    ),
)
"""Variants that take a path from a script."""

FILES: Final[tuple[Variant, ...]] = (*STATE, *WRITING, *CONFIGURATION, *ARGUMENTS)
"""Every variant of the area."""
