from pathlib import Path

import msgspec
import pytest

from harness.case import Bindings, EffectRead, ExpectedEffect, WorkflowEntry, expand
from harness.case.effects import Reading, at_pointer
from harness.case.expectation import Expect, OutputRule, output_mismatch
from harness.errors import UsageError

LAMPS = {"lamps": [{"id": "l/1", "on": True}], "text": " on\n", "a~b": None}


@pytest.mark.parametrize(
    ("pointer", "found"),
    [
        ("", (True, LAMPS)),
        ("/lamps/0/on", (True, True)),
        ("/lamps/1", (False, None)),
        ("/lamps/-1", (False, None)),
        ("/a~0b", (True, None)),
        ("/text/0", (False, None)),
        ("/text/on", (False, None)),
        ("/lamps/0/on/x", (False, None)),
        ("/lamp", (False, None)),
        ("/lamps/first", (False, None)),
    ],
)
def test_json_pointer(pointer: str, found: tuple[bool, object]) -> None:
    assert at_pointer(LAMPS, pointer) == found


def test_an_escaped_tilde_does_not_escape_what_follows() -> None:
    assert at_pointer({"~1": "tilde", "/": "slash"}, "/~01") == (True, "tilde")
    assert at_pointer({"~1": "tilde", "/": "slash"}, "/~1") == (True, "slash")


@pytest.mark.parametrize(
    ("effect", "holds"),
    [
        (ExpectedEffect(at="/lamps/0/on", equals=True), True),
        (ExpectedEffect(at="/lamps/0/on", equals=False), False),
        (ExpectedEffect(at="/text", equals="on"), True),
        (ExpectedEffect(at="/lamps/0", contains="id"), True),
        (ExpectedEffect(at="/lamps/0/id", contains="/"), True),
        (ExpectedEffect(at="/lamps/0/id", matches=r"^l/\d$"), True),
        (ExpectedEffect(at="/lamps/9", absent=True), True),
        (ExpectedEffect(at="/lamps/0", absent=True), False),
        (ExpectedEffect(at="/lamps/9", equals=1), False),
        (ExpectedEffect(at="/lamps/9", equals=None), False),
        (ExpectedEffect(at="/text", equals="of"), False),
        (ExpectedEffect(at="/text", equals="off"), False),
        (ExpectedEffect(at="/text", equals="oo"), False),
        (ExpectedEffect(at="/lamps/0", equals={"id": "l/1", "on": True}), True),
        (ExpectedEffect(at="/text", matches="off"), False),
        (ExpectedEffect(at="/lamps/0/on", matches="Tru"), True),
        (ExpectedEffect(at="/lamps/0", contains="off"), False),
        (ExpectedEffect(at="/text", contains="off"), False),
        (ExpectedEffect(at="/lamps", contains={"id": "l/1", "on": True}), True),
        (ExpectedEffect(at="/lamps/0/on", contains=True), False),
        (ExpectedEffect(at="/lamps/0", contains=None), False),
        (ExpectedEffect(at="/a~0b", absent=True), True),
        (ExpectedEffect(at="/text", absent=True), False),
        (ExpectedEffect(at="/lamps/0/on", absent=False, equals=True), True),
    ],
)
def test_effects(effect: ExpectedEffect, *, holds: bool) -> None:
    read = EffectRead(ok=True, status=200, text="", document=LAMPS)
    assert (effect.mismatch(read) == "") is holds


def test_a_failed_read_is_absence_and_no_proof_of_anything_else() -> None:
    gone = EffectRead(ok=False, status=404, text="no such lamp")
    assert ExpectedEffect(absent=True).mismatch(gone) == ""
    assert ExpectedEffect(equals=None).mismatch(gone) == "the read failed with 404: 'no such lamp'"
    long = EffectRead(ok=False, status=500, text="x" * 999)
    assert ExpectedEffect(equals=1).mismatch(long).count("x") == 200


