"""The whole proof case on the simulated Orchestrator."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from harness.backend import ManagedSystem, start_system
from harness.case import Case, load_case
from harness.case.expectation import output_mismatch
from harness.client import Credentials, Transport, VroClient, build_parameters
from mockvro.embed import Server, Settings
from sample_plugins.build import PluginSource, build

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.case.model import WorkflowEntry

FOLDER = Path(__file__).parents[3] / "sample_plugins" / "lighthouse"
PASSWORD = "s3cret-Xq7"

pytestmark = pytest.mark.needs_java


class Stage(msgspec.Struct):
    """The plug-in installed and its managed system running."""

    client: VroClient
    system: ManagedSystem
    case: Case


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("lighthouse")
    (built,) = build([PluginSource.load(FOLDER)])
    case = load_case(FOLDER / "acceptance.toml")
    (folder / "work").mkdir()
    system = start_system(case, folder / "work", {"password": PASSWORD})
    assert system is not None
    with Server(Settings(data_dir=folder / "server")) as server:
        transport = Transport(server.url, Credentials("vcoadmin", "vcoadmin"))
        client = VroClient(transport)
        client.plugins.install(built.write(folder))
        yield Stage(client, system, case)
        transport.close()
    system.stop()


def run(stage: Stage, entry: WorkflowEntry) -> None:
    wanted = stage.system.expand(entry)
    workflow = stage.client.workflows.find(name=wanted.name)
    parameters = build_parameters(stage.client, workflow, wanted.inputs)
    document = stage.client.workflows.run(workflow.id, parameters, deadline=60).document
    assert document.state == wanted.expect.state, f"{entry.title}: {document.content_exception}"
    if wanted.expect.error:
        assert re.search(wanted.expect.error, str(document.content_exception))
    for name, output in wanted.expect.outputs.items():
        assert output_mismatch(output, document.outputs[name]) == "", f"{entry.title}: {name}"
    for effect in wanted.expect.effect:
        assert effect.mismatch(stage.system.read(effect)) == "", entry.title


def log(stage: Stage) -> list[dict[str, Any]]:
    return list(stage.client.mockvro.log())


def test_every_run_of_the_case(stage: Stage) -> None:
    for entry in (*stage.case.configure, *stage.case.workflow):
        run(stage, entry)
    lines = log(stage)
    assert not [line for line in lines if PASSWORD in str(line)]
    assert not [line for line in lines if line["level"] in {"ERROR", "FATAL"}]
    signature = stage.case.log.signature
    visible = [line for line in lines if line["level"] in {"INFO", "WARN"}]
    assert all(re.search(signature, line["message"]) for line in visible)


def test_colours_come_from_the_resource_element(stage: Stage) -> None:
    source = 'return System.getModule("org.example.lighthouse").lampColours();'
    answer = stage.client.mockvro.script("Lighthouse", source)
    colours = [each["string"] for each in answer.value["array"]]
    assert colours == ["white", "red", "green", "yellow"]


def test_declared_members_are_there(stage: Stage) -> None:
    objects = stage.client.mockvro.script_api("Lighthouse")
    members = [member for entry in objects for member in entry["members"]]
    assert len(members) > 40
    assert [member for member in members if not member["present"]] == []
