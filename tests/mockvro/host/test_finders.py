"""Finder calls, and what becomes of the objects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mockvro.host import HostCallError

if TYPE_CHECKING:
    from mockvro.host import HostProcess

pytestmark = pytest.mark.needs_java


def find(host: HostProcess, identity: str | None, *, kind: str = "Thing", **more: Any) -> Any:
    params = {"plugin": "Probe", "session": "s", "type": kind, "id": identity, **more}
    return host.call("finder.find", params)


def relation(host: HostProcess, name: str, parent: str | None = "1", kind: str = "Thing") -> Any:
    params = {"plugin": "Probe", "session": "s", "parentType": kind, "parentId": parent}
    return host.call("finder.findRelation", params | {"relation": name})


def find_all(host: HostProcess, query: str) -> Any:
    params = {"plugin": "Probe", "session": "s", "type": "Thing", "query": query}
    return host.call("finder.findAll", params)


def test_find_gives_the_facts(probe: HostProcess) -> None:
    assert find(probe, "1") == {
        "type": "Thing",
        "id": "1",
        "class": "probe.Thing",
        "display": "thing 1",
        "declared": True,
    }


@pytest.mark.parametrize("identity", ["", "ä€𝄞", "a/b#;#c", " ", "'\"\\\n\0", "x" * 100_000])
def test_any_id_round_trips(probe: HostProcess, identity: str) -> None:
    assert find(probe, identity)["id"] == identity


def test_find_of_nothing_is_null(probe: HostProcess) -> None:
    assert find(probe, "missing") is None


def test_properties_are_values_of_the_wire(probe: HostProcess) -> None:
    properties = find(probe, "1", properties=True)["properties"]
    values = {name: each.get("value") for name, each in properties.items()}
    assert values["name"] == {"string": "thing 1"}
    assert values["ready"] == {"boolean": True}
    assert values["size"] == {"number": 7.0}
    assert values["made"] == {"date": 1000}
    assert values["map"] == {"properties": {"a": {"number": 1.0}, "not": {"number": "NaN"}}}
    assert values["list"] == {
        "array": [{"string": "x"}, None],
        "java": "java.util.Arrays$ArrayList",
    }
    assert values["open"] == {"string": "field"}
    assert values["state"] == {"string": "NEW"}


def test_plugin_objects_in_properties_are_references(probe: HostProcess) -> None:
    friends = find(probe, "1", properties=True)["properties"]["friends"]["value"]["array"]
    assert friends == [{"sdk-object": {"type": "Probe:Thing", "id": "s1", "display": "special s1"}}]


def test_a_failing_property_does_not_lose_the_others(probe: HostProcess) -> None:
    properties = find(probe, "1", properties=True)["properties"]
    error = properties["broken"]["error"]
    assert error["class"] == "java.lang.UnsupportedOperationException"
    assert error["message"] == "not today"
    assert error["pluginFrame"].startswith("probe.Thing.getBroken(Thing.java:")
    assert "no public 'absent'" in properties["absent"]["error"]["message"]
    assert "more than names and calls" in properties["weird"]["error"]["message"]


def test_a_failing_id_accessor_is_part_of_the_facts(probe: HostProcess) -> None:
    facts = find(probe, "bad-id")
    assert facts["id"] is None
    assert facts["idError"]["message"] == "no id"


def test_an_object_of_another_class_is_told(probe: HostProcess) -> None:
    facts = find(probe, "1", kind="Odd")
    assert (facts["declared"], facts["class"]) == (False, "java.lang.String")


def test_exceptions_come_with_cause_stack_and_plugin_frame(probe: HostProcess) -> None:
    with pytest.raises(HostCallError) as caught:
        find(probe, "boom")
    exception = caught.value.exception
    assert caught.value.code == -32000
    assert caught.value.phase == "find"
    assert exception is not None
    assert (exception["class"], exception["message"]) == (
        "java.lang.IllegalStateException",
        "boom",
    )
    assert exception["pluginFrame"] == exception["stack"][0]
    assert exception["cause"]["message"] == "cause"
    assert exception["cause"]["cause"] is None


@pytest.mark.parametrize(
    ("plugin", "kind", "reason"),
    [("Probe", "Nope", "no finder type 'Nope'"), ("Other", "Thing", "'Other' is not loaded")],
)
def test_what_is_not_declared_is_refused(
    probe: HostProcess, plugin: str, kind: str, reason: str
) -> None:
    params = {"plugin": plugin, "session": "s", "type": kind, "id": "1"}
    with pytest.raises(HostCallError, match=reason) as caught:
        probe.call("finder.find", params)
    assert caught.value.code == -32002


def test_open_types_take_every_name_with_their_prefix(probe: HostProcess) -> None:
    assert find(probe, "1", kind="Open.Namespace")["type"] == "Open.Namespace"


def test_null_in_place_of_a_query_result(probe: HostProcess) -> None:
    found = find_all(probe, "null")
    assert (found["result"], found["elementsNull"], found["elements"]) == ("null", True, [])


def test_query_result_without_elements(probe: HostProcess) -> None:
    found = find_all(probe, "empty")
    assert (found["result"], found["elementsNull"], found["elements"]) == ("ok", True, [])


def test_query_result_with_a_hole_and_a_total(probe: HostProcess) -> None:
    found = find_all(probe, "hole")
    assert [each and each["id"] for each in found["elements"]] == ["1", None]
    assert (found["total"], found["partial"]) == (5, True)


def test_elements_of_a_subclass_belong_to_the_nearest_finder(probe: HostProcess) -> None:
    elements = find_all(probe, "")["elements"]
    assert [(each["type"], each["class"]) for each in elements] == [
        ("Thing", "probe.Thing"),
        ("Thing", "probe.Special"),
    ]


def test_the_root_is_asked_without_parent_id(probe: HostProcess) -> None:
    elements = relation(probe, "children", None, "_ROOT")["elements"]
    assert [each["id"] for each in elements] == ["_ROOT/null", "s"]


def test_a_relation_may_be_null(probe: HostProcess) -> None:
    assert relation(probe, "nothing") == {"result": "null", "elements": []}


def test_a_list_that_fails_while_it_is_read(probe: HostProcess) -> None:
    with pytest.raises(HostCallError) as caught:
        relation(probe, "lazy")
    assert (caught.value.phase, caught.value.exception and caught.value.exception["message"]) == (
        "findRelation",
        "lazy",
    )


@pytest.mark.parametrize(("name", "answer"), [("children", "Yes"), ("nothing", None)])
def test_has_children(probe: HostProcess, name: str, answer: str | None) -> None:
    params = {"plugin": "Probe", "session": "s", "parentType": "Thing", "parentId": "1"}
    assert probe.call("finder.hasChildren", params | {"relation": name}) == answer


def test_invalidate_and_commands_reach_the_factory(probe: HostProcess) -> None:
    session = {"plugin": "Probe", "session": "s"}
    probe.call("finder.invalidate", session | {"type": "Thing", "id": "7"})
    probe.call("finder.invalidateAll", session)
    probe.call("finder.command", session | {"command": "do it"})
    assert find(probe, "events")["display"].endswith(
        "invalidate Thing 7; invalidateAll; command do it"
    )
