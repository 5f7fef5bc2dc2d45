from pathlib import Path

import pytest

from harness.case import Bindings, EffectRead, ExpectedEffect, WorkflowEntry, expand
from harness.case.effects import at_pointer
from harness.case.expectation import output_mismatch
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
    ],
)
def test_json_pointer(pointer: str, found: tuple[bool, object]) -> None:
    assert at_pointer(LAMPS, pointer) == found


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
    ],
)
def test_effects(effect: ExpectedEffect, *, holds: bool) -> None:
    read = EffectRead(ok=True, status=200, text="", document=LAMPS)
    assert (effect.mismatch(read) == "") is holds


def test_a_failed_read_is_absence_and_no_proof_of_anything_else() -> None:
    gone = EffectRead(ok=False, status=404, text="no such lamp")
    assert ExpectedEffect(absent=True).mismatch(gone) == ""
    assert "404" in ExpectedEffect(equals=1).mismatch(gone)


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
    ],
)
def test_outputs(wanted: object, value: object, *, holds: bool) -> None:
    assert (output_mismatch(wanted, value) == "") is holds


def test_placeholders_are_replaced_at_every_depth(tmp_path: Path) -> None:
    bindings = Bindings(work=tmp_path, case=tmp_path, port=7, secrets={"p": "x"})
    entry = WorkflowEntry(name="a", inputs={"l": ["{port}", {"k": "{secret.p}{other}"}], "n": 1})
    assert expand(entry, bindings).inputs == {"l": ["7", {"k": "x{other}"}], "n": 1}


def test_an_unknown_port_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no port is known"):
        expand("{port}", Bindings(work=tmp_path, case=tmp_path))
