"""A whole inventory walked through REST: what it takes in memory, here and in the JVM.

The plug-in makes its objects when it is asked for them, so nothing but the simulation can keep
100 000 of them. Memory is flat when the last quarter of the walk needs what the first one did. The
server's trace of calls is full, and from then on as large as ever, within the first quarter; what
grows after that is told apart.
"""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from threading import local
from typing import TYPE_CHECKING, Any, NamedTuple

import psutil
import pytest

from harness.client import Credentials, Transport, VroClient
from sample_plugins.build import PluginSource, build

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
DEPOT = ROOT / "sample_plugins" / "misbehaving" / "dynamic" / "sound"
SHELVES, BOXES = 100, 1000
CLIENTS, LIMIT_S, MIB = 4, 60.0, 1 << 20
AUTHORIZATION = "Basic " + b64encode(b"vcoadmin:vcoadmin").decode()
STOCK = f"""
package org.example.depot;

import java.util.AbstractList;
import java.util.List;

/** A warehouse: what is on a shelf follows from its number. */
final class Stock {{
    private interface Maker<T> {{
        T make(int number);
    }}

    private Stock() {{}}

    private static <T> List<T> made(int size, Maker<T> maker) {{
        return new AbstractList<T>() {{
            @Override
            public T get(int index) {{
                return maker.make(index);
            }}

            @Override
            public int size() {{
                return size;
            }}
        }};
    }}

    static List<Shelf> shelves() {{
        return made({SHELVES}, number -> shelf("s" + number));
    }}

    static Shelf shelf(String id) {{
        return new Shelf(id, "Shelf " + id, {BOXES});
    }}

    static List<Box> boxes() {{
        return boxesOn("s0");
    }}

    static List<Box> boxesOn(String shelf) {{
        return made({BOXES}, number -> box(shelf + "/b" + number));
    }}

    static Box box(String id) {{
        return new Box(id, "Box " + id, "Ada", id.length());
    }}
}}
"""

pytestmark = pytest.mark.needs_java


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Depot with 100 000 boxes."""
    source = PluginSource.load(DEPOT)
    (built,) = build([source.overlay("warehouse", {"java/org/example/depot/Stock.java": STOCK})])
    return built.write(tmp_path_factory.mktemp("warehouse"))


@pytest.fixture
def url(warehouse: Path, tmp_path: Path) -> Iterator[tuple[str, int]]:
    """A server as a process of its own with the plug-in installed: its address and process id."""
    command = [sys.executable, "-m", "mockvro", "serve", "--data", str(tmp_path), "--port", "0"]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert process.stdout is not None
        found = process.stdout.readline().split()[-1].removesuffix("/vco/api/")
        transport = Transport(found, Credentials("vcoadmin", "vcoadmin"))
        VroClient(transport).plugins.install(warehouse)
        transport.close()
        yield found, process.pid
    finally:
        process.terminate()
        process.communicate(timeout=LIMIT_S)


class Client:
    """A connection for each thread that asks."""

    def __init__(self, url: str) -> None:
        self._host = url.removeprefix("http://")
        self._mine = local()
        self._all: list[http.client.HTTPConnection] = []

    def __call__(self, path: str, method: str = "GET") -> Any:
        """One answer."""
        if not hasattr(self._mine, "connection"):
            self._mine.connection = http.client.HTTPConnection(self._host, timeout=LIMIT_S)
            self._all.append(self._mine.connection)
        headers = {"Authorization": AUTHORIZATION, "Accept": "application/json"}
        self._mine.connection.request(method, path, headers=headers)
        answer = self._mine.connection.getresponse()
        body = answer.read()
        assert answer.status == 200, body
        return json.loads(body)

    def close(self) -> None:
        for connection in self._all:
            connection.close()
        self._mine = local()


class Sample(NamedTuple):
    """MiB: the server's and the JVM's resident size, and what a collection leaves in the heap."""

    server: float
    jvm: float
    heap: float


@dataclass(frozen=True)
class Scale:
    """Weighs both processes."""

    ask: Client
    server: psutil.Process
    jvm: psutil.Process

    def weigh(self) -> Sample:
        heap = self.ask("/mockvro/observer/gc", "POST")["usedBytes"]
        sizes = (process.memory_info().rss for process in (self.server, self.jvm))
        return Sample(*(size / MIB for size in (*sizes, heap)))


def links(document: Any, kind: str) -> list[str]:
    """Addresses of the objects of a type in a list or among relations."""
    found = document.get("link") or document["relations"]["link"]
    return [each["href"] for each in found if f"/Depot/{kind}/" in each["href"]]


def path_of(href: str) -> str:
    return "/" + href.split("/", 3)[3]


def walk_shelf(ask: Client, shelf: str) -> int:
    """One listing and each object in it."""
    boxes = links(ask(path_of(shelf).rstrip("/") + "/boxes"), "Box")
    for box in boxes:
        shown = {each["name"]: each.get("value") for each in ask(path_of(box))["attributes"]}
        assert shown["name"] == f"Box {shown['id']}"
    return len(boxes)


def walk(ask: Client, scale: Scale) -> tuple[int, list[Sample]]:
    """Every listing and every object: how many, and what was weighed after each round."""
    shelves = links(ask("/vco/api/catalog/Depot"), "Shelf")
    ask.close()
    objects, samples = len(shelves), list[Sample]()
    with ThreadPoolExecutor(CLIENTS) as threads:
        for begin in range(0, len(shelves), CLIENTS):
            group = shelves[begin : begin + CLIENTS]
            objects += sum(threads.map(lambda shelf: walk_shelf(ask, shelf), group))
            # In one of them: the server closes connections that rest for seconds.
            samples.append(threads.submit(scale.weigh).result())
    return objects, samples


def told(samples: list[Sample]) -> dict[str, str]:
    """What each size came to, and by how much its last quarter is above its first and second."""
    quarter, facts = len(samples) // 4, {}
    for name in Sample._fields:
        sizes = [float(getattr(each, name)) for each in samples]
        parts = [median(sizes[i * quarter : (i + 1) * quarter]) for i in range(4)]
        facts[f"{name}_mib"] = " ".join(f"{part:.1f}" for part in parts)
        facts[f"{name}_peak_mib"] = f"{max(sizes):.1f}"
        facts[f"{name}_growth"] = f"{parts[-1] / parts[0] - 1:+.1%}"
        facts[f"{name}_growth_since_second"] = f"{parts[-1] / parts[1] - 1:+.1%}"
    return facts


@pytest.mark.timeout(1800)
def test_walk_of_100_000_objects(benchmark: Any, url: tuple[str, int]) -> None:
    ask = Client(url[0])
    ask("/vco/api/catalog/Depot")
    jvm = psutil.Process(ask("/mockvro/host")["pid"])
    ask.close()
    scale = Scale(ask, psutil.Process(url[1]), jvm)
    objects, samples = benchmark.pedantic(lambda: walk(ask, scale), rounds=1)
    ask.close()
    assert objects == SHELVES * (BOXES + 1)
    benchmark.extra_info["requests"] = objects + SHELVES + 1
    benchmark.extra_info |= told(samples)
    print("\n" + "\n".join(f"{name}: {text}" for name, text in told(samples).items()))  # noqa: T201
