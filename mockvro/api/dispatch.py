"""The ASGI application behind every path: authenticate, match, run in a thread, render problems."""

from __future__ import annotations

from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

import msgspec
from anyio import CapacityLimiter, to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from mockvro.api.authentication import CHALLENGE, authenticate
from mockvro.api.call import Call
from mockvro.api.errors import ApiError, MethodNotAllowed, NotFound, NotSimulated
from mockvro.api.links import Links
from mockvro.api.media import document_format
from mockvro.api.multipart import parts_of
from mockvro.api.operations import CENTER, NEWEST, methods_of
from mockvro.api.routing import split_path
from mockvro.content.errors import ContentError
from mockvro.errors import MockvroError
from mockvro.faults import FaultError
from mockvro.host.calls import recorded_calls
from mockvro.host.errors import HostCallError, HostDeadline, HostDied, HostStartError
from mockvro.jvm.locate import JarsMissingError, JavaNotFoundError
from mockvro.plugins.errors import StoppingError, exception_text
from mockvro.plugins.installer import MissingPackageError
from mockvro.plugins.pending import UploadError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import Receive, Scope, Send

    from mockvro.api.routing import Match, Router
    from mockvro.api.services import Services

NAMED_CALLS = 2000
"""Host calls that one answer names, the last ones; clients limit the length of a header."""

THREADS = 400
"""Requests that may be inside a handler: a hung finder holds its thread until its limit."""

STATUSES: tuple[tuple[type[MockvroError], int], ...] = (
    (HostDeadline, 504),
    (HostDied, 503),
    (HostStartError, 503),
    (JavaNotFoundError, 503),
    (JarsMissingError, 503),
    (StoppingError, 503),
    (ContentError, 400),
    (UploadError, 400),
    (MissingPackageError, 400),
    (MockvroError, 500),
)


class Dispatcher:
    """Answers every HTTP request of one simulated Orchestrator.

    Args:
        services: The parts of the Orchestrator.
        router: What is served.
        families: What the product serves there (`mockvro.api.operations`), for saying no.
    """

    def __init__(
        self, services: Services, router: Router, families: tuple[str, ...] = (NEWEST, CENTER)
    ) -> None:
        self._services = services
        self._families = families
        self._router = router
        self._threads = CapacityLimiter(THREADS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request."""
        with recorded_calls() as calls:
            response = await self._answer(Request(scope, receive))
        if calls and self._services.settings.control:
            response.headers["X-Mockvro-Calls"] = ",".join(calls[-NAMED_CALLS:])
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        segments = _segments(request)
        match = self._router.find(request.method, segments)
        also = match.route.account if match is not None else ""
        header = request.headers.get("authorization")
        user = authenticate(header, self._services.settings, also=also)
        if user is None and not (match is not None and match.route.is_open):
            return problem(request, 401, "authentication required", CHALLENGE)
        if match is None:
            refusal = self._unknown(request.method, segments)
            allowed = refusal.methods if isinstance(refusal, MethodNotAllowed) else ()
            headers = {"Allow": ", ".join(allowed)} if allowed else None
            return problem(request, refusal.status, str(refusal), headers)
        try:
            return await self._handle(request, match, user or "")
        except HTTPException as refusal:
            return problem(request, refusal.status_code, refusal.detail)
        except MockvroError as error:
            return problem(request, _status(error), _message(error))

    def _unknown(self, method: str, segments: tuple[str, ...]) -> ApiError:
        path = "/" + "/".join(segments)
        methods = methods_of(segments, self._families)
        if method in methods:
            return NotSimulated(f"{method} {path} is not simulated")
        if methods:
            return MethodNotAllowed(f"{method} is not allowed for {path}", methods)
        return NotFound(f"nothing is served at {path}")

    async def _handle(self, request: Request, match: Match, user: str) -> Response:
        async with AsyncExitStack() as stack:
            form, body = None, b""
            if request.headers.get("content-type", "").lower().startswith("multipart/"):
                form = await stack.enter_async_context(request.form())
            else:
                body = await request.body()
                if (form := await parts_of(body)) is not None:
                    stack.push_async_callback(form.close)
            call = Call(
                services=self._services,
                method=request.method,
                url_path=_raw_path(request),
                path=match.variables,
                tail=match.tail,
                query=request.query_params,
                headers=request.headers,
                body=body,
                form=form,
                links=Links(f"{request.url.scheme}://{request.url.netloc}"),
                user=user,
            )
            if match.route.at_once and not self._services.faults.any:
                return match.route.handler(call)
            # A handler may sit in a hung plug-in; a server that stops does not wait for it.
            return await to_thread.run_sync(
                self._run,
                match,
                call,
                request.url.path,
                limiter=self._threads,
                abandon_on_cancel=True,
            )

    def _run(self, match: Match, call: Call, path: str) -> Response:
        """Answer in a thread, after whatever somebody wants to go wrong."""
        inside = path.removeprefix("/vco/api/").strip("/")
        if inside != path.strip("/"):
            self._services.faults.meet("rest", call.method, inside.split("/", 1)[0], inside)
        return match.route.handler(call)


def problem(
    request: Request, status: int, message: str, headers: Mapping[str, str] | None = None
) -> Response:
    """An error document (`reference/rest-api.md` §4)."""
    content = {"message": message}
    if document_format(request.headers.get("accept", "")) == "xml":
        # A server that only sees JSON starts without lxml.
        from mockvro.api import xmlform  # noqa: PLC0415

        body = xmlform.render("error", content)
        return Response(body, status, headers, media_type="application/xml")
    return Response(msgspec.json.encode(content), status, headers, media_type="application/json")


def _raw_path(request: Request) -> str:
    raw: bytes = request.scope.get("raw_path") or request.scope["path"].encode()
    return raw.split(b"?", 1)[0].decode("latin-1")


def _segments(request: Request) -> tuple[str, ...]:
    segments = split_path(_raw_path(request))
    # vCO 5.1 served the same API below /api, and clients with that address still exist.
    return ("vco", *segments) if segments[:1] == ("api",) else segments


def _status(error: MockvroError) -> int:
    if isinstance(error, ApiError | FaultError):
        return error.status
    return next(status for kind, status in STATUSES if isinstance(error, kind))


def _message(error: MockvroError) -> str:
    """What the client reads; a plug-in's exception by class and message."""
    if isinstance(error, HostCallError) and error.exception is not None:
        return exception_text(error.exception)
    return str(error)
