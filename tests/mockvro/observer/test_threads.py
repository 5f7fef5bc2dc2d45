"""Threads: whose they are, what they hold and wait for; calls that are under way."""

from __future__ import annotations

import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from mockvro.host import HostCallError
from tests.waiting import until

if TYPE_CHECKING:
    from conftest import Watched

pytestmark = pytest.mark.needs_java

Facts = dict[str, Any]


def threads(watched: Watched, prefix: str = "") -> list[Facts]:
    found: list[Facts] = watched.ask("threads")["threads"]
    return [each for each in found if each["name"].startswith(prefix)]


def test_a_thread_has_its_owner_and_its_starter(watched: Watched) -> None:
    watched.does("thread")
    (found,) = threads(watched, "watched-thread")
    assert (found["plugin"], found["by"], found["daemon"]) == ("Watched", "starter", True)
    assert found["starter"]["pluginFrame"].startswith("watched.Deeds.park")
    assert found["cpuMs"] >= 0
    others = {each["plugin"] for each in threads(watched, "mockvro")}
    assert others == {None}


def test_an_exception_that_ends_a_thread_is_filed(watched: Watched) -> None:
    (filed,) = watched.seen("uncaught", "die")
    assert (filed["thread"], filed["plugin"]) == ("watched-dying", "Watched")
    assert filed["exception"]["message"] == "dead"


def test_a_deadlock_names_its_threads(watched: Watched) -> None:
    watched.does("deadlock")
    (cycle,) = until(lambda: watched.ask("threads")["deadlocks"])
    stuck = {each["id"]: each for each in threads(watched) if each["id"] in cycle}
    assert {each["name"] for each in stuck.values()} == {"watched-one", "watched-other"}
    for each in stuck.values():
        assert each["state"] == "BLOCKED"
        assert each["blockedOn"]["owner"] in cycle
        assert each["holds"][0]["plugin"] == "Watched"


def test_a_lock_that_is_held_during_io(watched: Watched) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, ThreadPoolExecutor(1) as pool:
        call = pool.submit(watched.does, f"lock-in-io {server.getsockname()[1]}")
        accepted, _ = server.accept()
        held = until(lambda: [each for each in threads(watched) if each["call"] and each["io"]])
        accepted.close()
        call.result()
    locks = [lock for each in held for lock in each["holds"] if lock["plugin"]]
    assert [(lock["class"], lock["plugin"]) for lock in locks] == [("java.lang.Class", "Watched")]
    assert locks[0]["frame"].startswith("watched.Deeds.lockInIo")


def running(watched: Watched, deed: str) -> Facts | None:
    found: list[Facts] = watched.ask("calls")["calls"]
    return next((each for each in found if each.get("id") == deed and each["inPlugin"]), None)


@pytest.mark.parametrize(("deed", "threw"), [("sleep", True), ("swallow", False)])
def test_a_call_that_is_interrupted(watched: Watched, deed: str, threw: bool) -> None:
    before = watched.host.observations.next
    outcome: list[BaseException | None] = []

    def call() -> None:
        try:
            watched.does(deed)
            outcome.append(None)
        except HostCallError as error:
            outcome.append(error)

    thread = threading.Thread(target=call)
    thread.start()
    found = until(lambda: running(watched, deed))
    assert (found["method"], found["plugin"], found["session"]) == ("finder.find", "Watched", "s")
    assert watched.ask("interrupt", call=found["call"]) == {"interrupted": True}
    thread.join(30)
    assert isinstance(outcome[0], HostCallError) is threw
    (filed,) = watched.host.observations.since(before, kind="interrupted-call")
    assert (filed["call"], filed["flagKept"]) == (found["call"], False)
    assert watched.ask("interrupt", call=found["call"]) == {"interrupted": False}
