"""Our restatement of the structure agrees with the schema of the SDK."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from harness.artifact.rules import identity, schema, types, wiring
from harness.artifact.rules.schema import shapes
from harness.checks.finding import Effect
from tests.harness.artifact.plugins import module, plugin_of

REAL = Path(__file__).parents[4] / "shared" / "real"
XSD = REAL / "plugin-4-1.xsd"
needs_schema = pytest.mark.skipif(not XSD.exists(), reason="the schema of the SDK is not at hand")
BASE = (files("sample_plugins.misbehaving.base") / "vso.xml").read_bytes()
ATTRIBUTES = sorted({a for shape in shapes().values() for a in (*shape.required, *shape.optional)})
JUDGED_BY_OTHER_RULES = {
    ("module", "name"),  # D11
    ("module", "version"),  # V02
    ("module", "build-number"),  # V03
    ("installation", "mode"),  # V47
    ("inventory-tab", "type"),  # V18
}


def _findings(descriptor: bytes) -> list[str]:
    return [finding.summary for finding in schema.rules(plugin_of(descriptor.decode()))]


def test_the_sound_descriptor_has_no_finding() -> None:
    assert _findings(BASE) == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<colour/>", "<colour> is unknown in <module>"),
        ("<inventory/>", "<inventory> has no attribute type"),
        ("<inventory type='A'/><inventory type='A'/>", "<inventory> occurs twice in <module>"),
        ("<inventory type='A' x='1'/>", "<inventory> has an unknown attribute x"),
        (
            (
                "<finder-datasources><finder-datasource name='a' adaptor-class='b' "
                "invoker-mode='slow'/></finder-datasources>"
            ),
            "<finder-datasource> has an unusable invoker-mode",
        ),
        (
            "<finders><finder type='A' datasource='b' hidden='maybe'/></finders>",
            "<finder> has an unusable hidden",
        ),
    ],
)
def test_breaches(body: str, words: str) -> None:
    assert _findings(module(body).encode()) == [words]


def test_a_placeholder_is_left_to_the_rule_about_placeholders() -> None:
    body = "<finders><finder type='A' datasource='b' hidden='${hide}'/></finders>"
    assert _findings(module(body).encode()) == []


def test_the_case_of_element_names_has_no_meaning() -> None:
    assert _findings(module("<Inventory type='A'/>").encode()) == []


@needs_schema
@pytest.mark.parametrize("path", sorted(REAL.glob("descriptors/*.xml")), ids=lambda path: path.stem)
def test_real_descriptors_have_no_finding(path: Path) -> None:
    assert _findings(path.read_bytes()) == []


@needs_schema
@pytest.mark.parametrize("path", sorted(REAL.glob("descriptors/*.xml")), ids=lambda path: path.stem)
def test_real_descriptors_contradict_themselves_nowhere(path: Path) -> None:
    plugin = plugin_of(path.read_text("utf-8"))
    found = [each for rule in (identity, wiring, types) for each in rule.rules(plugin)]
    failing = {finding.rule for finding in found if finding.effect is Effect.FAIL}
    assert failing <= {"V03"}  # one has no build number


@needs_schema
@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_the_same_answer_as_the_schema(data: st.DataObject) -> None:
    root = etree.fromstring(BASE)
    node = data.draw(st.sampled_from(list(root.iter("*"))))
    kind = data.draw(st.sampled_from(["drop attribute", "add attribute", "set", "double", "drop"]))
    attribute = data.draw(st.sampled_from(ATTRIBUTES))
    if kind in {"drop attribute", "set"}:
        attribute = data.draw(st.sampled_from(sorted(map(str, node.attrib)) or ["type"]))
    value = data.draw(st.sampled_from(["true", "0", "12", "x", "", "1.5", "version", "direct"]))
    _change(node, kind, attribute, value)
    name = str(node.tag)
    if kind != "double" and (name, attribute) in JUDGED_BY_OTHER_RULES:
        return
    assert bool(_findings(etree.tostring(root))) == (not _valid(root)), (kind, name, attribute)


def _change(node: etree._Element, kind: str, attribute: str, value: str) -> None:
    parent = node.getparent()
    if kind == "drop attribute":
        node.attrib.pop(attribute, None)
    elif kind in {"add attribute", "set"}:
        node.set(attribute, value)
    elif parent is not None and kind == "double":
        parent.append(etree.fromstring(etree.tostring(node)))
    elif parent is not None and node.tag != "finder-datasource":
        parent.remove(node)


def _valid(root: etree._Element) -> bool:
    """By structure and value kinds; keys and references are rules of their own."""
    xsd = etree.XMLSchema(etree.parse(XSD))
    if xsd.validate(root):
        return True
    errors = [error for error in xsd.error_log if "IDC" not in error.type_name]
    return not errors
