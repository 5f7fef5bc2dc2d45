"""A plug-in that uses too much of the machine ends with its JVM, and the reason is told."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import pytest

from mockvro.host import HostCallError, HostDied, Limits, Observations
from mockvro.host.limits import Usage, breach, descendants, disk_bytes, read_usage
from mockvro.host.observer import process_facts
from mockvro.host.output import Capture

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Watched

MIB = 1024 * 1024


@pytest.mark.parametrize(
    ("used", "stopped_s", "reason"),
    [
        ({}, 0.0, None),
        ({"threads": 4000, "processes": 100}, 10.0, None),
        ({"threads": 4001}, 0.0, "threads"),
        ({"processes": 101, "threads": 4001}, 0.0, "processes"),
        ({"memory_bytes": 2560 * MIB}, 0.0, None),
        ({"memory_bytes": 2560 * MIB + 1}, 0.0, "memory"),
        ({"disk_bytes": 4097 * MIB}, 0.0, "disk"),
        ({}, 10.1, "stopped"),
    ],
)
def test_what_counts_as_too_much(
    used: dict[str, Any], stopped_s: float, reason: str | None
) -> None:
    usage = Usage(**{"state": "S", "threads": 20, "memory_bytes": MIB} | used)
    found = breach(usage, Limits(), heap_mb=512, stopped_s=stopped_s)
    assert (found and found.reason) == reason


def test_usage_of_a_process() -> None:
    usage = read_usage(os.getpid())
    assert usage is not None
    assert usage.threads >= 1
    assert usage.memory_bytes > MIB
    assert descendants(2**22 + 1) == frozenset()
    assert read_usage(2**22 + 1) is None
    assert process_facts(2**22 + 1) is None


def test_size_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "file").write_bytes(b"x" * 100_000)
    assert 100_000 <= disk_bytes(tmp_path) < 200_000


def killed(watched: Watched) -> dict[str, Any]:
    filed = watched.host.observations.wait_for("host-killed", timeout_s=60)
    assert filed is not None
    ended = watched.host.observations.wait_for("host-exited", timeout_s=60)
    assert ended is not None
    assert (ended["signal"], ended["expected"]) == (9, False)
    return filed


@pytest.mark.needs_java
def test_a_plugin_that_starts_processes(start: Callable[..., Watched]) -> None:
    watched = start(limits=Limits(processes=20))
    with pytest.raises(HostDied, match="killed because of its processes"):
        watched.does("processes")
    filed = killed(watched)
    assert filed["limit"] == 20
    assert any("sleep 1000" in each for each in filed["processes"])
    assert descendants(watched.host.pid) == frozenset()


@pytest.mark.needs_java
def test_a_plugin_that_starts_threads(start: Callable[..., Watched]) -> None:
    watched = start(limits=Limits(threads=150))
    with pytest.raises(HostDied, match="killed because of its threads"):
        watched.does("threads 200")
    assert killed(watched)["reason"] == "threads"


@pytest.mark.needs_java
def test_a_jvm_that_was_stopped(start: Callable[..., Watched]) -> None:
    watched = start(limits=Limits(stopped_s=0.5))
    psutil.Process(watched.host.pid).suspend()
    assert killed(watched)["reason"] == "stopped"


@pytest.mark.needs_java
def test_the_jdk_can_stay_closed(start: Callable[..., Watched]) -> None:
    watched = start(opens_jdk=False)
    (filed,) = [each for each in _deeds_of_refused(watched) if each["what"] == "reflection"]
    assert filed["details"]["refused"] is True
    facts = process_facts(watched.host.pid)
    assert facts is not None
    assert facts["children"] == []
    assert watched.ask("threads")["deadlocks"] == []


def _deeds_of_refused(watched: Watched) -> list[dict[str, Any]]:
    before = watched.host.observations.next
    with pytest.raises(HostCallError) as caught:
        watched.does("open")
    exception = caught.value.exception
    assert exception is not None
    assert exception["cause"] is None or exception["cause"]["class"].endswith("Exception")
    return watched.host.observations.since(before, kind="deed")


def test_a_full_disk_costs_old_observations() -> None:
    observations = Observations(Path("/dev/full"), memory=10)
    for number in range(30):
        observations.file("call", number=number)
    assert observations.lost > 0
    assert observations.since()[-1]["number"] == 29


def test_a_full_disk_does_not_stop_a_process_that_writes() -> None:
    reading, writing = os.pipe()
    capture = Capture(os.fdopen(reading, "rb"), Path("/dev/full"), limit=1000)
    for _ in range(100):
        os.write(writing, b"x" * 10_000)
    os.close(writing)
    assert capture.finish(30)
    assert (capture.size, capture.truncated) == (1_000_000, True)
