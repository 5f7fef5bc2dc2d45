from __future__ import annotations

import base64
import math
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from mockvro.api import xmlform
from mockvro.api.context import xml_parameters
from mockvro.api.errors import BadRequest
from mockvro.api.links import Links
from mockvro.api.values import parameter, read_value, write_value
from mockvro.content.values import MimeAttachment, Reference, SdkObject, SecureString

LINKS = Links("http://vro.example")


def attachment(name: str, data: bytes) -> MimeAttachment:
    form = {"name": name, "mime-type": "text/plain", "content": base64.b64encode(data).decode()}
    return MimeAttachment(base64.b64encode(msgspec.json.encode(form)).decode())


texts = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\r"), max_size=20
).filter(lambda text: xmlform.clean(text) == text)
scalars = (
    st.none()
    | st.booleans()
    | st.floats(allow_nan=False)
    | texts
    | st.integers(0, 4_000_000_000).map(lambda second: datetime.fromtimestamp(second, UTC))
    | st.builds(SdkObject, texts.map("Test:{}".format), texts, texts)
    | st.builds(Reference, st.sampled_from(["Workflow", "ResourceElement"]), texts, texts)
    | st.builds(attachment, texts, st.binary(max_size=9))
)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3)
)


@given(values)
def test_json_values_come_back(value: Any) -> None:
    written = msgspec.json.decode(msgspec.json.encode(write_value("Any", value, LINKS)))
    assert read_value(written, "Any") == value


@given(values)
def test_xml_values_come_back(value: Any) -> None:
    document = {"parameters": [parameter("p", "Any", value, LINKS)]}
    rendered = xmlform.render("execution-context", document)
    (read,) = xml_parameters(rendered)
    assert read_value(read.get("value"), "Any") == value


@pytest.mark.parametrize(
    ("document", "type_name", "value"),
    [
        ({"number": {"value": "20"}}, "number", 20.0),
        ({"boolean": {"value": "True"}}, "boolean", True),
        ({"string": {"value": "pw"}}, "SecureString", SecureString("pw")),
        ({"secure-string": {"value": "pw", "plainText": True}}, "x", SecureString("pw")),
        ({"date": {"value": 86400000}}, "Date", datetime(1970, 1, 2, tzinfo=UTC)),
        ({"date": {"value": "1970-01-02T00:00:00.000Z"}}, "", datetime(1970, 1, 2, tzinfo=UTC)),
        ({"sdk-object": {"type": "Workflow", "id": "1"}}, "Workflow", Reference("Workflow", "1")),
        ({"properties": {"properties": [{"key": "k", "value": None}]}}, "", {"k": None}),
        ({"composite": {"property": [{"id": "f", "value": None}]}}, "", {"f": None}),
        ({"number": {}}, "number", None),
        ({}, "string", None),
        (None, "string", None),
    ],
)
def test_what_clients_send(document: Any, type_name: str, value: Any) -> None:
    assert read_value(document, type_name) == value


@pytest.mark.parametrize(
    "document",
    [
        {"SecureString": {"value": "x"}},
        {"string": {"value": "x"}, "number": {"value": 1}},
        {"string": "x"},
        {"number": {"value": "many"}},
        {"date": {"value": "tomorrow"}},
        {"sdk-object": {"id": "1"}},
        {"array": {}},
        {"properties": {"property": [{"value": None}]}},
        {"mime-attachment": {"name": "a.txt", "content": "%"}},
        "x",
    ],
)
def test_what_is_refused(document: Any) -> None:
    with pytest.raises(BadRequest):
        read_value(document, "Any")


def test_secrets_are_masked_and_numbers_are_doubles() -> None:
    assert "pw" not in repr(write_value("SecureString", SecureString("pw"), LINKS))
    assert write_value("number", 326, LINKS) == {"number": {"value": 326.0}}
    assert write_value("Regexp", "a.*", LINKS) == {"regex": {"value": "a.*"}}
    assert write_value("number", -math.inf, LINKS) == {"number": {"value": "-Infinity"}}


def test_array_elements_may_stand_directly_below_the_parameter() -> None:
    body = (
        b'<c><parameter name="p" type="Array/string"><string>a</string><!-- x --></parameter></c>'
    )
    (read,) = xml_parameters(body)
    assert read_value(read["value"], "Array/string") == ["a"]


@pytest.mark.parametrize(
    "body",
    [
        b"<c>",
        b"",
        b"\xff",
        b'<!DOCTYPE c [<!ENTITY x SYSTEM "file:///etc/passwd">]><c><parameter>&y;</parameter></c>',
    ],
)
def test_broken_xml_is_refused(body: bytes) -> None:
    with pytest.raises(BadRequest):
        xml_parameters(body)


def test_entities_are_not_resolved() -> None:
    body = (
        b'<!DOCTYPE c [<!ENTITY x "secret">]><c><parameter name="p" type="string">'
        b"<string>&x;</string></parameter></c>"
    )
    (read,) = xml_parameters(body)
    assert "secret" not in repr(read)


@given(st.text())
def test_any_text_makes_well_formed_xml(text: str) -> None:
    document = {"name": text, "link": [{"href": text, "rel": "down"}], "total": 1}
    root = etree.fromstring(xmlform.render("inventory-items", document))
    assert root.get("total") == "1"


def test_addresses_escape_whole_segments_and_end_in_a_slash() -> None:
    assert LINKS.catalog("A", "a/b +%") == "http://vro.example/vco/api/catalog/A/a%2Fb%20%2B%25/"


@given(st.dictionaries(texts.filter(bool), values, max_size=3))
def test_composites_come_back(value: Any) -> None:
    kind = "CompositeType(a:Any):Thing"
    written = write_value(kind, value, LINKS)
    assert read_value(msgspec.json.decode(msgspec.json.encode(written)), kind) == value
    document = {"parameters": [parameter("p", kind, value, LINKS)]}
    (read,) = xml_parameters(xmlform.render("execution-context", document))
    assert read_value(read.get("value"), kind) == value


@given(texts)
def test_patterns_come_back(value: str) -> None:
    written = write_value("Regexp", value, LINKS)
    assert written is not None
    assert list(written) == ["regex"]
    assert read_value(written, "Regexp") == value


def test_what_is_no_number_comes_back() -> None:
    written = msgspec.json.decode(msgspec.json.encode(write_value("number", math.nan, LINKS)))
    found = read_value(written, "number")
    assert isinstance(found, float)
    assert math.isnan(found)


@pytest.mark.parametrize("word", ["content", "mime-content"])
def test_attachments_are_read_in_both_spellings(word: str) -> None:
    sent = {"mime-attachment": {"name": "a.txt", "mime-type": "text/plain", word: "eA=="}}
    assert read_value(sent, "MimeAttachment") == attachment("a.txt", b"x")


def test_attachments_must_be_base64() -> None:
    with pytest.raises(BadRequest):
        read_value({"mime-attachment": {"name": "a", "content": "%"}}, "MimeAttachment")
