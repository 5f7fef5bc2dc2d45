"""What a variant is, and how its sources and its case come about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypedDict, Unpack

from msgspec import Struct

from sample_plugins.misbehaving.dynamic.bases import DEPOT, LIGHTHOUSE, Base

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sample_plugins.build import PluginSource


_LIGHT_FLOWS: Final = "content/workflows/Library/Lighthouse/"


class Edit(NamedTuple):
    """A passage of a source file that is replaced; it must be there exactly once."""

    path: str
    old: str
    new: str


_OLDER = Edit("VSO-INF/vso.xml", 'version="1.0.0" build-number', 'version="0.9.0" build-number')


class Variant(Struct, frozen=True, kw_only=True):
    """A sound plug-in with one change.

    Attributes:
        check: The check it is about.
        kind: ``bad`` must be found, ``near_miss`` comes close and must not fail.
        deed: What the plug-in does, an identifier.
        edits: What is changed in its sources.
        adds: Files that it has besides, by path.
        case: TOML to be appended to the case.
        expected: Every finding of the whole run that fails or warns: ``fail inv.x``.
        base: The sound plug-in.
        alone: Whether it spoils the JVM for others, and so is never merged with them.
        earlier: What makes an earlier release of the sound plug-in, which the run is told of;
            None where it is told of none.
    """

    check: str
    kind: Literal["bad", "near_miss"]
    deed: str
    edits: tuple[Edit, ...]
    adds: tuple[tuple[str, str], ...] = ()
    case: str = ""
    expected: frozenset[str] = frozenset()
    base: Base = DEPOT
    alone: bool = False
    earlier: tuple[Edit, ...] | None = None

    @property
    def name(self) -> str:
        """Unique name: check, kind and deed."""
        return f"{self.check}-{self.kind}-{self.deed}"

    def source(self) -> PluginSource:
        """The changed sources.

        Raises:
            BuildError: A passage is not there exactly once.
        """
        return self.applied_to(self.base.source(), self.name)

    def earlier_source(self) -> PluginSource | None:
        """The sources of the earlier release.

        Raises:
            BuildError: A passage is not there exactly once.
        """
        if self.earlier is None:
            return None
        name = f"{self.name}-earlier"
        source = self.base.source().replace(name, *_OLDER)
        for edit in self.earlier:
            source = source.replace(name, *edit)
        return source

    def applied_to(self, source: PluginSource, name: str) -> PluginSource:
        """Other sources with these changes.

        Raises:
            BuildError: A passage is not there exactly once.
        """
        source = source.overlay(name, dict(self.adds))
        for edit in self.edits:
            source = source.replace(name, *edit)
        return source


class _More(TypedDict, total=False):
    """What else may be said of a bad variant.

    Attributes:
        also: Further findings, as in ``Variant.expected``.
        case: As that of the variant.
        alone: As that of the variant.
    """

    also: tuple[str, ...]
    case: str
    alone: bool


def java(name: str, old: str, new: str) -> Edit:
    """An edit of a Java class of the depot."""
    return Edit(f"{DEPOT.java}/{name}.java", old, new)


def light(name: str, old: str, new: str) -> Edit:
    """An edit of a Java class of the lighthouse plug-in; its variants have it for their base."""
    return Edit(f"{LIGHTHOUSE.java}/{name}.java", old, new)


def bad(check: str, deed: str, *edits: Edit, **more: Unpack[_More]) -> Variant:
    """A variant that must fail the check, and nothing else but what is named."""
    return _found(("fail", check, deed), edits, **more)


def doubted(check: str, deed: str, *edits: Edit, **more: Unpack[_More]) -> Variant:
    """A bad variant about which the check may only warn."""
    return _found(("warn", check, deed), edits, **more)


def warned(check: str, deed: str, *edits: Edit, case: str = "", alone: bool = False) -> Variant:
    """A near miss about which the check has a doubt."""
    return _variant((check, "near_miss", deed), edits, {f"warn {check}"}, case=case, alone=alone)


def near(check: str, deed: str, *edits: Edit, case: str = "", alone: bool = False) -> Variant:
    """A variant about which nothing must be said."""
    return _variant((check, "near_miss", deed), edits, (), case=case, alone=alone)


def _found(
    about: tuple[str, str, str],
    edits: tuple[Edit, ...],
    *,
    also: tuple[str, ...] = (),
    case: str = "",
    alone: bool = False,
) -> Variant:
    """A bad variant that must ``fail`` or ``warn``."""
    level, check, deed = about
    expected = {f"{level} {check}", *also}
    return _variant((check, "bad", deed), edits, expected, case=case, alone=alone)


def _variant(
    about: tuple[str, Literal["bad", "near_miss"], str],
    edits: tuple[Edit, ...],
    expected: Iterable[str],
    *,
    case: str,
    alone: bool,
) -> Variant:
    check, kind, deed = about
    light = any(edit.path.startswith((LIGHTHOUSE.java, _LIGHT_FLOWS)) for edit in edits)
    return Variant(
        check=check,
        kind=kind,
        deed=deed,
        edits=edits,
        expected=frozenset(expected),
        case=case,
        base=LIGHTHOUSE if light else DEPOT,
        alone=alone,
    )
