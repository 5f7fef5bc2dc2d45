from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from mockvro.api.authentication import authenticate
from mockvro.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from tests.mockvro.conftest import Client


def test_without_credentials_there_is_a_challenge(client: Client) -> None:
    client.auth = None
    answer = client.get("/vco/api/plugins")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Basic ")
    assert answer.json() == {"message": "authentication required"}


@pytest.mark.parametrize("path", ["/vco/api/plugins", "/mockvro/state", "/vco/api/nonsense", "/x"])
def test_nothing_is_told_to_strangers(client: Client, path: str) -> None:
    client.auth = ("vcoadmin", "wrong")
    assert client.get(path).status_code == 401


def test_an_operation_that_is_not_simulated_says_so(client: Client) -> None:
    answer = client.get("/vco/api/debugger/enabled")
    assert answer.status_code == 501
    assert answer.json() == {"message": "GET /vco/api/debugger/enabled is not simulated"}


def test_a_path_outside_of_the_api_is_not_found(client: Client) -> None:
    assert client.get("/elsewhere").status_code == 404


def test_errors_are_xml_for_those_who_ask(client: Client) -> None:
    answer = client.get("/vco/api/workflows/none", headers={"Accept": "application/xml"})
    assert answer.status_code == 404
    assert "none" in (etree.fromstring(answer.content).findtext("{*}message") or "")


def test_a_body_that_is_no_json_is_a_bad_request(client: Client) -> None:
    answer = client.patch("/vco/api/plugins", data=b"{", headers={"Content-Type": "text/json"})
    assert answer.status_code == 400


def test_a_get_with_a_content_type_and_no_body_is_fine(client: Client) -> None:
    headers = {"Content-Type": "application/json", "Accept": "Application/json"}
    assert client.get("/vco/api/workflows", headers=headers).status_code == 200


def header(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


@pytest.mark.parametrize(
    ("sent", "user"),
    [
        (header("ann", "s:cret"), "ann"),
        (header("ann@example.org", "s:cret"), "ann@example.org"),
        (header("ann", "wrong"), None),
        (header("bob", "s:cret"), None),
        ("basic " + header("ann", "s:cret")[6:], "ann"),
        ("Bearer token-1", "ann"),
        ("Bearer token-2", None),
        ("Basic ???", None),
        ("Basic /w==", None),
        ("", None),
        (None, None),
    ],
)
def test_who_is_let_in(tmp_path: Path, sent: str | None, user: str | None) -> None:
    settings = Settings(
        data_dir=tmp_path, username="ann", password="s:cret", bearer_tokens=("token-1",)
    )
    assert authenticate(sent, settings) == user
