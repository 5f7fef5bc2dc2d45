"""What of a call is shown, and whose it was."""

from __future__ import annotations

import threading

from mockvro.host import calls


def test_secrets_and_bulk_are_left_out() -> None:
    params = {
        "name": "Redis",
        "descriptor": {"big": 1},
        "endpoints": [{"password": "s3cret"}],
        "params": [{"name": "p", "value": {"secure-string": "s3cret"}}],
    }
    assert calls.shown_arguments(params) == {
        "name": "Redis",
        "params": [{"name": "p", "value": {"secure-string": "********"}}],
    }


def test_object_facts_lose_their_properties() -> None:
    facts = {"type": "T", "id": "1", "class": "C", "properties": {"a": {}}}
    assert calls.shown_result({"elements": [facts, None]}) == {
        "elements": [{"type": "T", "id": "1", "class": "C"}, None]
    }


def test_a_property_that_throws_is_told() -> None:
    error = {
        "class": "E",
        "message": None,
        "pluginFrame": "p.T.get(T.java:7)",
        "stack": ["p.T.get"],
    }
    facts = {
        "class": "C",
        "id": "1",
        "properties": {"good": {"value": None}, "bad": {"error": error}},
    }
    assert calls.shown_result(facts) == {
        "class": "C",
        "id": "1",
        "propertyErrors": {
            "bad": {"class": "E", "message": None, "pluginFrame": "p.T.get(T.java:7)"}
        },
    }


def test_the_properties_of_a_value_stay() -> None:
    value = {"properties": {"a": {"string": "b"}}}
    assert calls.shown_result(value) == value


def test_long_results_are_cut() -> None:
    assert len(calls.shown_result([0] * 1000)) == 200
    assert len(calls.shown_result("x" * 10_000)) == 4001


def test_collections_of_calls_nest_and_stay_in_their_thread() -> None:
    with calls.recorded_calls() as outer:
        calls.record("c1")
        with calls.recorded_calls() as inner:
            calls.record("c2")
        other = threading.Thread(target=calls.record, args=("c3",))
        other.start()
        other.join()
    calls.record("c4")
    assert (outer, inner) == (["c1", "c2"], ["c2"])
