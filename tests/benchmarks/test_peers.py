"""The same answers from mockvro, WireMock and Prism: requests per second, start to first answer.

The peers come from their registries into `build/peers` and are started as a person starts them, but
for Prism's log, which is off. WireMock keeps its journal, as it does by default and as we do.
"""

from __future__ import annotations

import asyncio
import http.client
import json
import re
import socket
import subprocess
import sys
import time
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import requests
import uvloop

from mockvro.content.package import Category, ElementSpec, PackageSigner, PackageSpec, write_package
from mockvro.content.workflow import Item, Workflow, write_workflow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

ROOT = Path(__file__).parents[2]
CACHE = ROOT / "build" / "peers"
DOCUMENT = ROOT.parent / "shared/real/vro-8.18.1-openapi.json"
WIREMOCK = "org.wiremock:wiremock-standalone:3.9.2"
PRISM = "@stoplight/prism-cli@5.14.2"
INSTALL_S, START_S = 300, 60
WORKFLOWS, CONNECTIONS = 500, 8
ABOUT, LIST = "/about", "/workflows"
BATCH = {ABOUT: 4000, LIST: 200}
PEERS = ("mockvro", "wiremock", "prism")
AUTHORIZATION = "Basic " + b64encode(b"vcoadmin:vcoadmin").decode()
HEADERS = {"Authorization": AUTHORIZATION, "Accept": "application/json"}

pytestmark = [pytest.mark.needs_java, pytest.mark.needs_clients]
Answers = dict[str, bytes]


@dataclass(frozen=True)
class Peer:
    """How to start a server, and where it has the API.

    Attributes:
        command: Program and arguments for a port.
        base: What stands before the paths of the API.
    """

    command: Callable[[int], list[str]]
    base: str

    def start(self) -> Running:
        """Start it and wait for its first answer."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        process = subprocess.Popen(
            self.command(port),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        running = Running(process, port, self.base)
        try:
            running.wait()
        except BaseException:
            running.stop()
            raise
        return running


@dataclass(frozen=True)
class Running:
    """A server that runs."""

    process: subprocess.Popen[bytes]
    port: int
    base: str

    def get(self, path: str) -> bytes | None:
        """One answer; None while nobody listens."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=START_S)
        try:
            connection.request("GET", self.base + path, headers=HEADERS)
            answer = connection.getresponse()
            body = answer.read()
        except ConnectionError:
            return None
        finally:
            connection.close()
        assert answer.status == 200, body[:300]
        return body

    def wait(self) -> None:
        """Wait for the first answer."""
        end = time.monotonic() + START_S
        while self.get(ABOUT) is None:
            assert self.process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.002)

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(START_S)


class Client(asyncio.Protocol):
    """A connection that asks again as soon as it has its answer, until all have been asked."""

    def __init__(self, request: bytes, left: list[int]) -> None:
        self._request = request
        self._left = left
        self._got = bytearray()
        self.over: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: Any) -> None:
        self._transport = transport
        self._ask()

    def data_received(self, data: bytes) -> None:
        self._got += data
        head = self._got.find(b"\r\n\r\n")
        if head < 0:
            return
        assert self._got.startswith(b"HTTP/1.1 200"), bytes(self._got[:300])
        length = re.search(rb"(?i)content-length: *(\d+)", self._got[:head])
        assert length is not None, bytes(self._got[:head])
        if len(self._got) == head + 4 + int(length[1]):
            self._got.clear()
            self._ask()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.over.done():
            self.over.set_exception(exc or ConnectionError("the server closed the connection"))

    def _ask(self) -> None:
        if self._left[0] > 0:
            self._left[0] -= 1
            self._transport.write(self._request)
        else:
            self.over.set_result(None)
            self._transport.close()


async def ask(port: int, path: str, count: int) -> None:
    """Ask so many times over connections that stay open."""
    lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}"]
    lines += [f"{name}: {value}" for name, value in HEADERS.items()]
    request, left = ("\r\n".join(lines) + "\r\n\r\n").encode(), [count]
    loop = asyncio.get_running_loop()
    made = [
        await loop.create_connection(lambda: Client(request, left), "127.0.0.1", port)
        for _ in range(CONNECTIONS)
    ]
    await asyncio.gather(*(client.over for _, client in made))


def obtain(wanted: Path, command: list[str]) -> Path:
    """Install a peer once; the tests are skipped where it cannot be had."""
    if not wanted.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        try:
            subprocess.run(
                command, cwd=CACHE, check=True, capture_output=True, text=True, timeout=INSTALL_S
            )
        except (OSError, subprocess.SubprocessError) as problem:
            pytest.skip(f"the peer cannot be installed: {problem}")
    return wanted


def content() -> bytes:
    """A package with 500 workflows."""
    made = [
        Workflow(
            id=f"4f1c1d4e-0000-4000-8000-{number:012x}",
            name=f"Workflow {number}",
            version="1.0.0",
            root_name="item1",
            items=(Item(name="item1", type="end", end_mode="0"),),
        )
        for number in range(WORKFLOWS)
    ]
    elements = tuple(
        ElementSpec(
            id=each.id, type="Workflow", data=write_workflow(each), categories=(Category("Many"),)
        )
        for each in made
    )
    spec = PackageSpec(name="com.example.many", elements=elements)
    return write_package(spec, PackageSigner.generate())


