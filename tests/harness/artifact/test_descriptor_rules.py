from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.artifact.rules import identity, placeholders, resources, types, wiring
from harness.artifact.rules.types import element_type, known_types
from tests.harness.artifact.plugins import module, plugin_of

DS = "<finder-datasources><finder-datasource name='d' adaptor-class='a.B' {}/></finder-datasources>"
FINDER = "<finder type='T' datasource='d' java-class='a.T' {}><id accessor='getId()'/>{}</finder>"


def finders(inner: str = "", attributes: str = "", more: str = "") -> str:
    finder = FINDER.format(attributes, inner)
    return f"<inventory type='T'/>{DS.format('')}<finders>{finder}{more}</finders>"


def properties(attributes: str) -> str:
    return f"<properties><property name='p' {attributes}/></properties>"


def objects(inner: str, attributes: str = "create='false'") -> str:
    return (
        f"{DS.format('')}<scripting-objects><object script-name='O' java-class='a.O' {attributes}>"
        f"{inner}</object></scripting-objects>"
    )


def methods(*signatures: str) -> str:
    return f"<methods>{''.join(signatures)}</methods>"


def method(name: str, *parameters: tuple[str, str], returns: str = "void") -> str:
    inner = "".join(f"<parameter name='{n}' type='{t}'/>" for n, t in parameters)
    return (
        f"<method script-name='{name}' java-name='{name}' return-type='{returns}'>"
        f"<parameters>{inner}</parameters></method>"
    )


def rules_of(body: str, attributes: str = "") -> set[str]:
    plugin = plugin_of(module(body, attributes))
    found = [
        finding
        for rules in (identity.rules, wiring.rules, types.rules)
        for finding in rules(plugin)
    ]
    return {f"{finding.effect} {finding.rule}" for finding in found}


def test_sound() -> None:
    assert rules_of(finders()) == set()
    assert rules_of(objects(methods(method("run", ("n", "Number"))))) == set()


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<finders><finder type='T' datasource='x' hidden='true'/></finders>", {"fail V05"}),
        (finders(more=FINDER.format("", "")), {"warn V06"}),
        (finders(more=FINDER.format("hidden='true'", "")), {"fail V06"}),
        (DS.format("concurrent-call='false' invoker-mode='timeout'"), {"warn V08"}),
        (DS.format("direct-invoker='true'"), {"warn V09"}),
        (DS.format("timeout-find='5'"), {"warn V10"}),
        (DS.format("timeout-find='5' invoker-mode='timeout'"), set()),
        ("<inventory type='X'/>", {"fail V11"}),
        (finders().replace("<inventory type='T'/>", ""), {"warn V12"}),
        (
            finders("<relations><relation name='r' type='X'/></relations>"),
            {"fail V13", "note V16"},
        ),
        (
            finders("<relations><relation name='r' type='Acme:T'/></relations>"),
            {"warn V13", "note V16"},
        ),
        (
            finders("<relations><relation name='r' type='VC:Host'/></relations>"),
            {"warn V13", "note V16"},
        ),
        (
            finders(
                "<relations><relation name='r' type='T'/><relation name='r' type='T'/></relations>"
            ),
            {"fail V14", "note V16"},
        ),
        (
            finders("<inventory-children><relation-link name='r'/></inventory-children>"),
            {"fail V15"},
        ),
        (finders(more=FINDER.format("", "").replace("'T'", "'U'")), {"note V17"}),
        (
            finders(
                "<inventory-tabs><inventory-tab type='query' display-name='x'/></inventory-tabs>"
            ),
            {"warn V18"},
        ),
        (finders(attributes="script-object='X'"), {"fail V19"}),
        (
            finders(properties("bean-property='a' property-accessor='b'")),
            {"warn V24"},
        ),
        (finders("<properties><property name='p'/></properties>"), {"warn V24"}),
        (
            finders(
                "<properties><property name='p' bean-property='a'/>"
                "<property name='p' bean-property='a'/></properties>"
            ),
            {"warn V26"},
        ),
        (
            finders(properties("bean-property='a' linked-enumeration='E'")),
            {"fail V27"},
        ),
        (
            finders(
                "<default-sorting><sorting property-name='p' order='ascending'/></default-sorting>"
            ),
            {"warn V28"},
        ),
        (
            finders(
                "<events><gauge name='g' unit='x' min-value='5' max-value='1'/>"
                "<trigger name='g'/></events>"
            ),
            {"warn V52"},
        ),
        (
            objects(methods(method("a", ("n", "Number")), method("a", ("m", "number")))),
            {"warn V36"},
        ),
        (objects(methods(method("a", ("n", "Number")), method("a", ("m", "Date")))), {"note V36"}),
        (objects(methods(method("a", ("n", "Number")), method("a"))), set()),
        (
            objects(
                "<attributes><attribute script-name='a' java-name='a'/></attributes>"
                + methods(method("a"))
            ),
            {"warn V37"},
        ),
        (objects(methods(method("a-b"))), {"warn V38"}),
        (objects(methods(method("delete"))), set()),
        (objects("<singleton script-name='O' datasource='d'/>"), {"fail V39"}),
        (objects("<singleton script-name='System' datasource='d'/>"), {"warn V39"}),
        (objects("<singleton script-name='S' datasource='x'/>"), {"fail V05"}),
        (objects(methods(method("a", ("n", "Nonsense")))), {"warn V41"}),
        (objects(methods(method("a", ("n", "[")))), {"warn V41"}),
        (objects(methods(method("a", ("n", "Array/")))), {"warn V41"}),
        (objects(methods(method("a", returns="[[O"))), set()),
        (objects(methods(method("a", returns="VC:HostSystem"))), set()),
        (objects(methods(method("a", ("n", "Date"), ("n", "Date")))), {"warn V43"}),
        (
            (
                "<enumerations><enumeration type='E'><entries><entry id='1' name='a'/>"
                "<entry id='1' name='b'/></entries></enumeration></enumerations>"
            ),
            {"warn V48"},
        ),
        ("<configuration icon='i' adaptor-class='a.B'/>", {"warn V49"}),
    ],
)
def test_rules(body: str, found: set[str]) -> None:
    assert rules_of(body) == found


