from __future__ import annotations

from harness.client.mockvro import StoredRun, StoredValue
from suites.checkpoint.test_secret_in_token import texts
from suites.checkpoint.test_watcher_not_rearmed import Heard, repeated
from suites.checkpoint.waiting import Result


def test_a_failure_without_words_does_not_speak() -> None:
    npe = "JavaException: java.lang.NullPointerException"
    assert not Result("", "", timed_out=False).speaks
    assert not Result("", npe, timed_out=False).speaks
    assert not Result("", f"{npe}: null", timed_out=False).speaks
    assert Result("", "JavaException: a.B: office not reached", timed_out=False).speaks


def test_variables_for_secrets_are_not_searched() -> None:
    slots = (
        StoredValue("input", "password", "SecureString", "3BG41H42I43"),
        StoredValue("attribute", "kept", "string", "abc"),
    )
    run = StoredRun(id="1", workflow="2", name="Add", error="no", slots=slots)
    assert [(place.where, place.text) for place in texts([run])] == [
        ("workflow Add, error", "no"),
        ("workflow Add, attribute kept of type string", "abc"),
    ]


def test_one_change_is_told_once() -> None:
    assert repeated(Heard({"a": 1, "b": 2}, 1)) == (("b", 2),)
    assert repeated(Heard({"a": 2}, 2)) == ()