@pytest.fixture(scope="module")
def mockvro(tmp_path_factory: pytest.TempPathFactory) -> Peer:
    """Our server, with the workflows in its data folder."""
    data = tmp_path_factory.mktemp("mockvro")

    def command(port: int) -> list[str]:
        return [sys.executable, "-m", "mockvro", "serve", "--data", str(data), "--port", str(port)]

    peer = Peer(command, "/vco/api")
    running = peer.start()
    url = f"http://127.0.0.1:{running.port}/vco/api/packages"
    files = {"file": ("com.example.many.package", content())}
    assert requests.post(url, files=files, headers=HEADERS, timeout=START_S).status_code == 202
    running.stop()
    return peer


@pytest.fixture(scope="module")
def answers(mockvro: Peer) -> Answers:
    """What our server answers, for the peers to answer the same."""
    running = mockvro.start()
    found = {path: running.get(path) or b"" for path in (ABOUT, LIST)}
    running.stop()
    assert json.loads(found[LIST])["total"] >= WORKFLOWS
    return found


@pytest.fixture(scope="module")
def wiremock(answers: Answers, tmp_path_factory: pytest.TempPathFactory) -> Peer:
    """WireMock with a stub for each answer."""
    name = WIREMOCK.split(":")
    jar = obtain(
        CACHE / f"{name[1]}-{name[2]}.jar",
        ["mvn", "-q", "-B", "dependency:copy", f"-Dartifact={WIREMOCK}", "-DoutputDirectory=."],
    )
    folder = tmp_path_factory.mktemp("wiremock")
    (folder / "mappings").mkdir()
    for number, (path, body) in enumerate(answers.items()):
        answer = {"status": 200, "body": body.decode()}
        answer |= {"headers": {"Content-Type": "application/json"}}
        stub = {"request": {"method": "GET", "url": f"/vco/api{path}"}, "response": answer}
        (folder / "mappings" / f"{number}.json").write_text(json.dumps(stub), "utf-8")
    fixed = ["--root-dir", str(folder), "--use-chunked-encoding", "never"]
    return Peer(lambda port: ["java", "-jar", str(jar), "--port", str(port), *fixed], "/vco/api")


@pytest.fixture(scope="module")
def prism(answers: Answers, tmp_path_factory: pytest.TempPathFactory) -> Peer:
    """Prism with the two operations of the product's document, each answer as its example."""
    if not DOCUMENT.exists():
        pytest.skip("the product's OpenAPI document is not here")
    program = obtain(
        CACHE / "node_modules/.bin/prism",
        ["npm", "install", "--prefix", ".", "--no-save", "--no-audit", "--no-fund", PRISM],
    )
    product = json.loads(DOCUMENT.read_bytes())
    # With all operations and their schemas it takes more than a minute to start.
    document = {"openapi": product["openapi"], "info": product["info"], "paths": {}}
    for path, body in answers.items():
        operation = product["paths"][path]["get"]
        answer = {"application/json": {"example": json.loads(body)}}
        operation["responses"] = {"200": {"description": "what mockvro said", "content": answer}}
        document["paths"][path] = {"get": operation}
    file = tmp_path_factory.mktemp("prism") / "openapi.json"
    file.write_text(json.dumps(document), "utf-8")
    options = ["--host", "127.0.0.1", "--verboseLevel", "silent"]
    return Peer(lambda port: [str(program), "mock", str(file), "--port", str(port), *options], "")


@pytest.fixture(params=PEERS)
def peer(request: pytest.FixtureRequest) -> Peer:
    """Each server in turn."""
    found: Peer = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def running(peer: Peer) -> Iterator[Running]:
    """A server, warm."""
    server = peer.start()
    yield server
    server.stop()


@pytest.mark.timeout(600)
def test_start_to_first_answer(benchmark: Any, peer: Peer) -> None:
    started: list[Running] = []

    def stop() -> tuple[tuple[()], Mapping[str, Any]]:
        while started:
            started.pop().stop()
        return (), {}

    try:
        benchmark.pedantic(
            lambda: started.append(peer.start()), setup=stop, rounds=5, warmup_rounds=1
        )
    finally:
        stop()


def same(answer: bytes) -> Any:
    """An answer without the address of the server that gave it."""
    return json.loads(re.sub(rb"127\.0\.0\.1:\d+", b"", answer))


@pytest.mark.timeout(600)
@pytest.mark.parametrize("path", [ABOUT, LIST], ids=["about", "500-workflows"])
def test_requests(benchmark: Any, running: Running, answers: Answers, path: str) -> None:
    assert same(running.get(path) or b"") == same(answers[path])
    benchmark.extra_info["requests"] = BATCH[path]
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        benchmark.pedantic(
            lambda: runner.run(ask(running.port, running.base + path, BATCH[path])),
            rounds=5,
            warmup_rounds=2,
        )
