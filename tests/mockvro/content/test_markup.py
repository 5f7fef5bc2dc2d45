from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockvro.content.errors import MarkupError
from mockvro.content.markup import children, local_name, parse_markup, text_of, xml_can_hold


def test_a_text_is_parsed_whatever_its_declaration_says() -> None:
    root = parse_markup("\ufeff<?xml version='1.0' encoding='ISO-8859-1'?>\n<a>é</a>")
    assert root.text == "é"


def test_bytes_follow_their_declaration() -> None:
    document = '<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>'
    assert parse_markup(document.encode("latin-1")).text == "é"
    assert parse_markup("\ufeff<a>é</a>".encode("utf-16-be")).text == "é"


def test_where_it_is_not_well_formed() -> None:
    with pytest.raises(MarkupError) as caught:
        parse_markup(b"<a>\n <b></a>")
    assert (caught.value.line, caught.value.column) == (2, 9)
    assert not caught.value.entity
    assert "column" not in caught.value.what


def test_limits_and_encodings_are_markup_errors() -> None:
    for document in (b'<?xml version="1.0" encoding="foo"?><a/>', b"<a>" + b"x" * 11_000_000):
        with pytest.raises(MarkupError):
            parse_markup(document)


@pytest.mark.parametrize(
    "document",
    [
        '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY x "y">]><a b="&x;"/>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(document: str, encoding: str) -> None:
    with pytest.raises(MarkupError) as caught:
        parse_markup(document.encode(encoding))
    assert caught.value.entity


def test_a_doctype_alone_is_ignored() -> None:
    document = '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><a/>'
    assert local_name(parse_markup(document)) == "a"


def test_depth_is_limited() -> None:
    with pytest.raises(MarkupError):
        parse_markup("<a>" * 5000 + "</a>" * 5000)


def test_text_and_children_see_no_comments() -> None:
    root = parse_markup("<n:a xmlns:n='u'>x<!-- c -->y<b/>z</n:a>")
    assert text_of(root) == "xyz"
    assert [local_name(child) for child in children(root)] == ["b"]
    assert text_of(None) == ""


def test_characters_xml_cannot_hold() -> None:
    assert xml_can_hold("a\té\U0001f600")
    assert not any(map(xml_can_hold, ["\x00", "\x1b", "\ud800", "\ufffe"]))
    with pytest.raises(MarkupError, match="character"):
        parse_markup("<a>\ud800</a>")


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_random_documents(document: str | bytes) -> None:
    try:
        parse_markup(document)
    except MarkupError:
        return
