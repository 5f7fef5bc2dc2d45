"""Matching requests to handlers on escaped segments.

Starlette's own router works on the decoded path, where an id that holds `%2F` has already become
two segments; ids of plug-in objects hold anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import unquote_plus

from starlette.responses import Response

from mockvro.api.call import Call

Handler = Callable[[Call], Response]
REST = "**"


@dataclass(frozen=True, slots=True)
class Route:
    """One operation.

    Attributes:
        method: HTTP method.
        pattern: Path with `{variables}`; a closing `**` matches any number of segments.
        handler: What answers it.
        is_open: Whether it needs no credentials.
        account: A further user name that has the password of the account.
    """

    method: str
    pattern: str
    handler: Handler
    is_open: bool = False
    account: str = ""

    @property
    def segments(self) -> tuple[str, ...]:
        """The pattern cut at its slashes."""
        return tuple(self.pattern.strip("/").split("/")) if self.pattern.strip("/") else ()

    def match(self, segments: tuple[str, ...]) -> tuple[dict[str, str], tuple[str, ...]] | None:
        """Variables and tail when the pattern fits, else None."""
        mine = self.segments
        tail: tuple[str, ...] = ()
        if mine and mine[-1] == REST:
            mine = mine[:-1]
            segments, tail = segments[: len(mine)], segments[len(mine) :]
        if len(mine) != len(segments):
            return None
        found: dict[str, str] = {}
        for pattern, segment in zip(mine, segments, strict=True):
            if pattern.startswith("{"):
                found[pattern[1:-1]] = segment
            elif pattern != segment:
                return None
        return found, tail


@dataclass(frozen=True, slots=True)
class Match:
    """A route with the values it was matched with."""

    route: Route
    variables: dict[str, str]
    tail: tuple[str, ...]


class Router:
    """Routes by specificity: at the first differing segment a literal goes before a variable."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._routes = sorted(routes, key=lambda route: [_rank(each) for each in route.segments])

    def find(self, method: str, segments: tuple[str, ...]) -> Match | None:
        """The route of a request; HEAD is answered like GET."""
        wanted = "GET" if method == "HEAD" else method
        for route in self._routes:
            if route.method == wanted and (matched := route.match(segments)) is not None:
                return Match(route, *matched)
        return None


def _rank(segment: str) -> int:
    if segment == REST:
        return 2
    return 1 if segment.startswith("{") else 0


def split_path(raw_path: bytes) -> tuple[str, ...]:
    """Segments of an escaped path, each decoded once; a closing slash does not count.

    `+` means a blank: one client escapes path segments as forms (`reference/rest-api.md` §15), and
    every client that has a real plus sends `%2B`.
    """
    path = raw_path.split(b"?", 1)[0].decode("latin-1").removeprefix("/").removesuffix("/")
    if not path:
        return ()
    return tuple(unquote_plus(segment) for segment in path.split("/"))
