"""What many sessions are asked, and which of their answers count."""

from __future__ import annotations

import threading
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from harness.client import CatalogObject
from harness.pytest_plugin import Branch, Node, Snapshot
from suites.concurrency.asked import kinds, ranks_of
from suites.concurrency.asking import Children, Find, Lists
from suites.concurrency.storm import storm

if TYPE_CHECKING:
    from collections.abc import Callable

BRIDGE = Node(type="Bridge", id="b", listed_in="findAll(Bridge)")
BOX = Node(type="Box", id="1/2", listed_in="findAll(Box)")
SHELF = Node(type="Shelf", id="1", listed_in="root")
EMPTY = Node(type="Shelf", id="2", listed_in="root")
INVENTORY = Snapshot(
    branches=(
        Branch(source="root", nodes=(EMPTY, SHELF), total=2),
        Branch(source="findAll(Bridge)", nodes=(BRIDGE,), total=1),
        Branch(source="findAll(Box)", nodes=(BOX,), total=1),
        Branch(source="Shelf/2 boxes", parent=EMPTY.key, relation="boxes"),
        Branch(source="Shelf/1 boxes", parent=SHELF.key, relation="boxes", nodes=(BOX,), total=1),
        Branch(source="Shelf/1 cut", parent=SHELF.key, relation="cut", nodes=(BOX,), total=9),
        Branch(source="Box/1/2 labels", parent=BOX.key, relation="labels", error="none today"),
    )
)
SESSIONS = 16


class Plugin:
    """A stage whose plug-in answers as a test says; the JVM can be replaced."""

    plugin = "Depot"
    inventory = INVENTORY
    case = SimpleNamespace(deadlines=SimpleNamespace(find=30.0))
    observer = SimpleNamespace(threads=lambda: SimpleNamespace(threads=(), deadlocks=()))
    facts = SimpleNamespace(descriptor=SimpleNamespace(finders=()))
    mockvro = SimpleNamespace(script_api=lambda _: [])

    def __init__(self, boxes: Callable[[Plugin], tuple[str, ...]]) -> None:
        self.asked = self.starts = 0
        self.alone = True
        self.lock = threading.Lock()
        self.catalog = SimpleNamespace(get=self.get, related=self.related)
        self.client = SimpleNamespace(catalog=self.catalog)
        self._boxes = boxes

    def get(self, _: str, type_name: str, object_id: str) -> Any:
        return SimpleNamespace(found=CatalogObject(type=type_name, id=object_id), error="")

    def find(self, type_name: str, object_id: str) -> Any:
        return self.get("", type_name, object_id)

    def related(self, _: str, __: str, object_id: str, ___: str) -> Any:
        if object_id != SHELF.id:
            return SimpleNamespace(objects=(), error="")
        with self.lock:
            self.asked += 1
            found = self._boxes(self)
        return SimpleNamespace(objects=[CatalogObject(type="Box", id=i) for i in found], error="")

    def session(self, user: str) -> Any:
        self.alone = "alone" in user
        return self.client

    def restart_host(self) -> None:
        self.starts += 1
        self.asked = 0

    def soak(self, _: int) -> float:
        return 0.0


def test_one_of_each_kind_from_the_top_down() -> None:
    assert ranks_of(INVENTORY) == {"Shelf": 0, "Box": 1}
    finds = [Find(node.type, node.id, node.id) for node in (BRIDGE, BOX, EMPTY, SHELF)]
    empty = Children("Shelf", "2", "boxes", frozenset())
    full = Children("Shelf", "1", "boxes", frozenset({"1/2"}))
    found = kinds(INVENTORY, finds, [empty, full])
    assert [str(each) for each in found] == [
        "find(Shelf, '2')",
        "findRelation(Shelf/1, boxes)",
        "find(Box, '1/2')",
        "find(Bridge, 'b')",
    ]


def test_a_list_that_only_the_first_one_gets_is_a_race() -> None:
    plugin = Plugin(lambda now: ("1/2",) if now.alone or now.asked == 1 else ())
    seen = storm(plugin, 1)  # type: ignore[arg-type]
    assert {(each.asked, each.came) for each in seen.wrong} == {
        ("findRelation(Shelf/1, boxes)", "0 objects instead of 1")
    }
    assert len(seen.wrong) == SESSIONS - 1
    assert seen.wrong[0].round.startswith("first calls of a fresh server")


def test_a_list_that_nobody_gets_again_is_none() -> None:
    plugin = Plugin(lambda now: ("1/2",) if now.asked == 1 else ())
    assert storm(plugin, 1).wrong == ()  # type: ignore[arg-type]


def test_a_list_that_changes_by_itself_is_none() -> None:
    plugin = Plugin(lambda now: ("1/2", f"1/{now.starts}-{now.asked}"))
    assert storm(plugin, 1).wrong == ()  # type: ignore[arg-type]


def test_another_object_is_no_answer() -> None:
    plugin = Plugin(lambda _: ())
    client: Any = plugin.client
    assert Find("Box", "1/2", "1/2").ask(client, "Depot") == ""
    assert Find("Box", "1/2", "7").ask(client, "Depot") == "an object with the id '1/2'"
    same = Children("Shelf", "1", "boxes", frozenset({"1/2"}))
    plugin = Plugin(lambda _: ("x",))
    client = plugin.client
    assert same.ask(client, "Depot") == "1 objects, 1 of them others instead of 1"


def test_lists_of_scripts_are_compared_by_their_lengths() -> None:
    lists = Lists("DepotShelf", ("boxes", "getLabels"), "return '2, 0'", "2, 0")
    assert str(lists) == "DepotShelf.boxes, getLabels in a script"

    def telling(value: Any, error: Any = None) -> Any:
        result = SimpleNamespace(value=value, error=error)
        return SimpleNamespace(mockvro=SimpleNamespace(script=lambda *_: result))

    assert lists.ask(telling({"string": "2, 0"}), "Depot") == ""
    wrong = lists.ask(telling({"string": "0, 0"}), "Depot")
    assert wrong == "lists of 0, 0 elements instead of 2, 0"
    assert lists.ask(telling(None, {"message": "no pool"}), "Depot") == "no pool"
