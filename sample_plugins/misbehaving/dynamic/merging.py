"""Several near misses in one plug-in: what is no defect alone is none together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Self

from msgspec import Struct

from harness.checks.registry import area_of
from sample_plugins.build import BuildError, PluginSource
from sample_plugins.misbehaving.dynamic.variant import Edit, Variant

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sample_plugins.misbehaving.dynamic.bases import Base

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
        """The checks they are about, and others that must speak."""
        about = (variant.check for variant in self.variants)
        return tuple(dict.fromkeys((*about, *(each.split()[1] for each in sorted(self.expected)))))

    @property
    def expected(self) -> frozenset[str]:
        """Every finding that is expected of one of them."""
        return frozenset().union(*(variant.expected for variant in self.variants))

    @property
    def base(self) -> Base:
        """The sound plug-in."""
        return self.variants[0].base

    @property
    def case(self) -> str:
        """What the case says besides."""
        return self.variants[0].case

    def with_(self, variant: Variant) -> Self | None:
        """Take one more; ``None`` when it does not go with the others."""
        if variant.alone or variant.earlier != self.variants[0].earlier:
            return None
        if variant.case != self.case or self._touches(variant):
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
            kin = f"{area_of(variant.check)}-{variant.base.name}"
            _put(groups.setdefault(kin, []), variant, kin)
    return tuple(group for kin in groups.values() for group in kin)


def _put(groups: list[Merged], variant: Variant, kin: str) -> None:
    for index, group in enumerate(groups):
        if not group.variants[0].alone and (larger := group.with_(variant)) is not None:
            groups[index] = larger
            return
    name = f"near-misses-{kin}-{len(groups) + 1}"
    source = variant.applied_to(variant.base.source(), name)
    groups.append(Merged(name=name, variants=(variant,), built_from=source))


def _places(variant: Variant) -> set[tuple[str, str]]:
    edited = {(edit.path, _member(variant.base, edit)) for edit in variant.edits}
    return edited | {(path, "") for path, _ in variant.adds}


def _member(base: Base, edit: Edit) -> str:
    """Where a passage is: in Java the member, since edits of one share its variables."""
    text = base.source().files.get(edit.path, b"").decode("utf-8", "replace")
    if not edit.path.endswith(".java"):
        return edit.old
    before = text[: text.find(edit.old) + len(edit.old)]
    return next((line for line in reversed(before.splitlines()) if _MEMBER.match(line)), "")
