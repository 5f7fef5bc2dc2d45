from __future__ import annotations

from typing import Any

import msgspec
import pytest

from mockvro.content.action import Action, ActionParameter, write_action
from mockvro.content.configuration import ConfigurationElement, write_configuration
from mockvro.content.encoding import encode_utf16
from mockvro.content.errors import ElementError
from mockvro.content.package import (
    Category,
    ElementSpec,
    PackageSigner,
    PackageSpec,
    UsedPlugin,
    package_problems,
    parse_element,
    parse_elements,
    read_package,
    write_package,
)
from mockvro.content.package.content_signature import content_signature_state
from mockvro.content.resource_element import ResourceElement, write_resource
from mockvro.content.workflow import Item, Parameter, Workflow, write_workflow

SIGNER = PackageSigner.generate()
LIBRARY = (Category("Library"),)
WORKFLOW = Workflow(
    id="w1",
    name="Spin",
    version="1.0.0",
    root_name="e",
    inputs=(Parameter(name="w", type="Acme:Widget"),),
    items=(Item(name="e", type="end", end_mode="0"), Item(name="ask", type="input")),
)
ACTION = Action(
    id="a1", name="go", version="1.0.0", parameters=(ActionParameter("x", "Array/VC:Vm"),)
)


def workflow(**changes: Any) -> ElementSpec:
    facts = {"id": "w1", "type": "Workflow", "data": write_workflow(WORKFLOW)}
    return ElementSpec(**({"categories": LIBRARY} | facts | changes))


def action(model: Action = ACTION, **changes: Any) -> ElementSpec:
    facts = {"id": model.id, "type": "ScriptModule", "data": write_action(model)}
    return ElementSpec(**({"categories": (Category("com.acme"),)} | facts | changes))


def resource(model: ResourceElement) -> ElementSpec:
    return ElementSpec(id="r", type="ResourceElement", data=write_resource(model))


def spec(*elements: ElementSpec, **changes: Any) -> PackageSpec:
    plugins = (UsedPlugin("Acme", "1.0.0"), UsedPlugin("VC"))
    return PackageSpec(**({"name": "p", "elements": elements, "used_plugins": plugins} | changes))


def found(package: PackageSpec, signer: PackageSigner | None = SIGNER, **known: Any) -> list[str]:
    problems = package_problems(read_package(write_package(package, signer)), **known)
    return [f"{each.rule} {each.severity}" for each in problems]


def test_a_good_package() -> None:
    configuration = ConfigurationElement(id="c", name="C", version="1.0.0")
    picture = ResourceElement(id="r", name="R", version="1.0.0", data=b"1")
    package = spec(
        workflow(signed=True, forms={"": "{}", "ask": "{}"}),
        action(),
        ElementSpec(id="c", type="ConfigurationElement", data=write_configuration(configuration)),
        resource(picture),
        ElementSpec(id="n", type="ActionEnvironment", data=b'{"name":"n"}'),
    )
    assert found(package, known_plugins=frozenset({"Acme", "VC"})) == []


@pytest.mark.parametrize(
    ("package", "expected"),
    [
        (spec(name=""), ["P02 error"]),
        (spec(id="9413$rootElement.hashCode()"), ["P03 warning"]),
        (spec(header={"used-plugins": "A#x"}), ["P04 warning"]),
        (spec(workflow(), used_plugins=()), ["P04 warning"]),
        (spec(action(), used_plugins=(UsedPlugin("Acme"),)), ["P04 warning"]),
        (spec(workflow(info={"id": "other"})), ["P06 error", "P06 error"]),
        (spec(workflow(info={"id": "W1"})), ["P06 warning", "P06 warning"]),
        (spec(workflow(info={"type": "WebView"})), ["P07 warning"]),
        (spec(workflow(info={"type": ""})), ["P07 error"]),
        (spec(workflow(data=b"<workflow/>")), ["P08 error"]),
        (spec(workflow(data="<workflow")), ["P09 error"]),
        (spec(action(data="<workflow/>")), ["P09 error"]),
        (spec(ElementSpec(id="r", type="ResourceElement", data=b"text")), ["P09 error"]),
        (spec(workflow(data=write_workflow(WORKFLOW).replace("UTF-8", "UTF-16", 1))),
         ["P10 warning"]),
        (spec(workflow(data=write_workflow(WORKFLOW).replace("UTF-8", "ISO-8859-1", 1))), []),
        (spec(workflow(categories=())), ["P11 warning"]),
        (spec(action(categories=())), ["P11 warning"]),
        (spec(action(categories=(Category("com"), Category("acme")))), ["P11 warning"]),
        (spec(action(categories=(Category("1com.acme"),))), ["P11 warning"]),
        (spec(action(msgspec.structs.replace(ACTION, version="1.0-SNAPSHOT"))), ["P16 warning"]),
        (spec(resource(ResourceElement(id="r", name="R"))), ["P17 warning"]),
        (spec(resource(ResourceElement(data=b""))), ["P17 warning", "P17 warning"]),
        (spec(workflow(forms={"e": "{}"})), ["P18 warning"]),
        (spec(workflow(forms={"": "nonsense"})), ["P18 warning"]),
        (spec(action(msgspec.structs.replace(ACTION, entry_point="h"))), ["P19 warning"]),
        (spec(action(bundle=b"")), ["P19 warning"]),
        (spec(action(), action(msgspec.structs.replace(ACTION, id="a2"))), ["P20 warning"]),
    ],
)  # fmt: skip
def test_rules(package: PackageSpec, expected: list[str]) -> None:
    assert found(package) == expected


def test_unknown_plugins() -> None:
    assert found(spec(), known_plugins=frozenset({"Acme"})) == ["P04 warning"]


def test_content_signature_states() -> None:
    def state(element: ElementSpec, **changes: Any) -> str:
        package = read_package(write_package(spec(element), SIGNER))
        stored = msgspec.structs.replace(package.elements[0], **changes)
        return content_signature_state(package, stored, parse_element(stored))

    assert state(workflow()) == "absent"
    assert state(workflow(signed=True)) == "matches data"
    assert state(workflow(signed=True), data=encode_utf16("<workflow/>")) == "re-serialised"
    assert state(workflow(signed=True), content_signature=b"\1" * 256) == "unknown key"
    assert state(workflow(signed=True), info={}) == "unknown key"
    scripted = msgspec.structs.replace(ACTION, script="return 1;")
    owner = {"signature-owner": SIGNER.dn}
    signature = SIGNER.sign(b"return 1;")
    signed = action(scripted, info=owner)
    assert state(signed, content_signature=signature) == "matches script"


def test_odd_content_signatures_are_notes() -> None:
    package = read_package(write_package(spec(workflow(signed=True)), SIGNER))
    element = msgspec.structs.replace(package.elements[0], content_signature=b"\1" * 256)
    problems = package_problems(msgspec.structs.replace(package, elements=(element,)))
    assert [(each.rule, each.severity) for each in problems] == [("P15", "info")]


def test_elements_that_are_not_interpreted() -> None:
    package = read_package(
        write_package(
            spec(
                ElementSpec(id="t", type="WorkflowToken", data=b"anything"),
                workflow(data="<workflow"),
            )
        )
    )
    token, broken = package.elements
    assert parse_element(token) is None
    with pytest.raises(ElementError):
        parse_element(broken)
    assert [each.error is None for each in parse_elements(package)] == [True, False]
