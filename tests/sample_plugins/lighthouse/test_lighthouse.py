"""The sample's sources agree with each other."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from harness.case import load_case
from mockvro.content.action import Action, parse_action
from mockvro.content.configuration import ConfigurationElement
from mockvro.content.descriptor import parse_descriptor
from mockvro.content.package import parse_elements, read_package
from mockvro.content.resource_element import ResourceElement
from mockvro.content.workflow import Surroundings, Workflow, parse_workflow, workflow_problems
from sample_plugins.build import PluginSource
from sample_plugins.build.content import pack

FOLDER = Path(__file__).parents[3] / "sample_plugins" / "lighthouse"
SOURCE = PluginSource.load(FOLDER)
WORKFLOWS = sorted(SOURCE.below("content/workflows"))
ACTIONS = sorted(SOURCE.below("content/actions"))
ELEMENTS = {
    each.element.id: each.content for each in parse_elements(read_package(pack(SOURCE, None)))
}
DESCRIPTOR = parse_descriptor(SOURCE.files["VSO-INF/vso.xml"])


def workflow_text(path: str) -> str:
    return SOURCE.text(f"content/workflows/{path}")


def surroundings() -> Surroundings:
    ids = {parse_workflow(workflow_text(path)).id for path in WORKFLOWS}
    return Surroundings(
        workflow_ids=frozenset(ids),
        actions=frozenset(path.removesuffix(".xml") for path in ACTIONS),
        module="Lighthouse",
        finder_types=frozenset(finder.type for finder in DESCRIPTOR.finders),
    )


@pytest.mark.parametrize("path", WORKFLOWS)
def test_workflows_have_no_problem(path: str) -> None:
    workflow = parse_workflow(workflow_text(path))
    assert workflow_problems(workflow, surroundings()) == ()
    assert workflow.description


@pytest.mark.parametrize("path", ACTIONS)
def test_actions_are_readable_and_described(path: str) -> None:
    action = parse_action(SOURCE.text(f"content/actions/{path}"))
    assert f"{action.name}.xml" == path.rpartition("/")[2]
    assert action.description
    assert all(parameter.description for parameter in action.parameters)


def test_the_content_shows_every_kind_of_element() -> None:
    kinds = {item.type for path in WORKFLOWS for item in parse_workflow(workflow_text(path)).items}
    assert kinds >= {"task", "end", "link", "condition", "custom-condition", "switch"}
    assert len(WORKFLOWS) == 11
    assert len(ACTIONS) == 5
    assert {type(each) for each in ELEMENTS.values()} == {
        Workflow, Action, ConfigurationElement, ResourceElement
    }  # fmt: skip


def test_the_form_asks_for_every_input_once() -> None:
    (path,) = SOURCE.below("content/forms")
    form = json.loads(SOURCE.text(f"content/forms/{path}"))
    workflow = parse_workflow(workflow_text(path.replace(".json", ".xml")))
    sections = [each for page in form["layout"]["pages"] for each in page["sections"]]
    shown = [field["id"] for section in sections for field in section["fields"]]
    assert shown == list(form["schema"]) == [each.name for each in workflow.inputs]


def test_what_workflows_take_from_configurations_is_there() -> None:
    taken = {
        (each.conf_id, each.conf_key, each.type)
        for path in WORKFLOWS
        for each in parse_workflow(workflow_text(path)).attributes
        if each.conf_id
    }
    offered = {
        (element.id, each.name, each.type)
        for element in ELEMENTS.values()
        if isinstance(element, ConfigurationElement)
        for each in element.attributes
    }
    assert taken
    assert taken <= offered


def test_ids_are_unique() -> None:
    assert len(ELEMENTS) == len(WORKFLOWS) + len(ACTIONS) + 2


def test_every_workflow_is_part_of_the_proof_case() -> None:
    case = load_case(FOLDER / "acceptance.toml")
    used = {entry.name for entry in (*case.configure, *case.workflow)}
    assert used == {parse_workflow(workflow_text(path)).name for path in WORKFLOWS}


def test_one_version_everywhere() -> None:
    release = SOURCE.text("java/org/example/lighthouse/Release.java")
    found = dict(re.findall(r'(\w+) = "([^"]+)"', release))
    signature = f"{found['NAME']} {found['VERSION']} build {found['BUILD']} ({found['DATE']})"
    case = load_case(FOLDER / "acceptance.toml")
    assert re.fullmatch(case.log.signature, signature)
    assert (DESCRIPTOR.version, DESCRIPTOR.build_number) == (found["VERSION"], found["BUILD"])
    assert SOURCE.settings.version == found["VERSION"]
    assert signature in SOURCE.text("docs/installation-guide.md")
    assert f"Version {found['VERSION']}" in SOURCE.text("docs/release-notes.md")


def test_every_error_text_is_explained() -> None:
    faults = SOURCE.text("java/org/example/lighthouse/Fault.java")
    guide = SOURCE.text("docs/troubleshooting.md")
    texts = re.findall(r'\("(LH\d+)", "([^"]+)"\)', faults)
    assert len(texts) == 17
    assert [f"{code} {text}" for code, text in texts if f"`{code} {text}`" not in guide] == []


def test_pictures_are_pictures() -> None:
    pictures = SOURCE.below("resources/images")
    assert len(pictures) == 5
    assert all(data.startswith(b"\x89PNG\r\n\x1a\n") for data in pictures.values())


def test_the_licence_is_a_licence() -> None:
    assert len(SOURCE.files["eula.txt"]) > 1024
