"""The sound plug-ins that variants are made from."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

from msgspec import Struct

from sample_plugins.build import PluginSource

_ROOT: Final = Path(__file__).parents[3]
_CASE: Final = "acceptance.toml"


class Base(Struct, frozen=True, kw_only=True):
    """A plug-in that nothing is wrong with.

    Attributes:
        name: Its name.
        folder: Its sources and its case.
        java: Folder of its classes, relative to its sources.
        moved: Passages of the case that say where something is, and what they become when the
            case lies beside the artifact.
        adds: Files that it has besides those of the folder, by path.
        edits: Passages of those files that are replaced: path, old and new text.
        more: TOML that is added to its case.
    """

    name: str
    folder: Path
    java: str
    moved: tuple[tuple[str, str], ...] = ()
    adds: tuple[tuple[str, str], ...] = ()
    edits: tuple[tuple[str, str, str], ...] = ()
    more: str = ""

    def source(self) -> PluginSource:
        """Its sources."""
        return _load(self)

    def write_case(self, folder: Path, more: str = "") -> Path:
        """Write the case, with some TOML added, beside the artifact and its documentation.

        A table that the case has already gets the keys; they take the place of its own.
        """
        text = (self.folder / _CASE).read_text("utf-8")
        for old, new in self.moved:
            text = text.replace(old, new)
        target = folder / _CASE
        target.write_text(amended(amended(text, self.more), more), "utf-8")
        return target


def amended(text: str, more: str) -> str:
    """A TOML document with the tables of another; of a key in both that of the other holds."""
    for table in re.split(r"^(?=\[)", more, flags=re.MULTILINE):
        header, _, body = table.partition("\n")
        before, known, after = text.partition(f"\n{header}\n")
        if not known or not header.startswith("[") or header.startswith("[["):
            text = f"{text}\n{table}"
            continue
        keys = "|".join(re.escape(line.partition(" =")[0]) for line in body.splitlines() if line)
        own, mark, rest = after.partition("\n[")
        own = re.sub(rf"^(?:{keys}) = .*\n?", "", own, flags=re.MULTILINE) if keys else own
        text = f"{before}{known}{body}\n{own}{mark}{rest}"
    return text


@cache
def _load(base: Base) -> PluginSource:
    source = PluginSource.load(base.folder)
    if base.adds or base.edits:
        source = source.overlay(base.name, dict(base.adds))
    for edit in base.edits:
        source = source.replace(base.name, *edit)
    return source


DEPOT: Final = Base(
    name="depot", folder=Path(__file__).parent / "sound", java="java/org/example/depot"
)
"""Small, with everything in its own memory."""

LIGHTHOUSE: Final = Base(
    name="lighthouse",
    folder=_ROOT / "sample_plugins" / "lighthouse",
    java="java/org/example/lighthouse",
    moved=(('directory = "../.."', f'directory = "{_ROOT}"'), ("../../build/", "")),
)
"""The sample plug-in: endpoints, sessions and a managed system that runs beside it."""
