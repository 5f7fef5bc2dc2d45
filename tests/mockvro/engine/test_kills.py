"""A server that is killed at any moment repeats nothing that its store knows as finished."""

from __future__ import annotations

import itertools
import json
import os
import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.waiting import until

KILLS = 200
REAL_KILLS = int(os.environ.get("MOCKVRO_KILLS", "4"))
"""Kills of a whole server with its JVM, which cost about a second each."""

AUTH = ("vcoadmin", "vcoadmin")


def test_killed_servers_repeat_no_finished_step(tmp_path: Path) -> None:
    program = Path(__file__).parent / "killing.py"
    done = subprocess.run(
        [sys.executable, str(program), str(tmp_path), "20260305", str(KILLS)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["status"] == 0
    assert report["seen"][-1]["state"] == "completed", report["seen"][-1]
    effects = [(name, int(number)) for name, number in map(str.split, report["effects"])]
    _nothing_finished_was_repeated(report["seen"], effects)
    _nothing_is_missing(effects)
    assert len(effects) > 5 * KILLS
    lives_with_work = sum(
        later["effects"] > earlier["effects"]
        for earlier, later in itertools.pairwise(report["seen"])
    )
    assert lives_with_work > KILLS / 2


def _nothing_finished_was_repeated(
    seen: list[dict[str, Any]], effects: list[tuple[str, int]]
) -> None:
    for state in seen:
        after = effects[state["effects"] :]
        again = [each for each in after if each[0] != "beside" and each[1] < state["next"]]
        assert again == [], (state, again)
    for state, later in itertools.pairwise(seen):
        life = effects[state["effects"] : later["effects"]]
        beside = Counter(number for name, number in life if name == "beside")
        for number, finished in state["beside"].items():
            assert beside[int(float(number))] <= 2 - finished, (state, number)


def _nothing_is_missing(effects: list[tuple[str, int]]) -> None:
    numbers = Counter(number for name, number in effects if name != "beside")
    assert sorted(numbers) == list(range(max(numbers) + 1))
    # A life can repeat one step at most: the one that was under way when the one before ended.
    assert sum(count - 1 for count in numbers.values()) <= KILLS
    beside = Counter(number for name, number in effects if name == "beside")
    assert min(beside.values()) >= 2


LOOP = """
var n = seq; System.log("step " + n); seq = n + 1;
"""


class Process:
    """`python -m mockvro serve`."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "mockvro", "serve", "--port", "0", "--data", str(folder)]
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=Path(__file__).parents[3],
        )
        assert self.process.stdout is not None
        words = self.process.stdout.readline().split()
        self.url = words[-1].removesuffix("/vco/api/")

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)
        assert self.process.stdout is not None
        self.process.stdout.close()

    def request(self, method: str, path: str, **more: Any) -> requests.Response:
        return requests.request(method, self.url + path, auth=AUTH, timeout=30, **more)


@pytest.mark.needs_java
def test_a_whole_server_is_killed(tmp_path: Path, kit: Any, flow: Any) -> None:
    binds = {
        "in_bindings": (flow.bind("seq", "number"),),
        "out_bindings": (flow.bind("seq", "number"),),
    }
    size = 20 * (REAL_KILLS + 1)
    items = [
        flow.task(f"s{index}", LOOP, f"s{index + 1}" if index + 1 < size else "end", **binds)
        for index in range(size)
    ]
    workflow = flow.workflow(*items, inputs={"seq": "number"}, outputs={"seq": "number"})
    package = kit.package_bytes(kit.workflow_spec(workflow))
    chance = random.Random(5)  # noqa: S311 - repeatable on purpose
    server = Process(tmp_path)
    server.request("POST", "/vco/api/packages", files={"file": ("t.package", package)})
    zero = {"name": "seq", "type": "number", "value": {"number": {"value": 0}}}
    started = server.request("POST", "/vco/api/workflows/w/executions", json={"parameters": [zero]})
    path = f"/vco/api/workflows/w/executions/{started.json()['id']}"
    finished: list[int] = []
    for _ in range(REAL_KILLS):
        until_it_moves(server, path)
        threading.Event().wait(chance.uniform(0, 0.03))
        server.kill()
        server = Process(tmp_path)
        finished.append(len(logged(server, path)))
    until(lambda: over(server, path), 120)
    ended = server.request("GET", path).json()
    steps = logged(server, path)
    server.kill()
    assert ended["state"] == "completed", ended.get("content-exception")
    numbers = [int(each.removeprefix("step ")) for each in steps]
    assert sorted(set(numbers)) == list(range(size))
    assert len(numbers) - size <= REAL_KILLS
    # A step is repeated only right after itself: the run never goes back behind a checkpoint.
    assert all(later - earlier in (0, 1) for earlier, later in itertools.pairwise(numbers))
    assert len(finished) == REAL_KILLS


def until_it_moves(server: Process, path: str) -> None:
    before = len(logged(server, path))
    until(lambda: len(logged(server, path)) > before or over(server, path))


def logged(server: Process, path: str) -> list[str]:
    entries = server.request("GET", path + "/syslogs").json()["logs"]
    return [each["entry"]["short-description"] for each in entries]


def over(server: Process, path: str) -> bool:
    return server.request("GET", path + "/state").json()["value"] in ("completed", "failed")