@pytest.mark.parametrize(
    ("name", "found"), [("Acme_1-b", set()), ("Ac me", {"warn D12"}), ("Äcme", {"warn D12"})]
)
def test_module_names(name: str, found: set[str]) -> None:
    descriptor = f"<module name='{name}' version='1' build-number='1' image=''/>"
    findings = identity.rules(plugin_of(descriptor))
    assert {f"{each.effect} {each.rule}" for each in findings} == found


@pytest.mark.parametrize(
    ("version", "build", "found"),
    [
        ("1.0.0", "1", set()),
        ("1", "-9999", set()),
        ("${project.version}", "${build.number}", set()),  # rule D38 reports them
        ("", "1", {"V02"}),
        ("1.0-SNAPSHOT", "1", {"V02"}),
        ("1.0-beta", "1", {"V02"}),
        ("1.0", "", {"V03"}),
        ("1.0", "b7", {"V03"}),
    ],
)
def test_versions(version: str, build: str, found: set[str]) -> None:
    descriptor = f"<module name='A' version='{version}' build-number='{build}' image=''/>"
    assert {finding.rule for finding in identity.rules(plugin_of(descriptor))} == found


def test_placeholders_in_attributes_only() -> None:
    body = "<description>${name}</description><installation mode='${mode}'/>"
    findings = list(placeholders.rules(plugin_of(module(body, "display-name='${a} ${b}'"))))
    assert [finding.rule for finding in findings] == ["D38"] * 3
    assert "module/@display-name still contains ${a}" in findings[0].summary


@pytest.mark.parametrize(
    ("action", "found"),
    [
        ("type='install-package'", {"V44"}),
        ("resource='a'", {"V44"}),
        ("type='install-package' resource='${a}'", set()),
        ("type='execute-script' resource='s.js'", {"D24"}),
        ("type='execute-script' resource='../s.js'", {"D22"}),
        ("type='execute-script' resource='here.js'", set()),
        ("type='execute-workflow' resource='Library/Acme/Set up'", set()),
        ("type='execute-workflow' resource=' '", {"V46"}),
    ],
)
def test_installation_actions(action: str, found: set[str]) -> None:
    body = f"<installation mode='version'><action {action}/></installation>"
    plugin = plugin_of(module(body), **{"resources__here.js": b"1;"})
    assert {finding.rule for finding in resources.rules(plugin)} == found


@given(st.text(max_size=20))
def test_any_text_may_be_a_type(text: str) -> None:
    inner = element_type(text)
    assert inner is None or not inner.startswith(("[", "Array/"))


def test_core_types_are_known_without_case() -> None:
    assert {"string", "securestring", "any", "void", "mimeattachment", "long"} <= known_types()
