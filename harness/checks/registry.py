"""All checks, read once from ``catalogue/<area>.toml`` and frozen."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from harness.checks.spec import CheckSpec
from harness.errors import HarnessError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class _Area(msgspec.Struct, forbid_unknown_fields=True):
    check: list[CheckSpec]


def area_files() -> dict[str, bytes]:
    """Map each area (``packaging``, ``inventory`` …) to the text of its catalogue file."""
    folder = files("harness.checks") / "catalogue"
    return {
        entry.name.removesuffix(".toml"): entry.read_bytes()
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".toml")
    }


@cache
def areas() -> Mapping[str, tuple[CheckSpec, ...]]:
    """Map each area to its checks, in catalogue order."""
    decoded = {}
    for area, text in area_files().items():
        try:
            decoded[area] = tuple(msgspec.toml.decode(text, type=_Area).check)
        except msgspec.DecodeError as exc:
            raise HarnessError(f"catalogue file is broken: {exc}", where=f"{area}.toml") from exc
    return MappingProxyType(decoded)


@cache
def checks() -> Mapping[str, CheckSpec]:
    """Map each check id to its declaration."""
    return MappingProxyType(_unique(spec for specs in areas().values() for spec in specs))


def _unique(specs: Iterable[CheckSpec]) -> dict[str, CheckSpec]:
    found: dict[str, CheckSpec] = {}
    for spec in specs:
        if spec.id in found:
            raise HarnessError("check is declared twice", where=spec.id)
        found[spec.id] = spec
    return found


def area_of(check_id: str) -> str:
    """Name the area of a check, which is also its folder under ``suites/``."""
    spec = spec_of(check_id)
    return next(area for area, specs in areas().items() if spec in specs)


def spec_of(check_id: str) -> CheckSpec:
    """Find the declaration of a check.

    Raises:
        UsageError: There is no such check.
    """
    try:
        return checks()[check_id]
    except KeyError:
        raise UsageError(
            "no such check", where=check_id, advice="run 'vroaccept checks' for the list"
        ) from None
