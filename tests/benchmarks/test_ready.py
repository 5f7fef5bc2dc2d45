"""How long a simulated Orchestrator takes from nothing to ready."""

from __future__ import annotations

import http.client
import itertools
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from harness.client import Credentials, Transport, VroClient
from mockvro.embed import Server, Settings

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
LIMIT_S = 60.0
BUILT_IN, WITH_PLUGIN = 250.0, 1200.0

pytestmark = pytest.mark.needs_java


def wait_ready(url: str) -> None:
    """Ask until the server says that it is ready."""
    host, end = url.removeprefix("http://"), time.monotonic() + LIMIT_S
    while True:
        connection = http.client.HTTPConnection(host, timeout=LIMIT_S)
        connection.request("GET", "/vco/api/health/readiness")
        if connection.getresponse().status == 200:
            connection.close()
            return
        connection.close()
        assert time.monotonic() < end
        time.sleep(0.002)


def installed(artifact: Path, data: Path) -> Path:
    """A data folder in which the plug-in is installed."""
    with Server(Settings(data_dir=data)) as server:
        transport = Transport(server.url, Credentials("vcoadmin", "vcoadmin"))
        VroClient(transport).plugins.install(artifact)
        transport.close()
    return data


def embedded(benchmark: Any, folders: Callable[[], Path]) -> None:
    """Start a server in this process and wait until it is ready."""
    servers: list[Server] = []

    def setup() -> tuple[tuple[Server], dict[str, Any]]:
        while servers:
            servers.pop().stop()
        servers.append(Server(Settings(data_dir=folders())))
        return (servers[0],), {}

    def start(server: Server) -> None:
        server.start()
        wait_ready(server.url)

    benchmark.pedantic(start, setup=setup, rounds=7, warmup_rounds=1)
    servers.pop().stop()


def test_embedded_without_plugin(benchmark: Any, target: Any, tmp_path: Path) -> None:
    target(BUILT_IN)
    numbers = itertools.count()
    embedded(benchmark, lambda: tmp_path / str(next(numbers)))


def test_embedded_with_lighthouse(
    benchmark: Any, target: Any, lighthouse: Path, tmp_path: Path
) -> None:
    target(WITH_PLUGIN)
    data = installed(lighthouse, tmp_path / "data")
    embedded(benchmark, lambda: data)


def test_embedded_with_redis(benchmark: Any, target: Any, redis: Path, tmp_path: Path) -> None:
    target(WITH_PLUGIN)
    data = installed(redis, tmp_path / "data")
    embedded(benchmark, lambda: data)


def process(benchmark: Any, folders: Callable[[], Path]) -> None:
    """Start a server as a process of its own and wait until it is ready."""
    running: list[subprocess.Popen[str]] = []

    def stop() -> None:
        while running:
            running[0].terminate()
            running[0].communicate(timeout=LIMIT_S)
            running.pop()

    def setup() -> tuple[tuple[Path], dict[str, Any]]:
        stop()
        return (folders(),), {}

    def start(data: Path) -> None:
        command = [sys.executable, "-m", "mockvro", "serve", "--data", str(data), "--port", "0"]
        running.append(
            subprocess.Popen(
                command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
            )
        )
        assert running[0].stdout is not None
        announced = running[0].stdout.readline()
        wait_ready(announced.split()[-1].removesuffix("/vco/api/"))

    try:
        benchmark.pedantic(start, setup=setup, rounds=5, warmup_rounds=1)
    finally:
        stop()


def test_process_without_plugin(benchmark: Any, target: Any, tmp_path: Path) -> None:
    target(BUILT_IN)
    numbers = itertools.count()
    process(benchmark, lambda: tmp_path / str(next(numbers)))


def test_process_with_redis(benchmark: Any, target: Any, redis: Path, tmp_path: Path) -> None:
    target(WITH_PLUGIN)
    data = installed(redis, tmp_path / "data")
    process(benchmark, lambda: data)


def test_floor_python_starts(benchmark: Any) -> None:
    command = [sys.executable, "-c", "import uvicorn, starlette.applications, msgspec, lxml.etree"]
    benchmark.pedantic(lambda: subprocess.run(command, check=True), rounds=5, warmup_rounds=1)
