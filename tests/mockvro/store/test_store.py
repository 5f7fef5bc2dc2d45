from __future__ import annotations

import sqlite3
import threading
from typing import TYPE_CHECKING

import pytest

from mockvro.store import (
    Category,
    Element,
    Endpoint,
    InstalledPlugin,
    Kind,
    LogEntry,
    Store,
    StoreClosedError,
    StoredPackage,
    StoreError,
    TokenRecord,
    UsedPlugin,
)
from mockvro.store.listing import listing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "store.db")
    yield opened
    opened.close()


def token(token_id: str = "t1", state: str = "running") -> TokenRecord:
    return TokenRecord(
        id=token_id, workflow="w1", name="Say hello", state=state, started_by="ann", started_ms=1
    )


def plugin() -> InstalledPlugin:
    return InstalledPlugin(
        name="Redis",
        id="o11nplugin-redis",
        version="1.0.0",
        build="21",
        description="",
        file_name="o11nplugin-redis.dar",
        descriptor=b"{}",
    )


def test_an_element_comes_back_as_it_was_put(store: Store) -> None:
    element = Element(kind=Kind.WORKFLOW, id="w1", name="Say hello", data=b"\xfe\xff\x00<")
    store.elements.put(element)
    assert store.elements.get(Kind.WORKFLOW, "w1") == element
    assert store.elements.get(Kind.ACTION, "w1") is None


def test_an_action_is_found_by_module_and_name(store: Store) -> None:
    module = store.categories.ensure("ScriptModuleCategory", ["com.example"])
    action = Element(kind=Kind.ACTION, id="a1", name="greet", category=module.id)
    store.elements.put(action)
    assert store.elements.action("com.example", "greet") == action
    assert store.elements.action("com.other", "greet") is None


def test_categories_are_made_once_with_their_parents(store: Store) -> None:
    inner = store.categories.ensure("WorkflowCategory", ["Library", "Redis"])
    assert store.categories.ensure("WorkflowCategory", ["Library", "Redis"]) == inner
    assert [each.name for each in store.categories.path(inner.id)] == ["Library", "Redis"]
    outer = store.categories.path(inner.id)[0]
    assert store.categories.children(outer.id) == [inner]


def test_two_categories_cannot_share_a_place(store: Store) -> None:
    store.categories.add(Category("c1", "WorkflowCategory", "Library"))
    with pytest.raises(sqlite3.IntegrityError):
        store.categories.add(Category("c2", "WorkflowCategory", "Library"))


def test_a_package_keeps_members_and_used_plugins(store: Store) -> None:
    package = StoredPackage("com.example", "p1", used_plugins=(UsedPlugin("Redis", "1.0.0"),))
    store.packages.put(package, [("Workflow", "w1"), ("ScriptModule", "a1")])
    assert store.packages.get("com.example") == package
    assert store.packages.members("com.example") == [("ScriptModule", "a1"), ("Workflow", "w1")]
    assert store.packages.owners("Workflow", "w1") == ["com.example"]
    store.packages.remove("com.example")
    assert store.packages.owners("Workflow", "w1") == []


def test_removing_an_element_removes_its_memberships(store: Store) -> None:
    store.elements.put(Element(kind="Workflow", id="w1", name="x"))
    store.packages.put(StoredPackage("com.example", "p1"), [("Workflow", "w1")])
    assert store.elements.remove("Workflow", "w1")
    assert not store.elements.remove("Workflow", "w1")
    assert store.packages.members("com.example") == []


def test_a_plugin_is_found_by_id_and_by_module_name(store: Store) -> None:
    store.plugins.put(plugin())
    assert store.plugins.get("Redis") == store.plugins.get("o11nplugin-redis") == plugin()


def test_endpoints_outlive_their_plugin(store: Store) -> None:
    store.plugins.put(plugin())
    store.endpoints.put("Redis", "e1", {"host": {"type": "string", "value": "h"}})
    store.plugins.remove("Redis")
    assert [each.id for each in store.endpoints.of("Redis")] == ["e1"]
    assert listing(store)["endpoints"][0]["pluginInstalled"] is False


def test_replacing_endpoints_drops_the_others(store: Store) -> None:
    store.endpoints.put("Redis", "old", {})
    store.endpoints.replace("Redis", [Endpoint("new", {})])
    assert [each.id for each in store.endpoints.of("Redis")] == ["new"]


def test_the_listing_never_shows_endpoint_values(store: Store) -> None:
    store.endpoints.put("Redis", "e1", {"password": {"type": "password", "value": "hunter2"}})
    assert "hunter2" not in repr(listing(store))


def test_a_cancelled_token_stays_cancelled(store: Store) -> None:
    store.tokens.put(token())
    canceled = token(state="canceled")
    assert store.tokens.update(canceled)
    assert not store.tokens.update(token(state="completed"))
    found = store.tokens.get("t1")
    assert found is not None
    assert found.state == "canceled"
    assert found.ended


def test_unfinished_tokens_are_listed(store: Store) -> None:
    store.tokens.put(token("t1"))
    store.tokens.put(token("t2", state="completed"))
    assert [each.id for each in store.tokens.unfinished()] == ["t1"]


def test_logs_keep_their_order_and_channel(store: Store) -> None:
    for index in range(3):
        store.tokens.log("t1", LogEntry("syslogs", 1, "info", "ann", "script", str(index), ""))
    store.tokens.log("t1", LogEntry("logs", 1, "info", "ann", "script", "event", ""))
    assert [each.short for each in store.tokens.logs("t1", "syslogs")] == ["0", "1", "2"]


def test_a_failed_transaction_leaves_nothing(store: Store) -> None:
    def half_an_import() -> None:
        with store.transaction():
            store.elements.put(Element(kind="Workflow", id="w1", name="x"))
            raise KeyError("half way")

    with pytest.raises(KeyError):
        half_an_import()
    assert store.elements.all() == []


def test_everything_survives_reopening(tmp_path: Path) -> None:
    first = Store(tmp_path / "store.db")
    first.plugins.put(plugin())
    first.close()
    second = Store(tmp_path / "store.db")
    assert second.plugins.all() == [plugin()]
    second.close()


def test_many_threads_write(store: Store) -> None:
    def write(start: int) -> None:
        for index in range(start, start + 25):
            with store.transaction():
                store.elements.put(Element(kind="Workflow", id=str(index), name="x"))

    threads = [threading.Thread(target=write, args=(start,)) for start in (0, 25, 50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.elements.all("Workflow")) == 75


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "store.db").write_bytes(b"not a database at all, only text" * 40)
    with pytest.raises(StoreError, match=r"store\.db"):
        Store(tmp_path / "store.db")


def test_a_database_of_another_version_is_refused(tmp_path: Path) -> None:
    Store(tmp_path / "store.db").close()
    connection = sqlite3.connect(tmp_path / "store.db")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StoreError, match="99"):
        Store(tmp_path / "store.db")


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    closed = Store(tmp_path / "store.db")
    closed.close()
    with pytest.raises(StoreClosedError):
        closed.elements.all()
    with pytest.raises(StoreClosedError), closed.transaction():
        raise AssertionError("not reached")
