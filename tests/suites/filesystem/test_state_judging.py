from harness.pytest_plugin import Node
from suites.filesystem.test_local_state import lost, name_of


def node(id: str, name: str = "", type_name: str = "Shelf") -> Node:  # noqa: A002 - what it is
    properties = {"name": name} if name else {}
    return Node(type=type_name, id=id, listed_in="root", properties=properties)


def test_what_is_there_by_id_or_by_name_is_not_lost() -> None:
    before = [node("1", "North"), node("2", "South"), node("3", "Loft"), node("4")]
    after = [node("1", "Renamed"), node("9", "South"), node("3", "Loft", "Box")]
    (found,) = lost(before, after)
    assert (found.type, found.ids, found.before) == ("Shelf", ("3", "4"), 4)


def test_nothing_is_lost_between_equal_readings() -> None:
    assert list(lost([node("1")], [node("1"), node("2")])) == []


def test_an_object_without_name_goes_by_its_id() -> None:
    assert (name_of(node("7")), name_of(node("7", "x"))) == ("7", "x")
