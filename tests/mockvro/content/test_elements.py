"""Actions, configurations, resources and policy templates."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockvro.content import element_xml
from mockvro.content.action import Action, ActionParameter, parse_action, write_action
from mockvro.content.configuration import (
    ConfigurationElement,
    parse_configuration,
    write_configuration,
)
from mockvro.content.errors import ElementError
from mockvro.content.policy import (
    PolicyEvent,
    PolicyItem,
    PolicyTemplate,
    parse_policy,
    write_policy,
)
from mockvro.content.resource_element import ResourceElement, read_resource, write_resource
from mockvro.content.workflow import Bind, Variable

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = st.text("ab <&>\"'\n\t\r]é\U0001f600", max_size=10)
OPTIONAL = st.none() | TEXT
VARIABLES = st.lists(
    st.builds(
        Variable, name=TEXT, type=TEXT, value=st.none() | st.text(max_size=8), description=TEXT
    ),
    max_size=2,
).map(tuple)


def test_action() -> None:
    action = parse_action(
        "<?xml version='1.0' encoding='UTF-16'?>"
        "<dunes-script-module name='go' result-type='Array/string' api-version='3.1.0' id='1' "
        "version='0.1.0' memory-limit='64'><description>d</description>"
        "<param n='a' t='string'><![CDATA[first]]></param>"
        "<param n='b' t='Any'><description>second</description></param>"
        "<script encoded='false'><![CDATA[return a < b;]]></script>"
        "<runtime>python:3.10</runtime><entry-point>handler.handler</entry-point>"
        "</dunes-script-module>"
    )
    assert action.parameters == (
        ActionParameter("a", "string", "first"),
        ActionParameter("b", "Any", "second"),
    )
    assert action.script == "return a < b;"
    assert (action.runtime, action.entry_point, action.memory_limit) == (
        "python:3.10",
        "handler.handler",
        "64",
    )
    assert parse_action(write_action(action)) == action


def test_configuration_in_both_spellings_of_encoded() -> None:
    text = (
        "<config-element id='1' version='1.2.0'><display-name>Name</display-name><atts>"
        "<att name='a' type='string'><value encoded='{}'>{}</value></att>"
        "<att name='b' type='string' read-only='true'/></atts></config-element>"
    )
    for flag, stored in (("y", "0061"), ("true", "0061"), ("n", "a"), ("false", "a")):
        configuration = parse_configuration(text.format(flag, stored))
        assert [each.value for each in configuration.attributes] == ["a", None]
    assert configuration.name == "Name"
    assert configuration.attributes[1].read_only


def test_policy() -> None:
    policy = parse_policy(
        "<dunes-policy name='p' type='0' id='1' version='1.0.0' api-version='6.0.0'>"
        "<attribute type='string' name='v'><value encoded='true'>0061</value></attribute>"
        "<item tag='q' sdkType='AMQP:Subscription' type='0'><event type='OnMessage' "
        "kind='trigger' active='true'><script encoded='false'>x</script></event></item>"
        "<item tag='s' periode='every-days' when='11:12:00' timezone='UTC'>"
        "<event type='OnExecute'><workflow id='7'><in-bindings><bind name='a' type='string'/>"
        "</in-bindings></workflow></event></item></dunes-policy>"
    )
    assert policy.attributes[0].value == "a"
    queue, clock = policy.items
    assert queue.sdk_type == "AMQP:Subscription"
    assert queue.events[0].script == "x"
    assert (clock.sdk_type, clock.period, clock.when) == ("any", "every-days", "11:12:00")
    assert clock.events[0].workflow_id == "7"
    assert clock.events[0].in_bindings == (Bind(name="a", type="string"),)
    assert parse_policy(write_policy(policy)) == policy
    with pytest.raises(ElementError, match="no tag"):
        parse_policy("<dunes-policy><item/></dunes-policy>")


def test_resource() -> None:
    resource = ResourceElement(
        id="1", name="é.png", description="", version="1.0.0", mime_type="image/png", data=b"\x89P"
    )
    packed = write_resource(resource)
    assert read_resource(packed) == resource
    assert write_resource(resource) == packed
    names = zipfile.ZipFile(io.BytesIO(packed)).namelist()
    assert names[0] == "VSO-RESOURCE-INF/attribute_id"
    assert names[-1] == "VSO-RESOURCE-INF/data"
    assert read_resource(write_resource(ResourceElement(id="1"))).data is None
    with pytest.raises(ElementError, match="not a ZIP"):
        read_resource(b"text")
    with pytest.raises(ElementError, match="cannot be written"):
        write_resource(ResourceElement(name="\ud800"))


@pytest.mark.parametrize("parse", [parse_action, parse_configuration, parse_policy])
def test_other_documents_are_refused(parse: Callable[[str], object]) -> None:
    for text in ("", "<workflow/>", "<a", "\x00"):
        with pytest.raises(ElementError):
            parse(text)


def test_writers_refuse_what_xml_cannot_hold() -> None:
    for write in (
        lambda: write_action(Action(id="1", name="\x01")),
        lambda: write_configuration(ConfigurationElement(id="1", name="\x01")),
        lambda: write_policy(PolicyTemplate(id="1", name="\x01")),
    ):
        with pytest.raises(ElementError, match="cannot be written"):
            write()


def test_encoding() -> None:
    assert element_xml.encode("AB") == "00410042"
    assert element_xml.decode("00410042") == "AB"
    assert element_xml.decode("") == ""
    for text in ("0", "004", "00g1"):
        with pytest.raises(ElementError):
            element_xml.decode(text)


@given(st.text(max_size=10))
def test_encoding_round_trips(text: str) -> None:
    assert element_xml.decode(element_xml.encode(text)) == text


@settings(max_examples=50)
@given(
    st.builds(
        Action,
        id=TEXT,
        name=TEXT,
        description=TEXT,
        result_type=TEXT,
        script=st.none() | st.text(max_size=10),
        parameters=st.lists(st.builds(ActionParameter, TEXT, TEXT, TEXT), max_size=2).map(tuple),
        environment=TEXT,
        timeout=OPTIONAL,
    )
)
def test_actions_round_trip(action: Action) -> None:
    assert parse_action(write_action(action)) == action


@settings(max_examples=50)
@given(st.builds(ConfigurationElement, id=TEXT, name=TEXT, description=TEXT, attributes=VARIABLES))
def test_configurations_round_trip(configuration: ConfigurationElement) -> None:
    assert parse_configuration(write_configuration(configuration)) == configuration


EVENTS = st.lists(
    st.builds(
        PolicyEvent,
        type=TEXT,
        active=OPTIONAL,
        script=st.none() | st.text(max_size=8),
        workflow_id=OPTIONAL,
    ),
    max_size=2,
).map(tuple)


@settings(max_examples=50)
@given(
    st.builds(
        PolicyTemplate,
        id=TEXT,
        name=TEXT,
        description=TEXT,
        attributes=VARIABLES,
        items=st.lists(
            st.builds(PolicyItem, tag=TEXT.filter(bool), when=OPTIONAL, uri=TEXT, events=EVENTS),
            max_size=2,
        ).map(tuple),
        events=EVENTS,
    )
)
def test_policies_round_trip(policy: PolicyTemplate) -> None:
    assert parse_policy(write_policy(policy)) == policy


@given(st.binary(max_size=60))
def test_any_resource(data: bytes) -> None:
    try:
        read_resource(data)
    except ElementError:
        return
