from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockvro.content.errors import TypeNameError
from mockvro.content.typenames import assignability, mentioned_types, parse_type


@pytest.mark.parametrize(
    ("text", "kind", "written"),
    [
        ("string", "core", "string"),
        ("String", "core", "string"),
        ("SECURESTRING", "core", "SecureString"),
        ("Array", "array", "Array"),
        ("Array/Any", "array", "Array"),
        ("array/String", "array", "Array/string"),
        ("Array/Array/number", "array", "Array/Array/number"),
        ("Workflow", "system", "Workflow"),
        ("Acme:Widget", "plugin", "Acme:Widget"),
        ("ActionResult", "unknown", "ActionResult"),
        ("CompositeType(a:string)", "composite", "CompositeType(a:string)"),
        ("CompositeType(a:Number,b:VC:Vm):T", "composite", "CompositeType(a:number,b:VC:Vm):T"),
        ("Array/CompositeType(a:string)", "array", "Array/CompositeType(a:string)"),
    ],
)
def test_parse(text: str, kind: str, written: str) -> None:
    parsed = parse_type(text)
    assert parsed.kind == kind
    assert str(parsed) == written
    assert parse_type(written) == parsed


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "empty"),
        ("Array/", "empty"),
        ("Array/" * 5000 + "string", "nested"),
        ("CompositeType()", "no field"),
        ("CompositeType(a:string", "no complete"),
        ("CompositeType(a:string)x", "no complete"),
        ("CompositeType(a)", "no field"),
        ("CompositeType(1a:string)", "no field"),
        ("CompositeType(a:CompositeType(b:string):T):U", "cannot be composite"),
        ("CompositeType(a:string,):T", "no field"),
    ],
)
def test_refused(text: str, message: str) -> None:
    with pytest.raises(TypeNameError, match=message):
        parse_type(text)


def test_spaces_stay() -> None:
    assert parse_type("CompositeType(a: string)").fields[0].type.name == " string"


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("string", "String", "safe"),
        ("VC:Vm", "Any", "safe"),
        ("Any", "VC:Vm", "unsafe"),
        ("string", "number", "no"),
        ("Array/string", "Array", "safe"),
        ("Array", "Array/string", "unsafe"),
        ("Array/string", "Array/number", "no"),
        ("string", "Array/string", "no"),
        ("Properties", "CompositeType(a:string):T", "unsafe"),
        ("CompositeType(a:string):T", "Properties", "unsafe"),
        ("CompositeType(a:string):T", "string", "no"),
        ("CompositeType(a:string,b:number):T", "CompositeType(b:Number,a:String):U", "safe"),
        ("CompositeType(a:string):T", "CompositeType(b:string):T", "no"),
        ("VC:Vm", "VC:Host", "no"),
    ],
)
def test_assignability(source: str, target: str, expected: str) -> None:
    assert assignability(parse_type(source), parse_type(target)) == expected


def test_mentioned_types() -> None:
    parsed = parse_type("Array/CompositeType(a:string,b:Array/VC:Vm):T")
    assert [(each.name, each.module) for each in mentioned_types(parsed)] == [
        ("string", ""),
        ("VC:Vm", "VC"),
    ]


@given(st.text("aA:/(),CompositeType", max_size=30))
def test_any_text(text: str) -> None:
    try:
        parsed = parse_type(text)
    except TypeNameError:
        return
    assert parse_type(str(parsed)) == parsed
