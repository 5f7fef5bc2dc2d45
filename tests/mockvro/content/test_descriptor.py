from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockvro.content.descriptor import Descriptor, load_tree, parse_descriptor
from mockvro.content.errors import DescriptorError

REAL = Path(__file__).parents[4] / "shared" / "real" / "descriptors"

FULL = b"""<?xml version="1.0" encoding="UTF-8"?>
<module name="Acme" version="1.0.0" build-number="7" image="images/acme.png" display-name="A c">
  <description>Acme widgets</description>
  <classpath parent="common"><file path="x/y.jar"/></classpath>
  <installation mode="${installation.mode}">
    <action type="install-package" resource="packages/acme-1.0.0.package"/>
  </installation>
  <inventory type="_ROOT"/>
  <finder-datasources>
    <finder-datasource name="ds" adaptor-class="com.acme.Adaptor"/>
    <finder-datasource name="slow" concurrent-call="0" direct-invoker="false" timeout-find="5"
        timeout-find-all="soon" anonymous-login-mode="internal"/>
  </finder-datasources>
  <finders>
    <finder type="_ROOT" datasource="ds" hidden="1">
      <inventory-children><relation-link name="widgets"/></inventory-children>
      <relations><relation name="widgets" type="Widget"/></relations>
    </finder>
    <finder type="Widget" datasource="ds" java-class="com.acme.Widget" script-object="AcmeWidget">
      <id accessor="getId()"/>
      <description/>
      <properties><property name="name" bean-property="name" hidden="true">N</property></properties>
      <default-sorting><sorting property-name="name" order="ascending"/></default-sorting>
      <inventory-tabs><inventory-tab type="query" display-name="T" finder-type="Widget"/>
      </inventory-tabs>
      <events>
        <trigger name="OnSpin"><trigger-properties><trigger-property name="rpm" type="number"/>
        </trigger-properties></trigger>
        <gauge name="rpm" unit="1/min" min-value="1"/>
      </events>
    </finder>
  </finders>
  <scripting-objects>
    <object script-name="AcmeWidget" java-class="com.acme.Widget" create="false" strict="true">
      <constructors><constructor><parameters><parameter name="id" type="string"/></parameters>
      </constructor></constructors>
      <attributes><attribute script-name="name" java-name="name" return-type="String"
          read-only="true">Its name</attribute></attributes>
      <methods><method script-name="spin" java-name="spinIt" static="true"><deprecated/>
        <parameters><parameter name="rpm" type="Number"/><parameter name="b" type="[String"/>
        </parameters></method></methods>
    </object>
    <object script-name="_AcmeManager" java-class="com.acme.Manager">
      <singleton script-name="AcmeManager" datasource="ds"/>
    </object>
  </scripting-objects>
  <enumerations><dynamic-enumeration/><enumeration type="E"><entries>
    <entry id="1" name="one">x</entry></entries></enumeration></enumerations>
  <configuration icon="i.png" adaptor-class="com.acme.Conf"/>
  <webview-components-library jar="w.jar" specification-path="/w"/>
  <something-new/>
</module>
"""


def refusal(text: str) -> DescriptorError:
    with pytest.raises(DescriptorError) as caught:
        parse_descriptor(text.encode())
    return caught.value


def outcome(data: bytes) -> str:
    try:
        parse_descriptor(data)
    except DescriptorError as error:
        return error.rule
    return "ok"


def test_reads_everything() -> None:
    module = parse_descriptor(FULL)
    assert (module.name, module.version, module.build_number) == ("Acme", "1.0.0", "7")
    assert (module.classpath_parent, module.classpath_files) == ("common", ("x/y.jar",))
    assert module.inventory_type == "_ROOT"
    assert module.installation is not None
    assert module.installation.actions[0].resource == "packages/acme-1.0.0.package"
    root, widget = module.finders
    assert root.hidden
    assert root.inventory_children == ("widgets",)
    assert root.relations[0].cardinality == "to-many"
    assert widget.id_accessor == "getId()"
    assert widget.properties[0].hidden
    assert widget.triggers[0].properties[0].name == "rpm"
    assert widget.gauges[0].min_value == "1"
    assert module.finder("Acme:Widget") is module.finder("Widget") is widget
    assert module.finder("Gadget") is None
    plain = module.scripting_object("AcmeWidget")
    assert plain is not None
    assert (plain.create, plain.strict, plain.singleton) == (False, True, None)
    assert plain.methods[0].deprecated
    assert [p.type for p in plain.methods[0].parameters] == ["Number", "[String"]
    assert plain.constructors[0].parameters[0].name == "id"
    assert module.objects[1].singleton is not None
    assert module.objects[1].singleton.script_name == "AcmeManager"
    assert module.enumerations[0].entries[0].name == "one"
    assert module.configuration is not None
    assert module.webview_library is not None


