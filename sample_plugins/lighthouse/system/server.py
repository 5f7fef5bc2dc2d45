"""The HTTP side of a harbour office: credentials, sessions, admin calls, routing."""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import secrets
import threading
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

from sample_plugins.lighthouse.system.resources import NO_CONTENT, BadRequestError, find_handler
from sample_plugins.lighthouse.system.state import HarbourState, Record

if TYPE_CHECKING:
    from collections.abc import Iterator

SESSION_HEADER = "X-Session"
_LONGEST_BODY = 1 << 20


class Office(ThreadingHTTPServer):
    """A harbour office on the loopback interface.

    Args:
        port: Port to listen on, 0 for a free one.
        user: The one user it knows.
        password: That user's password.
        number: Which office it is; each has objects with names of its own.
    """

    daemon_threads = True
    # a burst of parallel sessions must not be refused by the operating system
    request_queue_size = 128

    def __init__(
        self,
        port: int = 0,
        user: str = "keeper",
        password: str = "light",  # noqa: S107 - a sample's default
        *,
        number: int = 1,
    ) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.state = HarbourState(number)
        self.user = user
        self.password = password

    @property
    def port(self) -> int:
        """The port it listens on."""
        return self.server_port

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def serve(
    port: int = 0,
    user: str = "keeper",
    password: str = "light",  # noqa: S107 - a sample's default
    *,
    number: int = 1,
) -> Iterator[Office]:
    """A running office in a thread of its own."""
    with Office(port, user, password, number=number) as office:
        thread = threading.Thread(target=office.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield office
        finally:
            office.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: Office
    protocol_version = "HTTP/1.1"
    # head and body are two writes, and a client that delays its acknowledgement would wait 40 ms
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._answer("GET")

    def do_PUT(self) -> None:
        self._answer("PUT")

    def do_POST(self) -> None:
        self._answer("POST")

    def do_DELETE(self) -> None:
        self._answer("DELETE")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's signature
        """Nothing: the counters are the log."""

    def _answer(self, method: str) -> None:
        url = urlsplit(self.path)
        query = dict(parse_qsl(url.query))
        try:
            body = self._body()
            status, document = self._dispatch(method, url.path, query, body)
        except (BadRequestError, ValueError) as problem:
            status, document = HTTPStatus.BAD_REQUEST, {"error": str(problem)}
        self._send(status, document)

    def _body(self) -> Record:
        length = int(self.headers.get("Content-Length") or 0)
        if not 0 <= length <= _LONGEST_BODY:
            self.close_connection = True
            raise BadRequestError("the body is too long")
        document = json.loads(self.rfile.read(length) or b"{}")
        if not isinstance(document, dict):
            raise BadRequestError("the body must be an object")
        return document

    def _dispatch(
        self, method: str, path: str, query: dict[str, str], body: Record
    ) -> tuple[HTTPStatus, Record | None]:
        if path.startswith("/_admin/"):
            return self._admin(method, path, body)
        state = self.server.state
        with state.lock:
            state.counters["requests"] += 1
            user = self._identity()
            if user is None:
                return HTTPStatus.UNAUTHORIZED, {"error": "unknown user or password"}
            state.identities[user] += 1
            if path == "/session":
                return self._session(method, user)
            return self._resource(method, path, query, body)

    def _resource(
        self, method: str, path: str, query: dict[str, str], body: Record
    ) -> tuple[HTTPStatus, Record | None]:
        found = find_handler(method, path)
        if found is None:
            return HTTPStatus.NOT_FOUND, {"error": "no such resource"}
        handler, parts = found
        document = handler(self.server.state, tuple(map(unquote, parts)), query, body)
        if document is None:
            return HTTPStatus.NOT_FOUND, {"error": "no such object"}
        if method != "GET":
            self.server.state.counters["writes"] += 1
        if document is NO_CONTENT:
            return HTTPStatus.NO_CONTENT, None
        return HTTPStatus.OK, document

    def _identity(self) -> str | None:
        """Name of the user of this request; counts log-ins with name and password."""
        state = self.server.state
        if token := self.headers.get(SESSION_HEADER):
            return state.sessions.get(token)
        user, password = _basic(self.headers.get("Authorization", ""))
        right = hmac.compare_digest(password.encode(), self.server.password.encode())
        if user == self.server.user and right:
            state.counters["logins"] += 1
            return user
        state.counters["refused"] += 1
        return None

    def _session(self, method: str, user: str) -> tuple[HTTPStatus, Record | None]:
        state = self.server.state
        if method == "POST":
            token = secrets.token_hex(16)
            state.sessions[token] = user
            state.counters["sessions_opened"] += 1
            return HTTPStatus.OK, {"token": token}
        if method == "DELETE":
            state.sessions.pop(self.headers.get(SESSION_HEADER, ""), None)
            return HTTPStatus.NO_CONTENT, None
        return HTTPStatus.NOT_FOUND, {"error": "no such resource"}

    def _admin(self, method: str, path: str, body: Record) -> tuple[HTTPStatus, Record | None]:
        state = self.server.state
        match (method, path):
            case ("GET", "/_admin/state"):
                return HTTPStatus.OK, state.report()
            case ("POST", "/_admin/reset"):
                state.reset()
            case ("POST", "/_admin/fill"):
                state.fill(int(body.get("lighthouses", 0)))
            case ("POST", "/_admin/change"):
                state.change()
            case ("POST", "/_admin/expire"):
                with state.lock:
                    state.sessions.clear()
            case _:
                return HTTPStatus.NOT_FOUND, {"error": "no such admin call"}
        return HTTPStatus.NO_CONTENT, None

    def _send(self, status: HTTPStatus, document: Record | None) -> None:
        data = b"" if document is None else json.dumps(document).encode()
        try:
            self.send_response(status)
            if status == HTTPStatus.UNAUTHORIZED:
                self.send_header("WWW-Authenticate", 'Basic realm="harbour"')
            if document is not None:
                self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            if self.close_connection:
                # a client that is not told may send its next request into a closed connection
                self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(data)
        except ConnectionError:
            # the client has gone; there is nobody to tell
            self.close_connection = True


def _basic(header: str) -> tuple[str, str]:
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        user, _, password = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return user, password
