"""The observer in the JVM: `/mockvro/observer/…` (`docs/observer.md`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mockvro.api.call import empty, json_only
from mockvro.api.errors import BadRequest, NotFound
from mockvro.api.routing import Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.responses import Response

    from mockvro.api.call import Call

_SLOW_S: Final = 300.0
"""Limit of questions that collect garbage or go round many times."""
_GCS: Final = 10
_SECONDS: Final = 60
_CYCLES: Final = 10_000


def _ask(
    call: Call, method: str, params: Mapping[str, Any] | None = None, limit_s: float = _SLOW_S
) -> Any:
    return call.services.runtime.ask(f"observer.{method}", params or {}, limit_s=limit_s)


def threads(call: Call) -> Response:
    """`GET /mockvro/observer/threads`: all threads with owner, starter, locks; deadlocks."""
    return json_only(_ask(call, "threads"))


def calls(call: Call) -> Response:
    """`GET /mockvro/observer/calls`: calls that are under way in the JVM."""
    return json_only(_ask(call, "calls"))


def interrupt(call: Call) -> Response:
    """`POST /mockvro/observer/interrupt` with `{"call"}`: interrupt its thread."""
    return json_only(_ask(call, "interrupt", {"call": _text(call.json_object(), "call")}))


def events(call: Call) -> Response:
    """`GET /mockvro/observer/events`: what plug-ins did, by call site; `kind`, `plugin` filter."""
    what, plugin = call.query.get("kind") or "", call.query.get("plugin") or ""
    return json_only(_ask(call, "events", {"what": what, "plugin": plugin}))


def forget(call: Call) -> Response:
    """`POST /mockvro/observer/events/forget`: count from zero."""
    _ask(call, "forgetEvents")
    return empty()


def jvm_state(call: Call) -> Response:
    """`GET /mockvro/observer/jvm-state`: settings of the JVM, now, before, and their changes."""
    return json_only(_ask(call, "jvmState"))


def pools(call: Call) -> Response:
    """`GET /mockvro/observer/pools`: pools of connections, what of them is borrowed and idle."""
    return json_only(_ask(call, "pools"))


def collect(call: Call) -> Response:
    """`POST /mockvro/observer/gc`: collect garbage and measure memory."""
    return json_only(_ask(call, "gc"))


def histogram(call: Call) -> Response:
    """`GET /mockvro/observer/histogram`: live instances by class."""
    return json_only(_ask(call, "histogram", {"plugin": call.query.get("plugin") or ""}))


def process(call: Call) -> Response:
    """`GET /mockvro/observer/process`: the JVM as the operating system sees it.

    Raises:
        NotFound: There is no JVM.
    """
    from mockvro.host.observer import process_facts  # noqa: PLC0415 - a server starts without it

    pid = call.services.runtime.facts()["pid"]
    facts = None if pid is None else process_facts(pid)
    if facts is None:
        raise NotFound("no JVM is running")
    return json_only(facts)


def unload(call: Call) -> Response:
    """`POST /mockvro/observer/unload` with `{"plugin"}`: unload it and keep the JVM."""
    plugin = _text(call.json_object(), "plugin")
    call.services.runtime.ask("plugin.unload", {"name": plugin}, limit_s=_SLOW_S)
    return empty()


def loader(call: Call) -> Response:
    """`POST /mockvro/observer/loader`: whether the loader of an unloaded plug-in goes away."""
    body = call.json_object()
    gcs, seconds = _number(body, "gcs", _GCS), _number(body, "seconds", _SECONDS)
    asked = {"plugin": _text(body, "plugin"), "gcs": gcs, "seconds": seconds}
    return json_only(_ask(call, "loader", asked, seconds + _SLOW_S))


def factory_cycles(call: Call) -> Response:
    """`POST /mockvro/observer/factory-cycles`: open and close sessions, count live factories."""
    body = call.json_object()
    count = _number(body, "n", 1)
    if not 1 <= count <= _CYCLES:
        raise BadRequest(f"n must be between 1 and {_CYCLES}")
    params: dict[str, Any] = {key: str(body[key]) for key in ("type", "id") if key in body}
    params |= {"plugin": _text(body, "plugin"), "n": count}
    return json_only(_ask(call, "factoryCycles", params))


def callbacks(call: Call) -> Response:
    """`POST /mockvro/observer/callbacks` with `{"on"}`: answer notifications with calls."""
    is_on = call.json_object().get("on")
    if not isinstance(is_on, bool):
        raise BadRequest("on must be true or false")
    _ask(call, "callbacks", {"on": is_on})
    return empty()


def _text(body: Mapping[str, Any], key: str) -> str:
    value = body.get(key)
    if not isinstance(value, str) or not value:
        raise BadRequest(f"{key} must be a text")
    return value


def _number(body: Mapping[str, Any], key: str, otherwise: int) -> int:
    value = body.get(key, otherwise)
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise BadRequest(f"{key} must be a positive number")
    return value


ROUTES = (
    Route("GET", "/mockvro/observer/threads", threads),
    Route("GET", "/mockvro/observer/calls", calls),
    Route("POST", "/mockvro/observer/interrupt", interrupt),
    Route("GET", "/mockvro/observer/events", events),
    Route("POST", "/mockvro/observer/events/forget", forget),
    Route("GET", "/mockvro/observer/jvm-state", jvm_state),
    Route("GET", "/mockvro/observer/pools", pools),
    Route("POST", "/mockvro/observer/gc", collect),
    Route("GET", "/mockvro/observer/histogram", histogram),
    Route("GET", "/mockvro/observer/process", process),
    Route("POST", "/mockvro/observer/unload", unload),
    Route("POST", "/mockvro/observer/loader", loader),
    Route("POST", "/mockvro/observer/factory-cycles", factory_cycles),
    Route("POST", "/mockvro/observer/callbacks", callbacks),
)
