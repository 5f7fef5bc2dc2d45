"""``find`` through REST, beside what any answer through the same server and client costs."""

from __future__ import annotations

import http.client
import socket
import threading
from base64 import b64encode
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from harness.client import Credentials, Transport, VroClient
from mockvro.embed import Server, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.requests import Request

PLUGIN, TARGET_MS, ROUNDS = "Depot", 3.0, 400
AUTHORIZATION = "Basic " + b64encode(b"vcoadmin:vcoadmin").decode()

pytestmark = pytest.mark.needs_java


@pytest.fixture(scope="module")
def server(depot: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(Settings(data_dir=tmp_path_factory.mktemp("server"))) as server:
        transport = Transport(server.url, Credentials("vcoadmin", "vcoadmin"))
        VroClient(transport).plugins.install(depot)
        transport.close()
        yield server


def get(benchmark: Any, url: str, path: str) -> bytes:
    """Time one GET on a connection that stays open; the client is the barest one there is."""
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=30)
    connection.connect()
    connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    headers = {"Authorization": AUTHORIZATION, "Accept": "application/json"}

    def ask() -> bytes:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        assert answer.status == 200, body
        return body

    body: bytes = benchmark.pedantic(ask, rounds=ROUNDS, warmup_rounds=100)
    connection.close()
    return body


def test_find_through_rest(benchmark: Any, target: Any, server: Server) -> None:
    target(TARGET_MS)
    assert b"North" in get(benchmark, server.url, f"/vco/api/catalog/{PLUGIN}/Shelf/s1")


def test_relation_through_rest(benchmark: Any, target: Any, server: Server) -> None:
    target(TARGET_MS)
    assert b"Tools" in get(benchmark, server.url, f"/vco/api/catalog/{PLUGIN}/Shelf/s1/boxes")


def test_floor_static_answer_of_the_same_server(benchmark: Any, server: Server) -> None:
    assert b"version" in get(benchmark, server.url, "/vco/api/about")


def test_floor_round_trip_to_the_jvm(benchmark: Any, server: Server) -> None:
    call = server.services.runtime.ask
    benchmark.pedantic(lambda: call("host.info", {}), rounds=ROUNDS, warmup_rounds=100)


def test_floor_find_in_the_jvm(benchmark: Any, server: Server) -> None:
    call = server.services.runtime.ask
    asked = {"plugin": PLUGIN, "session": "bench", "type": "Shelf", "id": "s1", "properties": True}
    found = benchmark.pedantic(lambda: call("finder.find", asked), rounds=ROUNDS, warmup_rounds=100)
    assert found["id"] == "s1"


@pytest.fixture(scope="module")
def bare() -> Iterator[str]:
    """Starlette and uvicorn with one static answer."""

    async def static(_request: Request) -> JSONResponse:
        return JSONResponse({"version": "8.18.1", "build-number": "1"})

    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    app = Starlette(routes=[Route("/", static)])
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join()


def test_floor_bare_starlette(benchmark: Any, bare: str) -> None:
    get(benchmark, bare, "/")
