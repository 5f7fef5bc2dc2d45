"""Comparing two full listings of a server (``GET /mockvro/state``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

State = dict[str, Any]

_KEYS = {
    "elements": ("kind", "id"),
    "categories": ("id",),
    "packages": ("name",),
    "plugins": ("name",),
    "endpoints": ("plugin", "id"),
    "files": ("path",),
}
"""What identifies an entry of each part of the listing."""

_VOLATILE = frozenset({"pluginInstalled"})
"""Keys that follow from other parts of the listing."""

ALL_PARTS = tuple(_KEYS)


class Change(NamedTuple):
    """An entry that differs.

    ``how`` is added, removed or changed; ``part`` a key of the listing; ``entry`` as it is now, or
    was before it was removed; ``keys`` the keys that changed.
    """

    how: str
    part: str
    entry: dict[str, Any]
    keys: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """How a finding names the entry."""
        identity = " ".join(str(self.entry.get(key)) for key in _KEYS[self.part])
        name = self.entry.get("name")
        more = f" ({name})" if name and name not in identity else ""
        return f"{self.part}: {identity}{more}"

    def __str__(self) -> str:
        what = f" in {', '.join(self.keys)}" if self.keys else ""
        return f"{self.where} {self.how}{what}"


def changes(before: State, after: State, parts: Collection[str] = ALL_PARTS) -> Iterator[Change]:
    """List what differs, part by part."""
    for part in parts:
        old, new = _entries(before, part), _entries(after, part)
        for key in sorted(new.keys() - old.keys()):
            yield Change("added", part, new[key])
        for key in sorted(old.keys() - new.keys()):
            yield Change("removed", part, old[key])
        for key in sorted(old.keys() & new.keys()):
            if differing := _differing(old[key], new[key]):
                yield Change("changed", part, new[key], differing)


def _entries(state: State, part: str) -> dict[tuple[str, ...], dict[str, Any]]:
    return {tuple(str(each[key]) for key in _KEYS[part]): each for each in state.get(part, ())}


def _differing(old: dict[str, Any], new: dict[str, Any]) -> tuple[str, ...]:
    keys = sorted((old.keys() | new.keys()) - _VOLATILE)
    return tuple(key for key in keys if old.get(key) != new.get(key))