def test_an_effect_that_is_missing_says_what_is_there() -> None:
    read = EffectRead(ok=True, status=200, text="", document=LAMPS)
    assert ExpectedEffect(at="/lamps/0/id", equals="l/2").mismatch(read) == "'l/1'"
    assert ExpectedEffect(at="/lamps/0/id", absent=True).mismatch(read) == "'l/1'"
    assert ExpectedEffect(at="/lamps/7", equals="l/2").mismatch(read) == "nothing at /lamps/7"


@pytest.mark.parametrize("kind", [Reading, ExpectedEffect])
def test_a_report_names_what_is_read(kind: type[Reading | ExpectedEffect]) -> None:
    assert kind(http="http://a/b", at="/c").source == "http://a/b /c"
    assert kind(command=("cat", "b")).source == "cat b"


@pytest.mark.parametrize(
    ("effect", "wanted"),
    [
        (ExpectedEffect(absent=True), "nothing"),
        (ExpectedEffect(matches="a+"), "text matching 'a+'"),
        (ExpectedEffect(contains=None), "something that contains None"),
        (ExpectedEffect(contains=0), "something that contains 0"),
        (ExpectedEffect(equals=None), "None"),
        (ExpectedEffect(equals="on"), "'on'"),
    ],
)
def test_a_report_names_what_is_wanted(effect: ExpectedEffect, wanted: str) -> None:
    assert effect.wanted == wanted


@pytest.mark.parametrize("kind", [Reading, ExpectedEffect, Expect, OutputRule])
def test_a_misspelt_demand_is_refused(kind: type[object]) -> None:
    with pytest.raises(msgspec.ValidationError, match="unknown field"):
        msgspec.convert({"matchs": "x"}, kind)


@pytest.mark.parametrize(
    ("wanted", "value", "holds"),
    [
        (1, 1.0, True),
        ("a", "b", False),
        ({"matches": "^a"}, "abc", True),
        ({"present": False}, None, True),
        ({"present": True}, None, False),
        (
            {"type": "L:Lamp", "name": "x"},
            {"type": "L:Lamp", "id": "1", "display-value": "x"},
            True,
        ),
        ({"type": "L:Lamp", "id": "2"}, {"type": "L:Lamp", "id": "1"}, False),
        ({"contains": "a"}, ["a", "b"], True),
        ("b", "a", False),
        ([1], [1], True),
        ([1], [2], False),
        ({"matches": "^b"}, "abc", False),
        ({"matches": "True"}, [True], True),
        ({"contains": "c"}, ["a", "b"], False),
        ({"contains": "b"}, "abc", True),
        ({"contains": "c"}, {"c": 1}, False),
        ({"contains": 1}, 1, False),
        ({"present": False}, 0, False),
        ({"present": True}, False, True),
    ],
)
def test_outputs(wanted: object, value: object, *, holds: bool) -> None:
    assert (output_mismatch(wanted, value) == "") is holds


@pytest.mark.parametrize(
    ("rule", "key"), [("type", "type"), ("id", "id"), ("name", "display-value")]
)
def test_an_output_is_the_very_object(rule: str, key: str) -> None:
    lamp = {"type": "L:Lamp", "id": "L:Lamp", "display-value": "L:Lamp"}
    wanted = {rule: b"L:Lamp-2".decode()}  # made here, so that it is equal and not the same
    assert output_mismatch(wanted, {**lamp, key: "L:Lamp-2"}) == ""
    for other in ("L:Lamp", "L:Lamp-3"):
        seen = {**lamp, key: other}
        assert output_mismatch(wanted, seen) == repr(seen)
    assert output_mismatch(wanted, "L:Lamp-2") == "'L:Lamp-2'"
    assert output_mismatch(wanted, {}) == "{}"


def test_placeholders_are_replaced_at_every_depth(tmp_path: Path) -> None:
    bindings = Bindings(work=tmp_path, case=tmp_path, port=7, secrets={"p": "x"})
    entry = WorkflowEntry(name="a", inputs={"l": ["{port}", {"k": "{secret.p}{other}"}], "n": 1})
    assert expand(entry, bindings).inputs == {"l": ["7", {"k": "x{other}"}], "n": 1}


def test_an_unknown_port_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no port is known"):
        expand("{port}", Bindings(work=tmp_path, case=tmp_path))
