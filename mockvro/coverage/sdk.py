"""The page about the plug-in SDK.

`sdk.tsv` counts the public and protected members of the published 7.6 SDK by class; a test compares
every one of them with our jar: modifiers, types, generics, constants, exceptions, annotations.
"""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import TYPE_CHECKING

from mockvro.coverage.markdown import MADE, table

if TYPE_CHECKING:
    from collections.abc import Iterator


def compared() -> dict[str, int]:
    """Number of members that are compared, by class."""
    text = files("mockvro.coverage").joinpath("sdk.tsv").read_text("utf-8")
    rows = csv.reader(text.splitlines()[1:], delimiter="\t")
    return {name: int(members) for name, members in rows}


def totals() -> Iterator[tuple[object, ...]]:
    """Classes and members: equal, all."""
    found = compared()
    members = sum(found.values())
    yield "classes", len(found), len(found)
    yield "members", members, members


def lines() -> Iterator[str]:
    """The page."""
    yield "# Coverage of the plug-in SDK"
    yield ""
    yield MADE
    yield ""
    yield "Classes and members of the published SDK 7.6 (`o11n-sdkapi`, `o11n-sdkapi-vmware`). All"
    yield "are there with the same signatures, or the test that compares them fails. What they do"
    yield "is in [host-protocol.md](../host-protocol.md)."
    yield ""
    yield from table(("", "real", "all"), totals())
    yield ""
    yield from table(("class", "members"), ((f"`{name}`", n) for name, n in compared().items()))
