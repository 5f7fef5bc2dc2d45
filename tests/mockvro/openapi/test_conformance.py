"""Every operation of priority A and B against the product's own OpenAPI document."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
import schemathesis
import urllib3
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    response_schema_conformance,
    status_code_conformance,
)

from mockvro.api.operations import operations
from mockvro.content.configuration import ConfigurationElement, write_configuration
from mockvro.content.package import Category, ElementSpec
from mockvro.content.policy import PolicyTemplate, write_policy
from mockvro.content.resource_element import ResourceElement, write_resource
from mockvro.content.workflow import Item, Parameter, Variable, Workflow

if TYPE_CHECKING:
    from tests.mockvro.conftest import Client, FakeHost

REPORT = Path(__file__).parents[3] / "build/schemathesis/report.json"
BASE = "http://vro.example/vco/api"
EXAMPLES = 8
"""Per operation: the whole list stays below a minute."""

DESTRUCTIVE = ("DELETE", "PUT", "PATCH")


def content(kit: Any) -> bytes:
    workflow = Workflow(
        id="w1",
        name="Say hello",
        root_name="item0",
        inputs=(Parameter(name="who", type="string"),),
        outputs=(Parameter(name="greeting", type="string"),),
        attributes=(Variable(name="n", type="number", value="1.0"),),
        items=(Item(name="item0", type="end", end_mode="0"),),
    )
    settings_element = ConfigurationElement(
        id="c1", name="S", attributes=(Variable(name="url", type="string", value="x"),)
    )
    resource = ResourceElement(id="r1", name="a.txt", version="1.0.0", data=b"x")
    folder = (Category("Tests"),)
    specs = {
        ("c1", "ConfigurationElement"): write_configuration(settings_element),
        ("r1", "ResourceElement"): write_resource(resource),
        ("p1", "PolicyTemplate"): write_policy(PolicyTemplate(id="p1", name="Watch")),
    }
    data: bytes = kit.package_bytes(
        kit.workflow_spec(workflow, "Library"),
        kit.action_spec(kit.greet_action(), "com.example"),
        *(
            ElementSpec(id=each, type=kind, data=data, categories=folder)
            for (each, kind), data in specs.items()
        ),
    )
    return data


@pytest.fixture
def ids(client: Client, kit: Any, template: FakeHost) -> dict[str, dict[str, list[str]]]:
    """What is there: a package, a plug-in, a run of a workflow and one of an action."""
    template.scripts["return 'Hello ' + who;"] = lambda _: {"result": {"string": "Hello"}}
    template.objects[("Server", "h1")] = kit.facts("Server", "h1", host={"string": "a"})
    template.relations = defaultdict(list, {("_ROOT", None, "servers"): [("Server", "h1")]})
    kit.import_package(client, content(kit))
    kit.install(client, kit.dar_bytes(), "test.dar")
    run = kit.run_workflow(client, "w1", who={"string": {"value": "Ann"}})
    action = client.post("/vco/api/actions/a1/executions", json={"parameters": []}).json()
    categories = {
        each: [link["href"].rstrip("/").rpartition("/")[2] for link in found["link"]]
        for each in ("WorkflowCategory", "ScriptModuleCategory")
        if (found := client.get(f"/vco/api/categories?categoryType={each}").json())
    }
    return {
        "/actions/runs": {"executionId": [action["execution-id"]]},
        "/actions": {
            "actionId": ["a1"],
            "id": ["a1"],
            "executionId": [action["execution-id"]],
            "categoryName": ["com.example"],
            "actionName": ["greet"],
        },
        "/catalog": {
            "namespace": ["Test", "System"],
            "type": ["Server", "Workflow"],
            "parentType": ["Server"],
            "id": ["h1", "w1"],
            "parentId": ["h1"],
            "relationName": ["disks"],
            "tagname": [":env"],
        },
        "/categories": {"id": categories["WorkflowCategory"]},
        "/configurations": {"id": ["c1"]},
        "/content/actions": {"actionName": ["com.example.greet"], "categoryName": ["com.example"]},
        "/content/workflows": {"workflowId": ["w1"], "categoryId": categories["WorkflowCategory"]},
        "/content/packages": {"packageName": ["com.example.tests"]},
        "/forms": {"id": ["w1"]},
        "/packages": {
            "packageName": ["com.example.tests"],
            "workflowId": ["w1"],
            "resourceId": ["r1"],
            "configurationId": ["c1"],
            "categoryName": ["com.example"],
            "actionName": ["greet"],
        },
        "/plugins": {"id": ["Test"], "pluginId": ["test"], "installationId": ["x"]},
        "/policies/templates": {"id": ["p1"]},
        "/resources": {"id": ["r1"]},
        "/server-configuration/api/category": {"id": categories["ScriptModuleCategory"]},
        "/server-configuration/api/plugins": {
            "plugin": ["Test"],
            "version": ["1.0.0"],
            "build": ["21"],
        },
        "/workflows": {"id": ["w1"], "workflowId": ["w1"], "executionId": [run["id"]]},
    }


def test_answers_conform(
    client: Client,
    ids: dict[str, dict[str, list[str]]],
    product_document: Any,
    wire_document: Any,
) -> None:
    wanted = {
        (each.method.lower(), each.path)
        for each in operations()
        if each.family == "8.18" and each.priority in "AB"
    }
    schema = schemathesis.openapi.from_dict(wire_document(product_document, wanted, ids))
    schema.config.update(base_url=BASE)
    found = [result.ok() for result in schema.get_all_operations()]
    # What changes or removes things comes last, so that the others find them.
    found.sort(key=lambda each: each.method.upper() in DESTRUCTIVE)
    report = {each.label: exercise(client, each) for each in found}
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_bytes(msgspec.json.format(msgspec.json.encode(report), indent=1))
    assert len(report) == len(wanted)
    failures = {label: each["failures"] for label, each in report.items() if each["failures"]}
    assert failures == {}


def asked(client: Client, case: Any) -> Any:
    """The answer, with the transport's own response that schemathesis looks at."""
    answer = client.request(**case.as_transport_kwargs(base_url=BASE))
    answer.raw = urllib3.HTTPResponse(answer.content, answer.headers, answer.status_code, 11)
    return answer


def exercise(client: Client, operation: Any) -> dict[str, Any]:
    """Send examples of one operation; count statuses and collect failures."""
    statuses: Counter[str] = Counter()
    failures: dict[str, str] = {}

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def run(case: Any) -> None:
        answer = asked(client, case)
        statuses[str(answer.status_code)] += 1
        checks = [not_a_server_error, status_code_conformance, response_schema_conformance]
        try:
            case.validate_response(answer, checks=checks)
        except schemathesis.checks.FailureGroup as group:
            for each in group.exceptions:
                failures.setdefault(type(each).__name__, f"{each}"[:2000])

    run()
    return {"statuses": dict(sorted(statuses.items())), "failures": failures}
