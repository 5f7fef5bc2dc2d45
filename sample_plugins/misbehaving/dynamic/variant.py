"""What a variant is, and how its sources and its case come about."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from msgspec import Struct

from sample_plugins.build import PluginSource

SOUND = Path(__file__).parent / "sound"
CASE = "acceptance.toml"
JAVA = "java/org/example/depot"


class Edit(NamedTuple):
    """A passage of a source file that is replaced; it must be there exactly once."""

    path: str
    old: str
    new: str


class Variant(Struct, frozen=True, kw_only=True):
    """The sound plug-in with one change.

    Attributes:
        check: The check it is about.
        kind: ``bad`` must be found, ``near_miss`` comes close and must not fail.
        deed: What the plug-in does, an identifier.
        edits: What is changed in its sources.
        adds: Files that it has besides, by path.
        case: TOML to be appended to the case.
        expected: Every finding of the whole run that fails or warns: ``fail inv.x``.
        alone: Whether it spoils the JVM for others, and so is never merged with them.
    """

    check: str
    kind: Literal["bad", "near_miss"]
    deed: str
    edits: tuple[Edit, ...]
    adds: tuple[tuple[str, str], ...] = ()
    case: str = ""
    expected: frozenset[str] = frozenset()
    alone: bool = False

    @property
    def name(self) -> str:
        """Unique name: check, kind and deed."""
        return f"{self.check}-{self.kind}-{self.deed}"

    def source(self) -> PluginSource:
        """The changed sources.

        Raises:
            BuildError: A passage is not there exactly once.
        """
        return self.applied_to(sound(), self.name)

    def applied_to(self, source: PluginSource, name: str) -> PluginSource:
        """Other sources with these changes.

        Raises:
            BuildError: A passage is not there exactly once.
        """
        source = source.overlay(name, dict(self.adds))
        for edit in self.edits:
            source = source.replace(name, *edit)
        return source


@cache
def sound() -> PluginSource:
    """The sources of the sound plug-in."""
    return PluginSource.load(SOUND)


def write_case(folder: Path, more: str = "") -> Path:
    """Write the case, with some TOML appended, beside the artifact and its documentation."""
    target = folder / CASE
    text = (SOUND / CASE).read_text("utf-8")
    target.write_text(f"{text}\n{more}", "utf-8")
    return target


def java(name: str, old: str, new: str) -> Edit:
    """An edit of a Java class."""
    return Edit(f"{JAVA}/{name}.java", old, new)


def bad(check: str, deed: str, *edits: Edit, also: tuple[str, ...] = (), case: str = "") -> Variant:
    """A variant that must fail the check, and nothing else but what is named."""
    expected = frozenset({f"fail {check}", *also})
    return Variant(check=check, kind="bad", deed=deed, edits=edits, case=case, expected=expected)


def warned(check: str, deed: str, *edits: Edit, case: str = "") -> Variant:
    """A near miss about which the check has a doubt."""
    expected = frozenset({f"warn {check}"})
    return Variant(
        check=check, kind="near_miss", deed=deed, edits=edits, case=case, expected=expected
    )


def near(check: str, deed: str, *edits: Edit, case: str = "") -> Variant:
    """A variant about which nothing must be said."""
    return Variant(check=check, kind="near_miss", deed=deed, edits=edits, case=case)
