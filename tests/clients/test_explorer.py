"""VRDT's own REST client, compiled from its sources and not changed, walks as its explorer does.

It is in no public registry. `VROACCEPT_VRDT` names the folder `packages/node/vrdt-common` of
vmware/vrealize-developer-tools after `npm install` and `npx tsc -p . --outDir out` there.
"""

from __future__ import annotations

import json
import os
import subprocess
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from harness.backend import start_system
from harness.case import load_case
from sample_plugins.build import PluginSource, build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.clients.conftest import Orchestrator

pytestmark = [pytest.mark.needs_clients, pytest.mark.needs_java]
VARIABLE = "VROACCEPT_VRDT"
LIGHTHOUSE = Path(__file__).parents[2] / "sample_plugins" / "lighthouse"
SECRET = "not-for-anybody"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def client() -> Path:
    """The compiled client."""
    named = os.environ.get(VARIABLE)
    if not named:
        pytest.skip(f"{VARIABLE} does not name the compiled client of VRDT")
    return Path(named) / "out"


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Where a harbour office listens."""
    (tmp_path / "system").mkdir()
    system = start_system(
        load_case(LIGHTHOUSE / "acceptance.toml"), tmp_path / "system", {"password": SECRET}
    )
    assert system is not None
    yield system.expand("{scheme}://{host}:{port}")
    system.stop()


def test_the_explorer_walks_through_everything(
    client: Path, start: Callable[..., Orchestrator], address: str, package: Path, tmp_path: Path
) -> None:
    orchestrator = start("8.18")
    (built,) = build([PluginSource.load(LIGHTHOUSE)])
    accept(orchestrator, built.write(tmp_path))
    seen = walk(client, tmp_path, orchestrator, address, package)

    assert seen["version"].startswith("8.18")
    assert {"org.example.lighthouse", package.stem} == set(seen["packages"])
    assert {"Add harbour", "Change lamp"} <= set(seen["categories"]["WorkflowCategory"])
    assert "countLitLamps" in seen["categories"]["ScriptModuleCategory"]
    assert "Lamp defaults" in seen["categories"]["ConfigurationElementCategory"]
    assert "lamp-colours.txt" in seen["categories"]["ResourceElementCategory"]
    assert [each["name"] for each in seen["outputs"]] == ["harbour"]
    assert [1, "Lighthouse", None] in seen["inventory"]
    assert [2, "Test bay", "Lighthouse:Harbour"] in seen["inventory"]
    assert {depth for depth, _, _ in seen["inventory"]} == {1, 2, 3}
    assert "LighthouseHarbour" in str(seen["details"]["Lighthouse"])
    assert "<config-element" in seen["configuration"]
    for image in ("icon.png", "schema.png"):
        assert (tmp_path / image).read_bytes().startswith(PNG)
    assert "workflow-content" in zipfile.ZipFile(tmp_path / "workflow.zip").namelist()


def accept(orchestrator: Orchestrator, artifact: Path) -> None:
    """Install a plug-in."""
    place = "/vco/api/plugins/installations"
    files = {"file": (artifact.name, artifact.read_bytes())}
    pending = orchestrator.call("POST", place, files=files).json()
    done = orchestrator.call("PATCH", f"{place}/{pending['id']}", json={"eulaAccepted": True})
    assert done.status_code == 200, done.text


def walk(
    client: Path, folder: Path, orchestrator: Orchestrator, address: str, package: Path
) -> dict[str, Any]:
    """Let the explorer walk; what it saw."""
    host, _, port = orchestrator.url.removeprefix("https://").rpartition(":")
    inputs = [("name", "string", "Test bay"), ("address", "string", address)]
    inputs += [("user", "string", "keeper"), ("password", "SecureString", SECRET)]
    values = [{"name": n, "type": t, "value": {kind(t): {"value": v}}} for n, t, v in inputs]
    values.append({"name": "plainHttp", "type": "boolean", "value": {"boolean": {"value": True}}})
    account = {"vro.username": "vcoadmin", "vro.password": "vcoadmin", "vro.auth": "basic"}
    given = {
        "profile": {"vro.host": host, "vro.port": port, **account},
        "package": str(package),
        "plugin": "Lighthouse",
        "workflow": "Add harbour",
        "inputs": values,
    }
    done = subprocess.run(
        ["node", str(Path(__file__).with_name("explorer.js")), str(client), str(folder)],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    seen: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return seen


def kind(type_name: str) -> str:
    """The name of a value form."""
    return "secure-string" if type_name == "SecureString" else "string"
