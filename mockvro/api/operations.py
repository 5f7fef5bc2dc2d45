"""Every operation of the product that is known, and whether it is simulated.

`operations.tsv` is kept by hand beside the routes; a test holds the two together. Methods, paths
and priorities are those of `reference/openapi-coverage.json`.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal, cast

import msgspec

from mockvro.api.routing import Route, Router

if TYPE_CHECKING:
    from starlette.responses import Response

    from mockvro.api.call import Call

Status = Literal["real", "partial", "501"]
BASES = {
    "8.18": "/vco/api",
    "7.6": "/vco/api",
    "control-center": "/vco-controlcenter/api",
}
"""Family to the path before its operations: 8.18, what that dropped, another service."""


NEWEST = "8.18"
OLDER = "7.6"
CENTER = "control-center"


class Operation(msgspec.Struct, frozen=True):
    """One operation.

    Attributes:
        family: Key of `BASES`.
        priority: A needed for acceptance, B called by a known client, C the rest.
        method: HTTP method.
        path: Template without the base.
        status: `real`, `partial`, or `501` where it is answered with that.
        missing: What a partial one lacks.
    """

    family: str
    priority: str
    method: str
    path: str
    status: Status
    missing: str

    @property
    def pattern(self) -> str:
        """The whole path."""
        return BASES[self.family] + self.path.rstrip("/")


@cache
def operations() -> tuple[Operation, ...]:
    """All operations in the order of the file."""
    text = files("mockvro.api").joinpath("operations.tsv").read_text()
    rows = csv.reader(text.splitlines()[1:], delimiter="\t", quoting=csv.QUOTE_NONE)
    return tuple(
        Operation(family, priority, method, path, cast("Status", status), missing)
        for family, priority, method, path, status, missing in rows
    )


@cache
def _known(families: tuple[str, ...]) -> Router:
    return Router(
        Route(each.method, each.pattern, _nobody)
        for each in operations()
        if each.family in families
    )


def _nobody(call: Call) -> Response:
    raise AssertionError(f"an operation of the list is no handler: {call}")


METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def methods_of(segments: tuple[str, ...], families: tuple[str, ...]) -> tuple[str, ...]:
    """The methods that the product has for a path; empty for a path that it does not have.

    Args:
        segments: Segments of the path.
        families: Keys of `BASES` that the server has.
    """
    known = _known(families)
    return tuple(each for each in METHODS if known.find(each, segments) is not None)
