from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockvro.content.errors import ValueTextError
from mockvro.content.values import (
    JavaList,
    JavaMap,
    MimeAttachment,
    OpaqueText,
    Reference,
    SdkObject,
    SecureString,
    Unserialisable,
    from_text,
    to_text,
)
from mockvro.content.values.java_text import number_text

WIDGET = SdkObject("Acme:Widget", "a b'&/?:%#")
MOMENT = datetime(2020, 1, 2, 3, 4, 5, 678000, UTC)


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("string", None, "__NULL__"),
        ("string", "a b", "a b"),
        ("String", "", ""),
        ("number", 5, "5.0"),
        ("number", 5.25, "5.25"),
        ("number", 1e20, "1.0E20"),
        ("boolean", True, "true"),
        ("boolean", False, "false"),
        ("Date", MOMENT, "20200102030405678+0000"),
        ("SecureString", SecureString(""), ""),
        ("Array", [], "#{##}#"),
        ("Array/string", ["x", "y"], "#{#string#x#;#string#y#}#"),
        ("Array/Array/string", [["x"]], "#{#Array/string##{#string#x#}##}#"),
        ("Array/string", ["a#;#b"], "#{#string#a#\\;#b#}#"),
        ("Array/number", [None, 1.0], "#{#number#__NULL__#;#number#1.0#}#"),
        ("Properties", {}, "#[##]#"),
        ("Properties", {"k": "v", "n": 1.0}, "#[#k#=#string#v#+#n#=#number#1.0#]#"),
        ("CompositeType(a:string):T", {"a": "b"}, "#[#a#=#string#b#]#"),
        ("Any", "abc", "string#abc"),
        ("Any", 3.0, "number#3.0"),
        ("Array", [None], "#{#Any#__NULL__#}#"),
        ("Any", ["a"], "Array##{#string#a#}#"),
        ("Any", {"a": "b"}, "Properties##[#a#=#string#b#]#"),
        (
            "Acme:Widget",
            SdkObject("Acme:Widget", "w1"),
            "dunes://service.dunes.ch/CustomSDKObject?id='w1'&dunesName='Acme:Widget'",
        ),
        (
            "Workflow",
            Reference("Workflow", "123"),
            "dunes://service.dunes.ch/Workflow?id='123'&dunesName='Workflow'",
        ),
        (
            "Action",
            Reference("Action", "1", "go", "com.acme"),
            (
                "dunes://service.dunes.ch/Action?id='1'&dunesName='Action'&name='go'"
                "&category='com.acme'"
            ),
        ),
        ("Credential", "me:secret", "me:secret"),
        ("MimeAttachment", MimeAttachment("xyz"), "xyz"),
        ("Trigger", OpaqueText("Trigger", "rO0A"), "rO0A"),
        ("void", None, "__NULL__"),
    ],
)
def test_both_ways(kind: str, value: Any, text: str) -> None:
    assert to_text(kind, value) == text
    expected = False if kind == "boolean" and value is None else value
    assert from_text(kind, text) == expected


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("Array/string", ["x", "\U0001f600"], "[8:string#x,9:string#\U0001f600]"),
        ("Array", [], "[]"),
        ("Properties", {"key": "v"}, "{3:8:key=string#v}"),
        ("Array/Array/number", [[1.0]], "[28:Array/number#[10:number#1.0]]"),
    ],
)
def test_the_newer_form(kind: str, value: Any, text: str) -> None:
    assert to_text(kind, value, form="8.x") == text
    assert from_text(kind, text) == value


