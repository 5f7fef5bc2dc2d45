"""Several near misses in one plug-in: what is no defect alone is none together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Self

from msgspec import Struct

from harness.checks.registry import area_of
from sample_plugins.build import BuildError, PluginSource
from sample_plugins.misbehaving.dynamic.variant import Edit, Variant, sound

if TYPE_CHECKING:
    from collections.abc import Iterable

_MEMBER: Final = re.compile(r"( {4})?[^\s@}/*]")


class Merged(Struct, frozen=True, kw_only=True):
    """Variants of one area and one case that touch different passages.

    Attributes:
        name: Unique name.
        variants: The variants.
        built_from: The sound plug-in with all their changes.
    """

    name: str
    variants: tuple[Variant, ...]
    built_from: PluginSource

    @property
    def checks(self) -> tuple[str, ...]:
        """The checks they are about."""
        return tuple(dict.fromkeys(variant.check for variant in self.variants))

    @property
    def expected(self) -> frozenset[str]:
        """Every finding that is expected of one of them."""
        return frozenset().union(*(variant.expected for variant in self.variants))

    @property
    def case(self) -> str:
        """What the case says besides."""
        return self.variants[0].case

    def with_(self, variant: Variant) -> Self | None:
        """Take one more; ``None`` when it does not go with the others."""
        if variant.alone or variant.case != self.case or self._touches(variant):
            return None
        try:
            source = variant.applied_to(self.built_from, self.name)
        except BuildError:
            return None
        return type(self)(name=self.name, variants=(*self.variants, variant), built_from=source)

    def _touches(self, variant: Variant) -> bool:
        mine = set().union(*(_places(each) for each in self.variants))
        return bool(mine & _places(variant))


def merge(variants: Iterable[Variant]) -> tuple[Merged, ...]:
    """Put near misses together, area by area, in as few plug-ins as they go into."""
    groups: dict[str, list[Merged]] = {}
    for variant in variants:
        if variant.kind == "near_miss":
            area = area_of(variant.check)
            _put(groups.setdefault(area, []), variant, area)
    return tuple(group for area in groups.values() for group in area)


def _put(groups: list[Merged], variant: Variant, area: str) -> None:
    for index, group in enumerate(groups):
        if not group.variants[0].alone and (larger := group.with_(variant)) is not None:
            groups[index] = larger
            return
    name = f"near-misses-{area}-{len(groups) + 1}"
    source = variant.applied_to(sound(), name)
    groups.append(Merged(name=name, variants=(variant,), built_from=source))


def _places(variant: Variant) -> set[tuple[str, str]]:
    edited = {(edit.path, _member(edit)) for edit in variant.edits}
    return edited | {(path, "") for path, _ in variant.adds}


def _member(edit: Edit) -> str:
    """Where a passage is: in Java the member, since edits of one share its variables."""
    text = sound().files.get(edit.path, b"").decode("utf-8", "replace")
    if not edit.path.endswith(".java"):
        return edit.old
    before = text[: text.find(edit.old) + len(edit.old)]
    return next((line for line in reversed(before.splitlines()) if _MEMBER.match(line)), "")
