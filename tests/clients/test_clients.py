from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mockvro.content.package import read_package

if TYPE_CHECKING:
    from tests.clients.conftest import Orchestrator

pytestmark = pytest.mark.needs_clients
WORKFLOW = "4f1c1d4e-0000-4000-8000-000000000001"
LIMIT_S = 60

RUN_WORKFLOW = """
import json, sys
from vmwvro.clients import Client
from vmwvro.sessions import Session
from vmwvro.workflows import WorkflowParameters

session = Session(sys.argv[1], "vcoadmin", "vcoadmin")
workflow = Client(session).get_workflow(sys.argv[2])
parameters = WorkflowParameters()
parameters.add(name="who", value="Ann")
run = workflow.start(parameters)
run.wait_until_complete(timeout=30, poll=1)
print(json.dumps([workflow.name, workflow.version, run.state, run.started_by, run.name]))
"""


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_vmwvro_runs_a_workflow(
    imported: Orchestrator, python_clients: Path, tmp_path: Path
) -> None:
    found = run(python_clients, "-c", RUN_WORKFLOW, imported.url, WORKFLOW, cwd=tmp_path)
    assert json.loads(found.splitlines()[-1]) == [
        "Say hello",
        "1.0.0",
        "completed",
        "vcoadmin",
        "Say hello",
    ]


def test_package_diff_sees_no_difference(
    imported: Orchestrator, python_clients: Path, package: Path, tmp_path: Path
) -> None:
    address = f"/vco/api/packages/{package.stem}/"
    exported = imported.call("GET", address, headers={"Accept": "application/zip"}).content
    (tmp_path / "exported.package").write_bytes(exported)
    tool = python_clients.with_name("vro-diff")
    options = ("--ascii", "--no_color", "--test")
    told = run(tool, *options, "-r", package, "exported.package", cwd=tmp_path)
    lines = [line for line in told.splitlines() if "4f1c1d4e" in line]
    assert len(lines) == 5
    assert all(line.rstrip(" |").endswith("<->") for line in lines), told


@pytest.mark.needs_java
def test_build_tools_push_list_run_pull_and_clean(
    orchestrator: Orchestrator, java_client: str, package: Path, tmp_path: Path
) -> None:
    source = Path(__file__).with_name("ArtifactManager.java")
    port, pulled = orchestrator.url.rpartition(":")[2], tmp_path / "pulled.package"
    told = run("java", "-cp", java_client, source, port, package, pulled, WORKFLOW, cwd=tmp_path)
    lines = told.splitlines()
    assert "version 8.18.1.36791" in lines
    assert f"package {package.stem}" in lines
    assert {"WORKFLOW Say hello", "ACTION greet", "CONFIGURATION Settings"} <= set(lines)
    assert "state completed" in lines
    assert told.endswith("left 0\n")
    assert contents(pulled) == contents(package)


def contents(file: Path) -> dict[str, Any]:
    package = read_package(file.read_bytes())
    return {
        each.id: (each.type, each.data, each.categories, each.tags) for each in package.elements
    }
