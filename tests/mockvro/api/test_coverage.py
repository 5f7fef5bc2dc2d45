from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mockvro import releases
from mockvro.api.operations import BASES, Operation, operations
from mockvro.api.routes import not_simulated, routes
from mockvro.settings import Settings

if TYPE_CHECKING:
    from tests.mockvro.conftest import Client

ROOT = Path(__file__).parents[3]
DOCUMENT = ROOT.parent / "shared/real/vro-8.18.1-openapi.json"


def shape(path: str) -> str:
    return re.sub(r"\{[^}]*\}", "{}", path).rstrip("/")


def served(profile: str) -> set[tuple[str, str]]:
    found = routes(Settings(data_dir=Path("unused")), releases.profile(profile))
    return {
        (each.method, shape(each.pattern)) for each in found if each.handler is not not_simulated
    }


def example(operation: Operation) -> str:
    path = operation.pattern.replace("**", "Nobody/Thing")
    return re.sub(r"\{[^}]*\}", "nobody", path)


@pytest.mark.skipif(not DOCUMENT.exists(), reason="the product's OpenAPI document is not here")
def test_every_operation_of_the_product_is_listed_once() -> None:
    paths = json.loads(DOCUMENT.read_text())["paths"]
    theirs = {
        (method.upper(), shape(path))
        for path, entry in paths.items()
        for method in entry
        if method in ("get", "put", "post", "patch", "delete")
    }
    mine = [(each.method, shape(each.path)) for each in operations() if each.family == "8.18"]
    assert sorted(mine) == sorted(theirs)


def test_status_and_routes_agree() -> None:
    for operation in operations():
        has = served("8.18") if operation.family == "8.18" else served("7.6") | served("8.18")
        is_served = (operation.method, shape(operation.pattern)) in has
        assert is_served == (operation.status != "501"), operation


def test_every_route_of_the_product_is_an_operation() -> None:
    known = {(each.method, shape(each.pattern)) for each in operations()}
    product = tuple(BASES.values())
    extra = {each for each in served("7.6") | served("8.18") if each[1].startswith(product)}
    assert extra - known == set()


def test_only_partial_operations_lack_something() -> None:
    assert all(bool(each.missing) == (each.status == "partial") for each in operations())


def test_what_is_not_simulated_names_itself(client: Client) -> None:
    for each in operations():
        if each.status == "501" and each.family == "8.18":
            answer = client.request(each.method, example(each))
            assert answer.status_code == 501, each
            assert answer.json()["message"] == f"{each.method} {example(each)} is not simulated"


def test_what_is_simulated_answers_something_else(client: Client) -> None:
    for each in operations():
        if each.status != "501" and each.family == "8.18":
            answer = client.request(each.method, example(each), json={})
            assert answer.status_code not in (405, 500, 501), (each, answer.text)
            assert "nothing is served" not in answer.text, each


def test_coverage_is_told(client: Client) -> None:
    counts = client.get("/mockvro/coverage").json()["counts"]["8.18"]
    assert sum(counts["A"].values()) == 109
    assert (counts["A"]["501"], counts["B"]["501"]) == (0, 0)


def test_scripting_and_items_are_told_too(client: Client) -> None:
    told = client.get("/mockvro/coverage").json()
    members = client.get("/mockvro/scripts/coverage").json()["members"]
    assert sum(told["scripting"].values()) == len(members)
    assert {"item": "`end`", "state": "runs", "note": ""} in told["workflowItems"]


def test_a_method_that_the_product_lacks_is_not_allowed(client: Client) -> None:
    answer = client.post("/vco/api/plugins")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, PATCH, DELETE"


def test_a_path_that_the_product_lacks_is_not_found(client: Client) -> None:
    assert client.get("/vco/api/nonsense").status_code == 404
