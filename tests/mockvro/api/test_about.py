from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree

if TYPE_CHECKING:
    from tests.mockvro.conftest import Client, FakeHost


def test_about_is_open_and_names_the_release(client: Client) -> None:
    client.auth = None
    about = client.get("/vco/api/about/").json()
    assert about["version"].startswith("8.18.1.")
    assert about["build-number"] == "24281602"
    assert set(about) == {"version", "build-number", "build-date", "api-version", "features"}


def test_the_root_lists_services_with_absolute_addresses(client: Client) -> None:
    services = client.get("/vco/api/").json()["service"]
    assert "http://vro.example/vco/api/catalog/" in {each["href"] for each in services}


def test_about_as_xml(client: Client) -> None:
    answer = client.get("/vco/api/about", headers={"Accept": "application/xml"})
    root = etree.fromstring(answer.content)
    assert root.tag == "{http://www.vmware.com/vco}about-info"
    assert root.findtext("{*}build-number") == "24281602"


def test_health_is_running(client: Client) -> None:
    health = client.get("/vco/api/healthstatus", params={"showDetails": "true"}).json()
    assert (health["state"], health["health-status"]["state"]) == ("RUNNING", "OK")
    assert health["health-status"]["health-status-providers"] == []
    assert client.get("/vco/api/health/liveness").status_code == 200
    assert client.get("/vco/api/health/readiness").status_code == 200


def test_a_dead_jvm_makes_the_server_unready(client: Client, hosts: list[FakeHost]) -> None:
    client.post("/mockvro/host/restart")
    hosts[-1].alive = False
    assert client.get("/vco/api/health/readiness").status_code == 503


def test_users_shows_the_caller(client: Client) -> None:
    client.auth = ("vcoadmin@example.org", "vcoadmin")
    user = client.get("/vco/api/users").json()
    assert user["admin-rights"] is True
    assert (user["login-name"], user["domain"]) == ("vcoadmin", "example.org")


def test_versions_has_the_one_latest(client: Client) -> None:
    assert client.get("/vco/api/versions").json()["version"][0]["latest"] is True


@pytest.mark.parametrize("path", ["/api/about", "/vco/api/about/", "/vco/api/about"])
def test_addresses_of_all_ages_work(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200


def test_docs_lists_what_is_simulated(client: Client) -> None:
    assert "GET /vco/api/about" in client.get("/vco/api/docs").json()["operations"]
