from typing import Any

import pytest

from mockvro.api.memo import MOST, Memo
from mockvro.api.services import Services
from mockvro.store import GLOBAL, Element, Kind, TagRecord

ELEMENT = Element(kind=Kind.WORKFLOW, id="w1", name="First")


def names(client: Any, **more: Any) -> list[str]:
    links = client.get("/vco/api/workflows", **more).json()["link"]
    return [
        each["value"] for link in links for each in link["attributes"] if each["name"] == "name"
    ]


def untag_and_fail(services: Services) -> None:
    with services.store.transaction():
        services.store.tags.clear("System:Workflow", "w1")
        raise InterruptedError


def test_a_list_follows_the_store(client: Any, services: Services) -> None:
    services.store.elements.put(ELEMENT)
    assert names(client) == names(client) == ["First"]
    services.store.elements.put(Element(kind=Kind.WORKFLOW, id="w2", name="Second"))
    assert names(client) == ["First", "Second"]
    services.store.elements.remove(Kind.WORKFLOW, "w1")
    assert names(client) == ["Second"]


def test_a_list_follows_tags_and_what_was_taken_back(client: Any, services: Services) -> None:
    services.store.elements.put(ELEMENT)
    assert names(client, params={"tags": "blue"}) == []
    services.store.tags.put(TagRecord("System:Workflow", "w1", GLOBAL, "blue"))
    assert names(client, params={"tags": "blue"}) == ["First"]
    with pytest.raises(InterruptedError):
        untag_and_fail(services)
    assert names(client, params={"tags": "blue"}) == ["First"]


def test_each_format_has_an_answer_of_its_own(client: Any, services: Services) -> None:
    services.store.elements.put(ELEMENT)
    for _ in range(2):
        for form in ("application/json", "application/xml"):
            answer = client.get("/vco/api/workflows", headers={"Accept": form})
            assert answer.headers["content-type"].startswith(form)


def test_the_oldest_answer_goes_first() -> None:
    memo = Memo()
    for number in range(MOST + 1):
        memo.keep((str(number),), 1, b"body", "text/plain")
        assert memo.find(("0",), 1) is not None
        assert memo.find((str(number),), 1) == (b"body", "text/plain")
    assert memo.find(("1",), 1) is None
    assert memo.find(("0",), 1) == (b"body", "text/plain")  # asked for all the time
    assert memo.find(("0",), 2) is None