def test_separators_between_pairs_are_tolerated() -> None:
    assert from_text("Properties", "{1:8:a=string#x, 1:8:b=string#y 1:8:c=string#z}") == {
        "a": "x",
        "b": "y",
        "c": "z",
    }


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("number", "5", 5.0),
        ("number", " 1,234.5 ", 1234.5),
        ("number", "5abc", 5.0),
        ("number", "abc", None),
        ("number", "", None),
        ("number", "-Infinity", float("-inf")),
        ("boolean", "TRUE", True),
        ("boolean", "1", False),
        ("boolean", "", False),
        ("boolean", "__NULL__", False),
        ("Date", "20200102030405+0100", datetime(2020, 1, 2, 2, 4, 5, 0, UTC)),
        ("Date", "2020-01-02T03:04:05Z", None),
        ("Date", "20201302030405678+0000", None),
        ("Any", "Any#__NULL__", None),
        ("Array/string", "__NULL__", None),
        ("SecureString", "3BG61H62K63Zff", SecureString("abc")),
        ("SecureString", "12Awhatever", OpaqueText("SecureString", "12Awhatever")),
        (
            "ResourceElement",
            "dunes://service.dunes.ch/ResourceElement?id='7'&dunesName='ResourceElement'&mimetype='x'",
            Reference("ResourceElement", "7"),
        ),
        (
            "Acme:Widget",
            "dunes://service.dunes.ch/CustomSDKObject?id='%27q%27'&dunesName='Acme:Widget'",
            SdkObject("Acme:Widget", "'q'"),
        ),
    ],
)
def test_lenient_reading(kind: str, text: str, value: Any) -> None:
    assert from_text(kind, text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("Foo", "x"),
        ("", "x"),
        ("Array/string", "x"),
        ("Array/string", "#{#string#x"),
        ("Array/string", "#{#x#}#"),
        ("Array/string", "[5:string#x]"),
        ("Array/string", "[8:string#x]y"),
        ("Array/string", "[x]"),
        ("Array/Foo", "#{#Foo#x#}#"),
        ("Properties", "#[#x#]#"),
        ("Properties", "{1:8:a~string#x}"),
        ("Acme:Widget", "w1"),
        ("Acme:Widget", "dunes://service.dunes.ch/CustomSDKObject?x=1"),
        ("SecureString", "secret"),
        ("SecureString", "3BG61"),
        ("Any", "#{#" * 1),
        ("Array", "#{#Array#" * 100),
        ("Any", "Any#" * 5000 + "x"),
    ],
)
def test_texts_that_are_refused(kind: str, text: str) -> None:
    with pytest.raises(ValueTextError):
        from_text(kind, text)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("string", 5.0),
        ("number", "5"),
        ("number", True),
        ("number", 10**400),
        ("boolean", "true"),
        ("Date", datetime(2020, 1, 1)),  # noqa: DTZ001  # that is the point
        ("Date", "20200102030405678+0000"),
        ("Array/string", "x"),
        ("Properties", ["x"]),
        ("Any", Unserialisable("a.B", "b")),
        ("Any", JavaList(["a"], "java.util.ArrayList")),
        ("Any", JavaMap({"a": "b"}, "java.util.TreeMap")),
        ("Array", [JavaMap({}, "java.util.concurrent.ConcurrentHashMap")]),
        ("Acme:Widget", Unserialisable("a.B", "b")),
    ],
)
def test_values_that_are_refused(kind: str, value: Any) -> None:
    with pytest.raises(ValueTextError):
        to_text(kind, value)


def test_what_any_refuses_a_declared_type_takes() -> None:
    assert to_text("Array/string", JavaList(["a"], "java.util.ArrayList")) == "#{#string#a#}#"
    assert to_text("Properties", JavaMap({}, "java.util.TreeMap")) == "#[##]#"
    assert to_text("Any", JavaList(["a"], "java.util.Vector")) == "Array##{#string#a#}#"
    with pytest.raises(ValueTextError, match=r"Unable to convert to any: java\.util\.TreeMap"):
        to_text("Any", JavaMap({}, "java.util.TreeMap"))


def test_values_nested_too_deeply() -> None:
    value: list[Any] = []
    for _ in range(100):
        value = [value]
    with pytest.raises(ValueTextError, match="nested"):
        to_text("Array", value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0.0"),
        (-0.0, "-0.0"),
        (0.001, "0.001"),
        (0.0001, "1.0E-4"),
        (9999999.0, "9999999.0"),
        (1e7, "1.0E7"),
        (123456789.125, "1.23456789125E8"),
        (-1.5e-9, "-1.5E-9"),
        (5e-324, "5.0E-324"),
        (float("nan"), "NaN"),
    ],
)
def test_numbers_as_java_writes_them(value: float, text: str) -> None:
    assert number_text(value) == text


def test_a_secret_does_not_show() -> None:
    assert "abc" not in repr(SecureString("abc"))
    assert len(to_text("SecureString", SecureString("abc"))) >= 250


def test_dates_in_other_zones() -> None:
    zone = timezone(timedelta(hours=5, minutes=30))
    text = to_text("Date", datetime(2020, 1, 1, tzinfo=zone))
    assert text == "20191231183000000+0000"
    assert from_text("Date", to_text("Date", datetime(7, 1, 1, tzinfo=UTC))) == datetime(
        7, 1, 1, tzinfo=UTC
    )


TEXT = st.text("ab#;=+\\{}[]%'&\n\U0001f600", max_size=12).filter(lambda text: text != "__NULL__")
SCALARS = (
    st.none()
    | TEXT
    | st.floats(allow_nan=False)
    | st.booleans()
    | st.datetimes(timezones=st.just(UTC)).map(
        lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    )
    | st.builds(SecureString, st.text(max_size=12))
    | st.builds(SdkObject, st.just("Acme:Widget"), st.text(max_size=12).filter(bool))
    | st.builds(Reference, st.just("Action"), TEXT, TEXT, TEXT)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


@given(VALUES, st.sampled_from(["7.x", "8.x"]))
def test_any_value_round_trips(value: Any, form: Any) -> None:
    assert from_text("Any", to_text("Any", value, form=form)) == value


@given(st.lists(st.lists(TEXT, max_size=3), max_size=3), st.sampled_from(["7.x", "8.x"]))
def test_nested_arrays_round_trip(value: Any, form: Any) -> None:
    kind = "Array/Array/string"
    assert from_text(kind, to_text(kind, value, form=form)) == value


KINDS = ["Any", "Array", "Properties", "number", "Date", "SecureString", "Acme:Widget", "Action"]
NOISE = st.text("#{}[];=+\\09:,stringAny_UNLBGx", max_size=40)


@given(st.sampled_from(KINDS), NOISE | st.text(max_size=30))
def test_any_text_is_read_or_refused(kind: str, text: str) -> None:
    try:
        value = from_text(kind, text)
    except ValueTextError:
        return
    if not isinstance(value, bool):
        to_text(kind, value)
