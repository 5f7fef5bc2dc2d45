"""The REST resources of a harbour office: pure functions from a request to an answer.

A handler gets the state, the open parts of the path, the query and the body, and returns the
document to answer, or None for "not found".
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from typing import Any

from sample_plugins.lighthouse.system.state import HarbourState, Record, lamp

Query = dict[str, str]
Handler = Callable[[HarbourState, tuple[str, ...], Query, Record], Record | None]

NO_CONTENT: Record = {}
_BRIGHTEST = 100


class BadRequestError(Exception):
    """The body is not what the resource needs; the text says why."""


def find_handler(method: str, path: str) -> tuple[Handler, tuple[str, ...]] | None:
    """The handler of a request with the open parts of its path, still percent-encoded."""
    for known_method, pattern, handler in _ROUTES:
        match = pattern.fullmatch(path) if known_method == method else None
        if match:
            return handler, match.groups()
    return None


def _page(items: Iterable[Record], query: Query, key: str) -> Record:
    text = query.get("q", "").casefold()
    found = [item for item in items if text in str(item[key]).casefold()]
    offset, limit = int(query.get("offset", "0")), int(query.get("limit", "100"))
    return {"total": len(found), "items": found[offset : offset + limit]}


def _public(house: Record) -> Record:
    return {key: value for key, value in house.items() if key != "lamps"}


def _office(state: HarbourState, _path: tuple[str, ...], _query: Query, _body: Record) -> Record:
    del state
    return {"name": "Harbour office", "version": "2.4"}


def _statistics(state: HarbourState, _p: tuple[str, ...], _q: Query, _b: Record) -> Record:
    return state.statistics()


def _lighthouses(state: HarbourState, _p: tuple[str, ...], query: Query, _b: Record) -> Record:
    return _page(map(_public, state.lighthouses.values()), query, "name")


def _lighthouse(state: HarbourState, path: tuple[str, ...], _q: Query, _b: Record) -> Record | None:
    house = state.lighthouses.get(path[0])
    return _public(house) if house else None


def _put_lighthouse(state: HarbourState, path: tuple[str, ...], _q: Query, body: Record) -> Record:
    old = state.lighthouses.get(path[0], {"keeper": None, "lamps": {}})
    house = {
        "id": path[0],
        "name": _text(body, "name"),
        "height": _number(body, "height"),
        "built": _number(body, "built"),
        "keeper": old["keeper"],
        "lamps": old["lamps"],
    }
    state.lighthouses[path[0]] = house
    return _public(house)


def _delete_lighthouse(
    state: HarbourState, path: tuple[str, ...], _q: Query, _b: Record
) -> Record | None:
    return None if state.lighthouses.pop(path[0], None) is None else NO_CONTENT


def _keeper_of(state: HarbourState, path: tuple[str, ...], _q: Query, _b: Record) -> Record | None:
    house = state.lighthouses.get(path[0])
    return state.keepers.get(house["keeper"]) if house else None


def _put_keeper_of(
    state: HarbourState, path: tuple[str, ...], _q: Query, body: Record
) -> Record | None:
    house, keeper = state.lighthouses.get(path[0]), state.keepers.get(_text(body, "id"))
    if house is None or keeper is None:
        return None
    house["keeper"] = keeper["id"]
    return keeper


def _lamps_of(
    state: HarbourState, path: tuple[str, ...], query: Query, _b: Record
) -> Record | None:
    house = state.lighthouses.get(path[0])
    return _page(_lamps_in(house), query, "colour") if house else None


def _lamps_in(house: Record) -> list[Record]:
    return [item | {"lighthouse": house["id"]} for item in house["lamps"].values()]


def _all_lamps(state: HarbourState, _p: tuple[str, ...], query: Query, _b: Record) -> Record:
    everywhere = (item for house in state.lighthouses.values() for item in _lamps_in(house))
    return _page(everywhere, query, "colour")


def _lamp(state: HarbourState, path: tuple[str, ...], _q: Query, _b: Record) -> Record | None:
    found = _known_lamp(state, path)
    return found | {"lighthouse": path[0]} if found else None


def _known_lamp(state: HarbourState, path: tuple[str, ...]) -> Record | None:
    house = state.lighthouses.get(path[0])
    found: Record | None = house["lamps"].get(path[1]) if house else None
    return found


def _put_lamp(state: HarbourState, path: tuple[str, ...], _q: Query, body: Record) -> Record | None:
    house = state.lighthouses.get(path[0])
    if house is None:
        return None
    made = lamp(path[1], _text(body, "colour"), _brightness(body))
    house["lamps"][path[1]] = made
    return made | {"lighthouse": path[0]}


def _put_lamp_state(
    state: HarbourState, path: tuple[str, ...], _q: Query, body: Record
) -> Record | None:
    found = _known_lamp(state, path)
    if found is None:
        return None
    change: Record = {}
    if "colour" in body:
        change["colour"] = _text(body, "colour")
    if "brightness" in body:
        change["brightness"] = _brightness(body)
    if "lit" in body:
        change["lit"] = bool(body["lit"])
    found.update(change)
    return found | {"lighthouse": path[0]}


def _delete_lamp(
    state: HarbourState, path: tuple[str, ...], _q: Query, _b: Record
) -> Record | None:
    house = state.lighthouses.get(path[0])
    gone = house is None or house["lamps"].pop(path[1], None) is None
    return None if gone else NO_CONTENT


def _keepers(state: HarbourState, _p: tuple[str, ...], query: Query, _b: Record) -> Record:
    return _page(state.keepers.values(), query, "name")


def _keeper(state: HarbourState, path: tuple[str, ...], _q: Query, _b: Record) -> Record | None:
    return state.keepers.get(path[0])


def _text(body: Record, key: str) -> str:
    value = body.get(key)
    if not isinstance(value, str) or not value.strip():
        raise BadRequestError(f"{key} must be a text")
    return value


def _number(body: Record, key: str) -> float:
    value: Any = body.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise BadRequestError(f"{key} must be a number")
    return value


def _brightness(body: Record) -> float:
    value = _number(body, "brightness")
    if not 0 <= value <= _BRIGHTEST:
        raise BadRequestError("brightness must be between 0 and 100")
    return value


_ROUTES: tuple[tuple[str, re.Pattern[str], Handler], ...] = tuple(
    (method, re.compile(pattern.replace("*", "([^/]+)")), handler)
    for method, pattern, handler in (
        ("GET", "/office", _office),
        ("GET", "/statistics", _statistics),
        ("GET", "/lighthouses", _lighthouses),
        ("GET", "/lighthouses/*", _lighthouse),
        ("PUT", "/lighthouses/*", _put_lighthouse),
        ("DELETE", "/lighthouses/*", _delete_lighthouse),
        ("GET", "/lighthouses/*/keeper", _keeper_of),
        ("PUT", "/lighthouses/*/keeper", _put_keeper_of),
        ("GET", "/lighthouses/*/lamps", _lamps_of),
        ("GET", "/lighthouses/*/lamps/*", _lamp),
        ("PUT", "/lighthouses/*/lamps/*", _put_lamp),
        ("PUT", "/lighthouses/*/lamps/*/state", _put_lamp_state),
        ("DELETE", "/lighthouses/*/lamps/*", _delete_lamp),
        ("GET", "/lamps", _all_lamps),
        ("GET", "/keepers", _keepers),
        ("GET", "/keepers/*", _keeper),
    )
)
