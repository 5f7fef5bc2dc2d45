"""What only the simulation knows: `/mockvro/…` (`docs/architecture.md`)."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import msgspec
from starlette.responses import Response

from mockvro.api.call import empty, json_only
from mockvro.api.catalog import finder_of, finders_of
from mockvro.api.errors import BadRequest, NotFound
from mockvro.api.plugins import plugin_of
from mockvro.api.routing import Route
from mockvro.engine.scripting import GRACE_S
from mockvro.host.errors import HostCallError
from mockvro.plugins.errors import SCRIPT_FAILED, SCRIPT_STOPPED
from mockvro.plugins.left_files import left_file, left_files
from mockvro.plugins.runtime import STREAMS
from mockvro.store import Endpoint
from mockvro.store.listing import listing

if TYPE_CHECKING:
    from mockvro.api.call import Call

FILE_LIMIT = 8 * 1024 * 1024
"""Bytes shown of a file that a plug-in left."""


def _since(call: Call) -> int:
    text = call.query.get("since") or "0"
    if not (text.isascii() and text.isdigit()):
        raise BadRequest("since must be a natural number")
    return int(text)


def observations(call: Call) -> Response:
    """`GET /mockvro/observations`: from a sequence number on, of one kind if asked."""
    source, since = call.services.observations, _since(call)
    following = source.next
    found = source.since(since, kind=call.query.get("kind"))
    shown = [each for each in found if each["seq"] < following]
    return json_only({"observations": shown, "next": following, "lost": source.lost})


def log(call: Call) -> Response:
    """`GET /mockvro/log`: the plug-in log; `next` is a position to go on from."""
    path, since = call.services.hosts.log_file, _since(call)
    if not path.exists():
        return json_only({"lines": [], "next": since})
    with path.open("rb") as file:
        file.seek(since)
        data = file.read()
    complete = data[: data.rfind(b"\n") + 1]
    lines = [msgspec.json.decode(line) for line in complete.splitlines() if line.strip()]
    return json_only({"lines": lines, "next": since + len(complete)})


def output(call: Call) -> Response:
    """`GET /mockvro/output/{stream}`: what all JVMs wrote; they share the limit of one."""
    stream = call.path["stream"]
    if stream not in STREAMS:
        raise NotFound(f"no stream {stream!r}")
    captured = call.services.runtime.outputs(stream)
    size = sum(each.size for each in captured)
    kept = b"".join(each.head(each.limit // len(captured)) for each in captured)
    headers = {
        "X-Mockvro-Truncated": str(len(kept) < size).lower(),
        "X-Mockvro-Bytes": str(size),
    }
    text = kept.decode("utf-8", "replace")
    return Response(text, headers=headers, media_type="text/plain; charset=utf-8")


def left(call: Call) -> Response:
    """`GET /mockvro/files?path=`: the start of a file that a plug-in left."""
    path = call.query.get("path") or ""
    data = left_file(call.services.hosts.folder, path, FILE_LIMIT)
    if data is None:
        raise NotFound(f"no plug-in left a file {path!r}")
    return Response(data, media_type="application/octet-stream")


def host(call: Call) -> Response:
    """`GET /mockvro/host`: state of the JVM."""
    return json_only(call.services.runtime.facts())


def restart(call: Call) -> Response:
    """`POST /mockvro/host/restart`: a fresh JVM."""
    call.services.restart_host()
    return empty()


def stop(call: Call) -> Response:
    """`POST /mockvro/host/stop`: end the JVM for good, so that what its end tells is on record."""
    call.services.runtime.stop()
    return empty()


def script_api(call: Call) -> Response:
    """`GET /mockvro/plugins/{name}/script-api`: what the loaded plug-in really offers."""
    plugin = plugin_of(call, call.path["name"])
    return json_only(call.services.runtime.ask("script.api", {"plugin": plugin.name}))


def has_children(call: Call) -> Response:
    """`GET /mockvro/plugins/{name}/has-children`: what tree expanders ask; REST has no such call.

    Without `id` it is asked about the root.
    """
    finders = finders_of(call, call.path["name"])
    finder = finder_of(finders.descriptor, call.query.get("type", ""))
    relation = call.query.get("relation", "")
    answer = finders.has_children(finder.type, call.query.get("id"), relation)
    return json_only({"answer": answer})


def script(call: Call) -> Response:
    """`POST /mockvro/script`: run a script in a session of its own; 422 when it fails."""
    source = call.json_object().get("source")
    if not isinstance(source, str):
        raise BadRequest("a script needs its source")
    deadline_s = call.services.settings.script_deadline_s
    session = f"script:{uuid.uuid4()}"
    request = {
        "session": session,
        "source": source,
        "name": "script",
        "params": [],
        "outputs": [],
        "location": "Script",
        "deadline": round(deadline_s * 1000),
    }
    try:
        answer = call.services.runtime.ask("script.run", request, limit_s=deadline_s + GRACE_S)
    except HostCallError as error:
        if error.code not in (SCRIPT_FAILED, SCRIPT_STOPPED):
            raise
        return json_only(_failure(error), status=422)
    finally:
        _close(call, session)
    return json_only({"result": answer["result"]})


def _failure(error: HostCallError) -> dict[str, Any]:
    stopped = error.code == SCRIPT_STOPPED
    return {
        "name": "ScriptStopped" if stopped else error.data.get("name"),
        "message": error.data.get("message") or error.what,
        "exception": error.exception,
    }


def _close(call: Call, session: str) -> None:
    if call.services.runtime.facts()["state"] == "running":
        call.services.runtime.ask("session.close", {"session": session})


def endpoints(call: Call) -> Response:
    """`GET /mockvro/endpoints/{plugin}`: stored configurations with their values."""
    found = call.services.store.endpoints.of(call.path["plugin"])
    return json_only({"endpoints": found})


def seed(call: Call) -> Response:
    """`PUT /mockvro/endpoints/{plugin}`: replace them; a plug-in reads them when it is loaded."""
    body = call.json_object()
    try:
        wanted = msgspec.convert(body.get("endpoints"), type=list[Endpoint])
    except msgspec.ValidationError as problem:
        raise BadRequest(f"endpoints: {problem}") from problem
    call.services.store.endpoints.replace(call.path["plugin"], wanted)
    return empty()


def state(call: Call) -> Response:
    """`GET /mockvro/state`: everything in the store, and files of plug-ins, with digests."""
    files = left_files(call.services.hosts.folder)
    return json_only(listing(call.services.store) | {"files": files})


ROUTES = (
    Route("GET", "/mockvro/observations", observations),
    Route("GET", "/mockvro/log", log),
    Route("GET", "/mockvro/output/{stream}", output),
    Route("GET", "/mockvro/files", left),
    Route("GET", "/mockvro/host", host),
    Route("POST", "/mockvro/host/restart", restart),
    Route("POST", "/mockvro/host/stop", stop),
    Route("GET", "/mockvro/plugins/{name}/script-api", script_api),
    Route("GET", "/mockvro/plugins/{name}/has-children", has_children),
    Route("POST", "/mockvro/script", script),
    Route("GET", "/mockvro/endpoints/{plugin}", endpoints),
    Route("PUT", "/mockvro/endpoints/{plugin}", seed),
    Route("GET", "/mockvro/state", state),
)
