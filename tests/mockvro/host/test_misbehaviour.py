"""Plug-ins that exit, hang, flood, fork: each is noticed and survived."""

from __future__ import annotations

import os
import threading
import time
from typing import TYPE_CHECKING, Any

import psutil
import pytest

from mockvro.host import HostCallError, HostDeadline, HostDied, HostStartError

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import LoadProbe, StartHost

    from mockvro.host import HostProcess, Observations

pytestmark = pytest.mark.needs_java


def find(host: HostProcess, identity: str, deadline: float = 30) -> Any:
    params = {"plugin": "Probe", "session": "s", "type": "Thing", "id": identity}
    return host.call("finder.find", params, deadline)


def is_running(pid: int) -> bool:
    """False also for a process that ended and that nobody has collected."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.mark.parametrize(
    ("identity", "method", "status"),
    [("exit", "System.exit", 3), ("exit-reference", "System.exit", 4), ("halt", "Runtime.halt", 5)],
)
def test_exit_is_trapped_with_its_call_site(
    probe: HostProcess, identity: str, method: str, status: int
) -> None:
    seq = probe.observations.next
    with pytest.raises(HostCallError) as caught:
        find(probe, identity)
    assert caught.value.exception is not None
    assert caught.value.exception["class"] == "mockvro.guard.ExitTrapped"
    (trapped,) = probe.observations.since(seq, kind="exit-trapped")
    assert (trapped["method"], trapped["status"]) == (method, status)
    assert trapped["pluginFrame"].startswith("probe.Deeds.find(Deeds.java:")
    assert (trapped["plugin"], trapped["call"]) == ("Probe", caught.value.call)
    assert find(probe, "1")["id"] == "1"


def test_a_halt_that_nothing_stops_ends_the_host(
    start_host: StartHost, load_probe: LoadProbe, observations: Observations
) -> None:
    host = start_host()
    load_probe(host)
    with pytest.raises(HostDied, match="exit code 6") as caught:
        find(host, "halt-by-reflection")
    assert (caught.value.exit_code, host.state) == (6, "dead")
    with pytest.raises(HostDied):
        find(host, "1")
    (ended,) = observations.since(kind="host-exited")
    assert (ended["exitCode"], ended["expected"]) == (6, False)
    outcomes = [each["outcome"] for each in observations.since(kind="call")]
    assert outcomes == ["ok", "died", "died"]


def test_a_killed_host_is_told_by_its_signal(
    start_host: StartHost, load_probe: LoadProbe, observations: Observations
) -> None:
    host = start_host()
    load_probe(host)
    psutil.Process(host.pid).kill()
    with pytest.raises(HostDied, match="SIGKILL") as caught:
        find(host, "1")
    assert caught.value.signal == 9
    assert observations.since(kind="host-exited")[0]["signal"] == 9


def test_an_endless_call_hangs_alone(
    start_host: StartHost, load_probe: LoadProbe, observations: Observations
) -> None:
    host = start_host()
    load_probe(host)
    with pytest.raises(HostDeadline) as caught:
        find(host, "loop", deadline=0.3)
    assert any(line.startswith("probe.Deeds.find(") for line in caught.value.stack)
    (hung,) = observations.since(kind="call-hung")
    assert (hung["method"], hung["limitMs"], hung["call"]) == (
        "finder.find",
        300,
        caught.value.call,
    )
    owners = {thread["call"]: thread["plugin"] for thread in hung["dump"]}
    assert owners[caught.value.call] == "Probe"
    assert find(host, "1")["id"] == "1"


def test_a_frozen_jvm_is_survived(start_host: StartHost, load_probe: LoadProbe) -> None:
    host = start_host()
    load_probe(host)
    process = psutil.Process(host.pid)
    process.suspend()
    # the signal takes its time on a busy machine: a JVM that still runs may answer
    deadline = time.monotonic() + 10
    while process.status() != psutil.STATUS_STOPPED and time.monotonic() < deadline:
        os.sched_yield()
    with pytest.raises(HostDeadline):
        host.call("host.info", deadline=0.1)
    host.kill()
    assert not process.is_running()


def test_a_hundred_megabytes_of_output(
    start_host: StartHost, load_probe: LoadProbe, observations: Observations
) -> None:
    host = start_host(output_limit=100_000)
    load_probe(host)
    begin = time.monotonic()
    find(host, "flood", deadline=120)
    assert time.monotonic() - begin < 60
    host.close()
    stdout = host.output("stdout")
    assert (stdout.size, stdout.lines, stdout.truncated) == (100_000_000, 1_000_000, True)
    assert stdout.path.stat().st_size == 100_000
    (output,) = observations.since(kind="output")
    assert (output["bytes"], output["sample"][0]) == (100_000_000, "x" * 99)


def test_the_first_write_of_each_line_of_code_is_told(probe: HostProcess) -> None:
    seq = probe.observations.next
    find(probe, "print")
    find(probe, "print")
    frames = probe.observations.since(seq, kind="output-frame")
    assert [each["stream"] for each in frames] == ["stdout", "stderr", "stdout"]
    assert all(each["pluginFrame"].startswith("probe.Deeds.find(") for each in frames)
    assert len({each["pluginFrame"] for each in frames}) == 3


def test_replacing_a_stream_is_told(probe: HostProcess) -> None:
    seq = probe.observations.next
    find(probe, "replace")
    replaced = probe.observations.since(seq, kind="stream-replaced")
    assert [each["method"] for each in replaced] == ["System.setOut", "System.setOut"]
    assert all(each["pluginFrame"].startswith("probe.Deeds.find(") for each in replaced)


@pytest.mark.parametrize(
    ("identity", "error"), [("memory", "OutOfMemoryError"), ("recurse", "StackOverflowError")]
)
def test_errors_of_the_jvm_are_exceptions_of_the_call(
    start_host: StartHost, load_probe: LoadProbe, identity: str, error: str
) -> None:
    host = start_host(heap_mb=64)
    load_probe(host)
    with pytest.raises(HostCallError) as caught:
        find(host, identity)
    assert caught.value.exception is not None
    assert caught.value.exception["class"] == f"java.lang.{error}"
    assert len(caught.value.exception["stack"]) <= 200
    assert find(host, "1")["id"] == "1"


def test_children_do_not_outlive_the_host(
    start_host: StartHost, load_probe: LoadProbe, observations: Observations
) -> None:
    host = start_host()
    load_probe(host)
    find(host, "child")
    begin = time.monotonic()
    host.close()
    assert time.monotonic() - begin < 10
    (left,) = observations.since(kind="process-left")
    pid, _, command = left["command"].partition(": ")
    assert command == "sleep 1000"
    assert not is_running(int(pid))


def test_a_host_that_does_not_want_to_end_is_killed(
    start_host: StartHost, load_probe: LoadProbe, observations: Observations
) -> None:
    host = start_host()
    load_probe(host)
    find(host, "stubborn")
    host.close(grace_s=0.5)
    assert (host.state, host.signal) == ("stopped", 9)
    (hung,) = observations.since(kind="shutdown-hung")
    assert "probe.Deeds.never" in str(hung["dump"])


def test_an_uncaught_exception_of_a_thread(probe: HostProcess) -> None:
    seq = probe.observations.next
    find(probe, "thread")
    (uncaught,) = probe.observations.since(seq, kind="uncaught")
    assert (uncaught["thread"], uncaught["plugin"], uncaught["call"]) == (
        "probe-thread",
        "Probe",
        "",
    )
    assert uncaught["exception"]["class"] == "java.lang.NumberFormatException"


def test_an_interrupted_thread_does_not_break_the_connection(probe: HostProcess) -> None:
    assert find(probe, "interrupt")["display"] == "true"
    assert find(probe, "1")["id"] == "1"


def test_calls_run_side_by_side(probe: HostProcess) -> None:
    found: list[str] = []

    def ask(number: int) -> None:
        found.extend(find(probe, f"{number}-{each}")["id"] for each in range(50))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(found) == sorted(f"{n}-{each}" for n in range(8) for each in range(50))


def test_hosts_do_not_disturb_each_other(start_host: StartHost, load_probe: LoadProbe) -> None:
    first, second = start_host(), start_host()
    load_probe(first)
    load_probe(second)
    first.kill()
    assert find(second, "1")["id"] == "1"


def test_a_jvm_that_does_not_start_is_explained(start_host: StartHost) -> None:
    with pytest.raises(HostStartError, match="NoSuchOption"):
        start_host(jvm_arguments=("-XX:NoSuchOption",))


def test_a_jvm_that_stays_silent(start_host: StartHost, tmp_path: Path) -> None:
    silent = tmp_path / "java"
    silent.write_text("#!/bin/sh\nexec sleep 100\n")
    silent.chmod(0o755)
    with pytest.raises(HostStartError, match="stayed silent"):
        start_host(ready_s=0.2, java=silent)
