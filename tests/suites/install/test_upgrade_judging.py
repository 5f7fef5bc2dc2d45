from __future__ import annotations

from typing import Any

import pytest

from harness.client import Answer, CatalogObject, Lookup
from harness.pytest_plugin import Node
from suites.install.test_endpoint_lost import losses
from suites.install.test_id_changed import dangling, unlike
from suites.install.test_mode_always_downgrade import downgrades

ANSWER = Answer(method="GET", path="/", request="", status=200, headers={}, body=b"", ms=1.0, at="")
PASSWORD = {"type": "password", "value": "s3cret"}
HOST = {"type": "string", "value": "north.example.org"}


def test_endpoints_that_are_there_are_not_lost() -> None:
    empty = {**PASSWORD, "value": ""}
    before = {"e1": {"host": HOST, "password": PASSWORD}, "e2": {"password": empty}}
    after = {"e1": {"address": HOST, "secret": PASSWORD}, "e2": {}, "e3": {}}
    assert list(losses(before, after)) == []


def test_endpoints_and_passwords_can_be_lost() -> None:
    before = {"e1": {"host": HOST}, "e2": {"password": PASSWORD}}
    after: dict[str, dict[str, Any]] = {"e2": {"password": {**PASSWORD, "value": None}}}
    assert list(losses(before, after)) == [
        ("endpoint e1", "it is gone"),
        ("endpoint e2, key password", "the password is gone"),
    ]


def node(identity: str = "s1", **properties: object) -> Node:
    return Node(type="Shelf", id=identity, listed_in="root", properties=properties)


def lookup(found: CatalogObject | None = None, error: str = "") -> Lookup:
    return Lookup(answer=ANSWER, found=found, error=error)


def shelf(**properties: object) -> CatalogObject:
    return CatalogObject(type="Shelf", id="s1", properties=properties)


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        (node(name="North"), lookup(shelf(name="North", room=2)), ""),
        (node(), lookup(shelf(name="North")), ""),
        (node(name="North"), lookup(), "nothing is found"),
        (node(name="North"), lookup(error="boom"), "boom"),
        (node(name="North"), lookup(shelf(name="South")), "'South' is found instead of 'North'"),
    ],
)
def test_what_an_old_id_finds(before: Node, after: Lookup, problem: str) -> None:
    assert unlike(before, after) == problem


def test_ids_are_told_by_type() -> None:
    found = [(node("s1"), lookup(shelf())), (node("s2"), lookup()), (node("s3"), lookup())]
    (each,) = dangling(found)
    assert (each.type, each.ids, each.asked) == ("Shelf", ("s2", "s3"), 3)


def test_versions_that_went_down() -> None:
    before = {("Workflow", "w1"): ("Count", "1.10.0"), ("Workflow", "w2"): ("Print", "1.0.0")}
    after = {("Workflow", "w1"): ("Count", "1.9.0"), ("Workflow", "w2"): ("Print", "1.0.0")}
    assert list(downgrades(before, after)) == [("Workflow Count", "1.10.0", "1.9.0")]
    assert list(downgrades(before, {})) == []
