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
        at_once: Whether the handler waits for nothing, neither store nor plug-in: such an answer
            costs less than handing it to a thread.
    """

    method: str
    pattern: str
    handler: Handler
    is_open: bool = False
    account: str = ""
    at_once: bool = False

    @property
    def segments(self) -> tuple[str, ...]:
        """The pattern cut at its slashes."""
        return tuple(self.pattern.strip("/").split("/")) if self.pattern.strip("/") else ()


@dataclass(frozen=True, slots=True)
class Match:
    """A route with the values it was matched with."""

    route: Route
    variables: dict[str, str]
    tail: tuple[str, ...]


class Router:
    """Routes by specificity: at the first differing segment a literal goes before a variable.

    Routes are found by method and number of segments, because there are hundreds of them.
    """

    def __init__(self, routes: Iterable[Route]) -> None:
        self._exact: dict[tuple[str, int], list[_Compiled]] = {}
        self._open: dict[str, list[_Compiled]] = {}
        for route in sorted(routes, key=lambda route: [_rank(each) for each in route.segments]):
            segments = route.segments
            if segments[-1:] == (REST,):
                self._open.setdefault(route.method, []).append((route, segments[:-1]))
            else:
                key = (route.method, len(segments))
                self._exact.setdefault(key, []).append((route, segments))

    def find(self, method: str, segments: tuple[str, ...]) -> Match | None:
        """The route of a request; HEAD is answered like GET."""
        wanted = "GET" if method == "HEAD" else method
        for route, pattern in self._exact.get((wanted, len(segments)), ()):
            if (variables := _match(pattern, segments)) is not None:
                return Match(route, variables, ())
        for route, pattern in self._open.get(wanted, ()):
            head, tail = segments[: len(pattern)], segments[len(pattern) :]
            if len(head) == len(pattern) and (variables := _match(pattern, head)) is not None:
                return Match(route, variables, tail)
        return None


_Compiled = tuple[Route, tuple[str, ...]]


def _match(pattern: tuple[str, ...], segments: tuple[str, ...]) -> dict[str, str] | None:
    found: dict[str, str] = {}
    for part, segment in zip(pattern, segments, strict=True):
        if part.startswith("{"):
            found[part[1:-1]] = segment
        elif part != segment:
            return None
    return found


def _rank(segment: str) -> int:
    if segment == REST:
        return 2
    return 1 if segment.startswith("{") else 0


def split_path(raw_path: str) -> tuple[str, ...]:
    """Segments of an escaped path, each decoded once; a closing slash does not count.

    `+` means a blank: one client escapes path segments as forms (`reference/rest-api.md` §15), and
    every client that has a real plus sends `%2B`.
    """
    path = raw_path.removeprefix("/").removesuffix("/")
    if not path:
        return ()
    return tuple(unquote_plus(segment) for segment in path.split("/"))
