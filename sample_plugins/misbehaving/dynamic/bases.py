"""The sound plug-ins that variants are made from."""

from __future__ import annotations

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
    """

    name: str
    folder: Path
    java: str
    moved: tuple[tuple[str, str], ...] = ()

    def source(self) -> PluginSource:
        """Its sources."""
        return _load(self.folder)

    def write_case(self, folder: Path, more: str = "") -> Path:
        """Write the case, with some TOML appended, beside the artifact and its documentation.

        A ``[backend]`` in it takes the place of an empty one.
        """
        text = (self.folder / _CASE).read_text("utf-8")
        for old, new in self.moved:
            text = text.replace(old, new)
        if "[backend]" in more:
            text = text.replace("[backend]\n", "")
        target = folder / _CASE
        target.write_text(f"{text}\n{more}", "utf-8")
        return target


@cache
def _load(folder: Path) -> PluginSource:
    return PluginSource.load(folder)


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
