"""Java level of each release of the product (``reference/version-profiles.md`` §1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

# Class file version of the newest class that a release loads; None where it is not established.
_LEVELS: Final[dict[str, int | None]] = {
    "6.0": 51,
    **{f"7.{minor}": 52 for minor in range(7)},
    **{f"8.{minor}": 52 for minor in range(4)},
    **{f"8.{minor}": 55 for minor in range(4, 18)},
    "8.18": None,
    "9.0": None,
}
_SURE: Final = 55
_TOLERATED: Final = 61
_JAVA_8: Final = 52
_LEVEL_OF_JAVA_0: Final = 44


def level_of(release: str) -> int | None:
    """The level of a release such as ``8.4`` or ``8.4.1``; ``None`` when it is not known."""
    parts = release.strip().split(".")
    return _LEVELS.get(".".join(parts[:2]))


def oldest_java(releases: Iterable[str]) -> int | None:
    """The oldest Java among those of the releases; ``None`` when none is known."""
    levels = [level for level in map(level_of, releases) if level is not None]
    return min(levels) - _LEVEL_OF_JAVA_0 if levels else None


def beyond_java_8(releases: Iterable[str]) -> tuple[str, ...]:
    """Releases whose Java lacks what Java 11 dropped; unknown levels are newer than that."""
    return tuple(each for each in releases if (level_of(each) or _TOLERATED) > _JAVA_8)


def newest_tolerated() -> tuple[int, int]:
    """The level up to which nothing is said, and the one up to which it only warns."""
    return _SURE, _TOLERATED
