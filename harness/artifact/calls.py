"""Which calls are looked for in class files, as data (``data/calls.toml``)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from harness.errors import HarnessError

if TYPE_CHECKING:
    from collections.abc import Mapping


class Calls(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The calls that one rule speaks of, each ``owner.method`` with the owner's dotted name.

    Attributes:
        says: What such a call does.
        calls: The calls.
        hardened: Calls that, in the same class, show that the danger was thought of.
        hooks: Methods in which such a call is what Java expects.
    """

    says: str
    calls: frozenset[str]
    hardened: frozenset[str] = frozenset()
    hooks: frozenset[str] = frozenset()


@cache
def calls_of_rules() -> Mapping[str, Calls]:
    """Map each rule to its calls.

    Raises:
        HarnessError: The data file is broken.
    """
    text = (files("harness.artifact") / "data" / "calls.toml").read_bytes()
    try:
        return MappingProxyType(msgspec.toml.decode(text, type=dict[str, Calls]))
    except msgspec.DecodeError as error:
        raise HarnessError(f"list of calls is broken: {error}", where="calls.toml") from error


def wanted_calls() -> tuple[str, ...]:
    """Every call whose sites the class index has to list."""
    named = chain.from_iterable((*each.calls, *each.hardened) for each in calls_of_rules().values())
    return tuple(sorted(set(named)))
