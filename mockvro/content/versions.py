"""Comparing versions as the product does (`reference/dar-and-vmoapp.md` §8)."""

from __future__ import annotations

import logging
import re
from typing import Final, Literal, NamedTuple

Order = Literal[-1, 0, 1]

_LOG: Final = logging.getLogger(__name__)
_AFTER_LAST_DIGIT: Final = re.compile(r"[^0-9]*\Z")
_DOTTED: Final = re.compile(r"[0-9]+(?:\.[0-9]+)*")
_LEGACY: Final = re.compile(r"B([0-9]+)")
_Number = tuple[int, str]  # length and digits: ordered like the number, however long it is


class Installed(NamedTuple):
    """The version of an installed plug-in, decoded from its stored form."""

    version: str
    build: str


def trim(version: str) -> str:
    """The version without everything that follows its last digit."""
    return _AFTER_LAST_DIGIT.sub("", version, count=1)


def is_dotted(version: str) -> bool:
    """Whether a version counts as a number for the comparison."""
    return _DOTTED.fullmatch(trim(version)) is not None


def compare(first: str, second: str) -> Order:
    """The order of two version texts; what is no dotted number sorts below every number."""
    return _order(_key(trim(first)), _key(trim(second)))


def compare_builds(first: tuple[str, str], second: tuple[str, str]) -> Order:
    """The order of two pairs of version and build number, as used for upgrade decisions.

    An empty version text on either side leaves the decision to the builds alone.
    """
    if first[0] and second[0]:
        order = compare(first[0], second[0])
        if order:
            return order
    return compare(first[1], second[1])


def compare_listed(first: str | None, second: str | None) -> Order:
    """The order in the list of plug-ins: numeric per segment, everything odd is equal."""
    if first is None or second is None:
        return 0 if first == second else -1 if first is None else 1
    if not (_DOTTED.fullmatch(first) and _DOTTED.fullmatch(second)):
        _LOG.warning("versions %r and %r are not both numbers and count as equal", first, second)
        return 0
    return _order(_key(first), _key(second))


def decode_installed(text: str) -> Installed:
    """Take ``1.0.0.77`` apart into version and build; ``B77`` is a build without version."""
    legacy = _LEGACY.fullmatch(text)
    if legacy is not None:
        return Installed("", legacy[1])
    version, dot, build = text.rpartition(".")
    return Installed(version, build) if dot else Installed(text, "0")


def encode_installed(version: str, build: str) -> str:
    """The stored form of version and build."""
    return f"{version}.{build}" if version else f"B{build}"


def _key(version: str) -> tuple[_Number, ...]:
    if _DOTTED.fullmatch(version) is None:
        return ()
    segments = [segment.lstrip("0") for segment in version.split(".")]
    while len(segments) > 1 and not segments[-1]:
        segments.pop()
    return tuple((len(segment), segment) for segment in segments)


def _order(first: tuple[_Number, ...], second: tuple[_Number, ...]) -> Order:
    if first == second:
        return 0
    return -1 if first < second else 1
