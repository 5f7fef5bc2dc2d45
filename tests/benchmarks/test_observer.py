"""What being watched costs: calls with the observer, and without what it does in each of them.

Each call goes to a watched JVM and to one that is not, in turn, so that both meet the same load.
"""

from __future__ import annotations

import time
from itertools import count
from statistics import median
from typing import TYPE_CHECKING, Any

import pytest

from harness.client import Credentials, Transport, VroClient
from mockvro.embed import Server, Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PLUGIN, ROUNDS, WARM_UP = "Depot", 1000, 500
OFF = {"mockvro.unobserved": "true"}
SOURCE = "return Server.findForType('Depot:Shelf', 's1').name"

pytestmark = pytest.mark.needs_java


@pytest.fixture(scope="module")
def servers(
    depot: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Server, Server]]:
    """One that watches and one that does not."""
    data = tmp_path_factory.mktemp
    with (
        Server(Settings(data_dir=data("on"))) as on,
        Server(Settings(data_dir=data("off"), jvm_properties=OFF)) as off,
    ):
        for server in (on, off):
            transport = Transport(server.url, Credentials("vcoadmin", "vcoadmin"))
            VroClient(transport).plugins.install(depot)
            transport.close()
        yield on, off


def find(server: Server) -> None:
    asked = {"plugin": PLUGIN, "session": "bench", "type": "Shelf", "id": "s1", "properties": True}
    assert server.services.runtime.ask("finder.find", asked)["id"] == "s1"


NUMBERS = count()


def script(server: Server) -> None:
    request = {"session": f"run{next(NUMBERS)}", "source": SOURCE, "name": "bench"}
    more = {"params": [], "outputs": [], "location": "bench", "deadline": 60_000}
    answer = server.services.runtime.ask("script.run", request | more)
    assert answer["result"] == {"string": "North"}


@pytest.mark.parametrize("call", [find, script])
def test_cost_of_being_watched(
    benchmark: Any, servers: tuple[Server, Server], call: Callable[[Server], None]
) -> None:
    on, off = servers
    unwatched: list[float] = []

    def both() -> None:
        begin = time.perf_counter()
        call(off)
        unwatched.append(time.perf_counter() - begin)

    def watched() -> None:
        call(on)

    benchmark.pedantic(watched, setup=both, rounds=ROUNDS, warmup_rounds=WARM_UP, iterations=1)
    cost = benchmark.stats.stats.median / median(unwatched[WARM_UP:]) - 1
    benchmark.extra_info["cost"] = f"{cost:.1%}"
    print(f"\n{call.__name__}: {cost:+.1%} for being watched")  # noqa: T201 - what it is for
