"""Processes that tried everything to get away."""

import subprocess
import sys
from collections.abc import Iterator

import psutil
import pytest

from harness.run.orphans import Orphans

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux gives orphans away")


@pytest.fixture
def child() -> Iterator[subprocess.Popen[bytes]]:
    """A child from before the run."""
    with subprocess.Popen(["sleep", "60"]) as process:
        yield process
        process.kill()


def start_daemon() -> psutil.Process:
    shell = ["/bin/sh", "-c", "setsid sleep 60 >/dev/null 2>&1 & echo $!"]
    done = subprocess.run(shell, env={}, capture_output=True, text=True, check=True)
    return psutil.Process(int(done.stdout))


def test_a_daemon_without_environment_ends(child: subprocess.Popen[bytes]) -> None:
    orphans = Orphans()
    daemons = [start_daemon(), start_daemon()]
    orphans.end(5)
    assert not any(daemon.is_running() for daemon in daemons)
    assert child.poll() is None


def test_nothing_is_adopted_afterwards() -> None:
    Orphans().end(5)
    daemon = start_daemon()
    assert daemon not in psutil.Process().children()
    daemon.kill()
