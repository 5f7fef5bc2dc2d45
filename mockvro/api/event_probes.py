"""Publishers and watchers that checks register of their own: `/mockvro/plugins/…`.

No policy and no run hears them; what a plug-in pushes there are observations alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mockvro.api.call import empty, json_only
from mockvro.api.catalog import finders_of
from mockvro.api.errors import BadRequest
from mockvro.api.routing import Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.responses import Response

    from mockvro.api.call import Call

_LIMIT_S: Final = 60.0
_SLOW_S: Final = 300.0
_CYCLES: Final = 10_000
_LONGEST_PUSH_MS: Final = 60_000


def register(call: Call) -> Response:
    """`POST …/publishers` with `{"probe","type","id","pauseMs"}`: registers a publisher."""
    body = call.json_object()
    pause = _count(body, "pauseMs", 0, _LONGEST_PUSH_MS)
    _ask(call, "policy.register", _publisher(body) | {"probe": pause})
    return empty()


def unregister(call: Call) -> Response:
    """`DELETE …/publishers?probe=P&type=T&id=I`: takes it back, with the same three values."""
    _ask(call, "policy.unregister", _publisher(call.query))
    return empty()


def watch(call: Call) -> Response:
    """`POST …/watchers` with `{"watcher","type","id","timeout"}`: `addWatcher` with a trigger."""
    body = call.json_object()
    _ask(call, "watcher.add", {"id": _text(body, "watcher"), "made": _made(call, body)})
    return empty()


def unwatch(call: Call) -> Response:
    """`DELETE …/watchers?watcher=W`: `removeWatcher`."""
    _ask(call, "watcher.remove", {"id": _text(call.query, "watcher")})
    return empty()


def cycle(call: Call) -> Response:
    """`POST …/watchers/cycles` with `{"type","id","n"}`: adds and removes n watchers."""
    body = call.json_object()
    asked = {"n": _count(body, "n", 1, _CYCLES), "made": _made(call, body)}
    return json_only(_ask(call, "watcher.cycles", asked, _SLOW_S))


def left(call: Call) -> Response:
    """`GET …/watchers/left`: removed watchers that garbage collection does not free."""
    return json_only(_ask(call, "watcher.left", {}, _SLOW_S))


def _ask(call: Call, method: str, params: Mapping[str, Any], limit_s: float = _LIMIT_S) -> Any:
    plugin = finders_of(call, call.path["name"]).descriptor.name
    return call.services.runtime.ask(method, {"plugin": plugin, **params}, limit_s=limit_s)


def _publisher(facts: Mapping[str, Any]) -> dict[str, str]:
    return {
        "policy": _text(facts, "probe"),
        "type": _text(facts, "type"),
        "id": _text(facts, "id"),
    }


def _made(call: Call, body: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "plugin": finders_of(call, call.path["name"]).descriptor.name,
        "type": _text(body, "type"),
        "id": _text(body, "id"),
        "timeout": _count(body, "timeout", 0, _LONGEST_PUSH_MS),
    }


def _text(facts: Mapping[str, Any], key: str) -> str:
    found = facts.get(key)
    if not isinstance(found, str) or not found:
        raise BadRequest(f"{key} must be a text")
    return found


def _count(facts: Mapping[str, Any], key: str, least: int, most: int) -> int:
    found = facts.get(key, least)
    if isinstance(found, bool) or not isinstance(found, int) or not least <= found <= most:
        raise BadRequest(f"{key} must be a number from {least} to {most}")
    return found


ROUTES = (
    Route("POST", "/mockvro/plugins/{name}/publishers", register),
    Route("DELETE", "/mockvro/plugins/{name}/publishers", unregister),
    Route("POST", "/mockvro/plugins/{name}/watchers", watch),
    Route("DELETE", "/mockvro/plugins/{name}/watchers", unwatch),
    Route("POST", "/mockvro/plugins/{name}/watchers/cycles", cycle),
    Route("GET", "/mockvro/plugins/{name}/watchers/left", left),
)
