"""The simulated Orchestrator in a container: what encloses it, and that verdicts are the same."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any, cast

import pytest
import requests
from docker.errors import NotFound

from harness.case import Deadlines
from harness.orchestrator import Access, OrchestratorError, provider_for
from harness.orchestrator.container import ContainerOrchestrator
from harness.orchestrator.container_engine import connect
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from docker import DockerClient
    from docker.models.containers import Container

pytestmark = [pytest.mark.needs_docker, pytest.mark.needs_java]

GONE_S = 30.0
HEALTHY_S = 60.0
LABEL = "vro-acceptance"


def running(engine: DockerClient) -> set[str]:
    found = engine.containers.list(all=True, filters={"label": LABEL})
    return {str(container.id) for container in found}


@pytest.fixture
def container(engine: DockerClient, tmp_path: Path) -> Iterator[tuple[str, Container]]:
    before = running(engine)
    provider = provider_for("container", profile="8.18", deadlines=Deadlines())
    orchestrator = provider.fresh(tmp_path / "orchestrator")
    (identity,) = running(engine) - before
    yield orchestrator.url, engine.containers.get(identity)
    orchestrator.close()
    assert identity not in running(engine)


def shell(container: Container, script: str) -> tuple[int, str]:
    done = container.exec_run(["sh", "-c", script])
    return cast("int", done.exit_code), cast("bytes", done.output).decode()


def test_the_server_is_enclosed(container: tuple[str, Container]) -> None:
    url, inside = container
    assert requests.get(f"{url}/vco/api/about", timeout=10).json()["version"].startswith("8.18")
    assert shell(inside, "id -u")[1].strip() not in ("", "0")
    assert shell(inside, "touch /opt/x /etc/x /usr/bin/x")[0] != 0
    assert shell(inside, "touch /data/x /tmp/x") == (0, "")
    _, status = shell(inside, "cat /proc/1/status")
    facts = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    assert int(facts["CapBnd"], 16) == 0
    assert facts["NoNewPrivs"] == "1"
    settings = inside.attrs["HostConfig"]
    assert settings["Memory"] == settings["MemorySwap"] == 2 << 30
    assert settings["PidsLimit"] == 4096


def test_the_password_is_not_on_the_command_line(container: tuple[str, Container]) -> None:
    _, inside = container
    assert "--password" not in str(inside.attrs["Args"])
    assert requests.get(f"{container[0]}/vco/api/users", timeout=10).status_code == 401


def test_the_health_check_follows_the_server(container: tuple[str, Container]) -> None:
    _, inside = container
    test = inside.attrs["Config"]["Healthcheck"]["Test"]
    assert test == ["CMD", "mockvro", "health", "--data", "/data"]
    assert shell(inside, "mockvro health --data /data") == (0, "")
    code, said = shell(inside, "mockvro health --data /tmp")
    assert code == 1
    assert "no server has told its address" in said


def test_the_image_serves_by_itself(engine: DockerClient) -> None:
    inside = engine.containers.run(
        Access().image_name,
        ["serve", "--port", "0", "--data", "/data"],
        network_mode="none",
        read_only=True,
        tmpfs={"/tmp": ""},  # noqa: S108 - a folder in the container
        cap_drop=["ALL"],
        detach=True,
        healthcheck={"interval": 500_000_000},
    )
    try:
        until(lambda: health(inside) == "healthy", HEALTHY_S)
        inside.stop(timeout=20)
        inside.reload()
        assert inside.attrs["State"]["ExitCode"] in (0, 128 + signal.SIGTERM)
    finally:
        inside.remove(force=True, v=True)


def health(container: Container) -> str:
    container.reload()
    told: str = container.attrs["State"].get("Health", {}).get("Status", "")
    return told


def test_a_killed_harness_leaves_no_container(engine: DockerClient, tmp_path: Path) -> None:
    before = running(engine)
    program = (
        "import sys, pathlib\n"
        "from harness.case import Deadlines\n"
        "from harness.orchestrator import provider_for\n"
        "provider = provider_for('container', profile='8.18', deadlines=Deadlines())\n"
        "print(provider.fresh(pathlib.Path(sys.argv[1])).url, flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith(b"http://127.0.0.1:")
        assert len(running(engine) - before) == 1
        os.kill(process.pid, signal.SIGKILL)
    until(lambda: running(engine) <= before, GONE_S)


def test_a_server_that_ends_at_once_is_quoted(engine: DockerClient, tmp_path: Path) -> None:
    before = running(engine)
    image = Access().image_name
    with pytest.raises(OrchestratorError, match=r"ended at once: .*invalid choice: 'nonsense'"):
        ContainerOrchestrator(connect(image), image, ["nonsense"], tmp_path)
    until(lambda: running(engine) <= before, GONE_S)


def test_a_container_that_is_gone_can_be_closed(engine: DockerClient, tmp_path: Path) -> None:
    before = running(engine)
    provider = provider_for("container", profile="8.18", deadlines=Deadlines())
    orchestrator = provider.fresh(tmp_path)
    (identity,) = running(engine) - before
    with contextlib.suppress(NotFound):
        engine.containers.get(identity).kill()
    orchestrator.close()
    assert running(engine) <= before


@pytest.mark.usefixtures("engine")
def test_outcomes_are_those_of_the_embedded_one(vroaccept: Callable[..., Any]) -> None:
    embedded = vroaccept()
    contained = vroaccept("--orchestrator", "container")
    assert contained.answer["verdict"] == embedded.answer["verdict"] == "accepted"
    assert contained.code == embedded.code == 0
    outcomes = "results/outcomes.json"
    assert contained.member(outcomes) == embedded.member(outcomes)
    assert b'orchestrator = "container"' in contained.member("config/run.toml")