def test_documented_defaults() -> None:
    module = parse_descriptor(FULL)
    plain, slow = module.datasources
    assert plain.concurrent_call
    assert (plain.invoker_mode, plain.anonymous_login_mode) == ("direct", "never")
    assert (plain.timeout_fetch_relation, plain.timeout_find_all) == (30, 60)
    assert plain.timeout_has_children_in_relation == 2
    assert not slow.concurrent_call
    assert slow.invoker_mode == "timeout"
    assert slow.adaptor_class is None
    assert (slow.timeout_find, slow.timeout_find_all) == (5, 60)
    assert module.objects[1].create
    assert not module.objects[1].strict
    assert module.objects[0].methods[0].return_type == "void"


def test_json_form_for_the_host() -> None:
    built = msgspec.to_builtins(parse_descriptor(FULL))
    assert built["datasources"][0]["adaptor_class"] == "com.acme.Adaptor"
    assert built["finders"][0]["inventory_children"] == ["widgets"] or built["finders"][0][
        "inventory_children"
    ] == ("widgets",)
    assert built["objects"][0]["methods"][0]["parameters"][1] == {
        "name": "b",
        "type": "[String",
        "description": "",
        "optional": False,
    }
    assert msgspec.json.decode(msgspec.json.encode(built), type=Descriptor) == parse_descriptor(
        FULL
    )


def test_names_match_as_in_the_product() -> None:
    module = parse_descriptor(
        b'<x:MODULE xmlns:x="urn:x" name="A" Version="9"><x:Finders><FINDER type="T"/></x:Finders>'
        b"</x:MODULE>"
    )
    assert module.finders[0].type == "T"
    assert module.version == ""


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("", "D06", 1),
        ("<module name='A'>\n<x></module>", "D06", 2),
        ("<plugin name='A'/>", "D07", 1),
        ("<!DOCTYPE m [<!ENTITY x 'y'>]>\n<module name='A'><description>&x;</description></module>",
         "D10", 2),
        ("<module/>", "D11", 1),
        ("<module name=' '/>", "D11", 1),
        ("<module name='a:b'/>", "D12", 1),
        ("<module name='A'>\n<description/></module>", "D43", 2),
        ("<module name='A'><description></description></module>", "D43", 1),
        ("<module name='A'><description><b/>x</description></module>", "D43", 1),
        ("<module name='A'>\n\n<finder-datasources/></module>", "D43", 3),
    ],
)  # fmt: skip
def test_refusals(text: str, rule: str, line: int) -> None:
    error = refusal(text)
    assert (error.rule, error.line) == (rule, line)
    assert "VSO-INF/vso.xml" in str(error)


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("", None),
        ("<description> </description>", ""),
        ("<description>a<b/></description>", "a"),
        ("<description><!-- c --></description>", ""),
        ("<finders><finder><description/></finder></finders>", None),
        ("<scripting-objects><object><description/></object></scripting-objects>", None),
        ("<enumerations><x><description>e</description></x></enumerations>", "e"),
        ("<description>first</description><description/>", "first"),
    ],
)  # fmt: skip
def test_which_description_counts(inner: str, expected: str | None) -> None:
    assert parse_descriptor(f"<module name='A'>{inner}</module>".encode()).description == expected


def test_a_doctype_is_ignored() -> None:
    text = b"<!DOCTYPE module SYSTEM 'http://127.0.0.1:9/m.dtd'><module name='A'/>"
    assert parse_descriptor(text).name == "A"
    assert load_tree(text).get("name") == "A"


@pytest.mark.skipif(not REAL.is_dir(), reason="real descriptors are not part of the checkout")
@pytest.mark.parametrize(
    ("file", "name", "finders", "objects"),
    [
        ("foreman", "Foreman", 5, 6),
        ("vrslcm", "vRSLCM", 30, 37),
        ("basicmachine", "BasicMachine", 2, 2),
    ],
)
def test_real_descriptors(file: str, name: str, finders: int, objects: int) -> None:
    module = parse_descriptor((REAL / f"{file}.vso.xml").read_bytes())
    assert (module.name, len(module.finders), len(module.objects)) == (name, finders, objects)


@given(st.lists(st.tuples(st.integers(0, len(FULL) - 1), st.binary(max_size=3)), max_size=4))
def test_mutations(changes: list[tuple[int, bytes]]) -> None:
    data = FULL
    for place, piece in changes:
        data = data[:place] + piece + data[place + 1 :]
    assert outcome(data) in {"ok", "D06", "D07", "D10", "D11", "D12", "D43"}
