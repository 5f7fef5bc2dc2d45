"""How much of the product's scripting API is simulated, member by member."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import Any, Literal

import msgspec

from mockvro.scripting.answers import SENT_WHOLE
from mockvro.scripting.api import REGISTRY
from mockvro.scripting.logs import CHANNELS, SEVERITIES

State = Literal["real", "partial", "not simulated"]
NAMES = "catalogue.json"
INSIDE = "jvm-members.json"
CONSTRUCTOR = "constructor"


class Row(msgspec.Struct, frozen=True):
    """One member of the scripting API.

    Attributes:
        owner: Core class or namespace.
        member: Its name; `constructor` for `new`.
        uses: Accesses in 3,902 published scripts (`reference/scripting-api-core.json`).
        state: How well it is simulated.
        note: What is missing or unverified.
    """

    owner: str
    member: str
    uses: int
    state: State
    note: str = ""


def _data(name: str) -> Any:
    text = resources.files("mockvro.scripting").joinpath("data", name).read_bytes()
    return msgspec.json.decode(text)


@lru_cache(maxsize=1)
def coverage() -> tuple[Row, ...]:
    """All members that the product is known to have, in alphabetical order."""
    inside = _data(INSIDE)
    return tuple(
        _row(owner, member, uses, inside.get(owner, {}))
        for owner, members in sorted(_data(NAMES).items())
        for member, uses in sorted(members.items())
    )


def _row(owner: str, member: str, uses: int, inside: dict[str, str]) -> Row:
    known = REGISTRY.member(owner, member)
    is_sent = member in SENT_WHOLE.get(owner, ()) or _is_log(owner, member)
    if member not in inside and known is None and not is_sent:
        return Row(owner, member, uses, "not simulated")
    note = inside.get(member, "") or (known.lacks if known is not None else "")
    return Row(owner, member, uses, "partial" if note else "real", note)


def _is_log(owner: str, member: str) -> bool:
    return owner in CHANNELS and member in SEVERITIES
