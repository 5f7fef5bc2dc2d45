from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import requests

from sample_plugins.lighthouse.system import Office, serve
from sample_plugins.lighthouse.system.call import main

if TYPE_CHECKING:
    from collections.abc import Iterator


KEEPER = ("keeper", "light")
ROOT = Path(__file__).parents[3]


@pytest.fixture
def office() -> Iterator[Office]:
    with serve() as running:
        yield running


def call(office: Office, method: str, path: str, **more: Any) -> requests.Response:
    more.setdefault("auth", KEEPER)
    return requests.request(method, office.url + path, timeout=5, **more)


def state(office: Office) -> Any:
    return requests.get(f"{office.url}/_admin/state", timeout=5).json()


def test_counts_logins_and_refusals(office: Office) -> None:
    assert call(office, "GET", "/office").json()["version"]
    assert call(office, "GET", "/office", auth=("keeper", "wrong")).status_code == 401
    assert call(office, "GET", "/office", auth=None).status_code == 401
    assert state(office)["counters"] == {
        "requests": 3,
        "logins": 1,
        "refused": 2,
        "writes": 0,
        "sessions_opened": 0,
    }


@pytest.mark.parametrize("header", ["Basic ####", "Bearer x", "Basic", "Basic /w=="])
def test_broken_credentials_are_refused(office: Office, header: str) -> None:
    answer = call(office, "GET", "/office", auth=None, headers={"Authorization": header})
    assert answer.status_code == 401


def test_put_twice_makes_one_lighthouse(office: Office) -> None:
    body = {"name": "New", "height": 12.5, "built": 0}
    for _ in range(2):
        assert call(office, "PUT", "/lighthouses/a%20b", json=body).json()["id"] == "a b"
    after = state(office)
    assert after["lighthouses"]["a b"]["name"] == "New"
    assert len(after["lighthouses"]) == 4
    assert after["counters"]["writes"] == 2


def test_replacing_keeps_lamps_and_keeper(office: Office) -> None:
    call(office, "PUT", "/lighthouses/north", json={"name": "N", "height": 1, "built": 0})
    north = state(office)["lighthouses"]["north"]
    assert (north["name"], north["keeper"], len(north["lamps"])) == ("N", "anna", 2)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/lighthouses/x", {"name": "", "height": 1, "built": 0}),
        ("/lighthouses/x", {"name": "x", "height": "high", "built": 0}),
        ("/lighthouses/x", {"name": "x", "height": True, "built": 0}),
        ("/lighthouses/north/lamps/l", {"colour": "red", "brightness": 101}),
        ("/lighthouses/north/lamps/lamp1/state", {"brightness": None}),
        ("/lighthouses/x", []),
    ],
)
def test_bad_bodies_change_nothing(office: Office, path: str, body: Any) -> None:
    before = state(office)["lighthouses"]
    assert call(office, "PUT", path, json=body).status_code == 400
    assert state(office)["lighthouses"] == before
    assert state(office)["counters"]["writes"] == 0


def test_lamps_change_step_by_step(office: Office) -> None:
    path = "/lighthouses/south/lamps/lamp1"
    assert call(office, "PUT", f"{path}/state", json={"lit": True}).json()["lit"] is True
    assert call(office, "GET", "/statistics").json()["litLamps"] == 1
    assert call(office, "GET", path).json()["colour"] == "green"
    assert call(office, "DELETE", path).status_code == 204
    assert call(office, "GET", path).status_code == 404


def test_keepers_are_assigned(office: Office) -> None:
    assert call(office, "GET", "/lighthouses/south/keeper").status_code == 404
    call(office, "PUT", "/lighthouses/south/keeper", json={"id": "bo"})
    assert call(office, "GET", "/lighthouses/south/keeper").json()["name"] == "Bo Ek"
    answer = call(office, "PUT", "/lighthouses/south/keeper", json={"id": "nobody"})
    assert answer.status_code == 404


def test_it_is_called_from_a_command_line(office: Office) -> None:
    assert main([str(office.port), "fill", "5"]) == 0
    assert main([str(office.port), "change"]) == 0
    found = state(office)
    assert "bulk4" not in found["lighthouses"]
    assert found["lighthouses"]["north"]["name"] == "Renamed North Pier"
    assert found["counters"]["writes"] == 0


def test_lists_are_filtered_and_paged(office: Office) -> None:
    requests.post(f"{office.url}/_admin/fill", json={"lighthouses": 50}, timeout=5)
    page = call(office, "GET", "/lighthouses?q=bulk&offset=40&limit=20").json()
    assert (page["total"], len(page["items"])) == (50, 10)
    assert call(office, "GET", "/lighthouses?q=PIER").json()["total"] == 2
    assert "lamps" not in page["items"][0]


def test_sessions_open_expire_and_close(office: Office) -> None:
    token = call(office, "POST", "/session").json()["token"]
    header = {"X-Session": token}
    assert call(office, "GET", "/office", auth=None, headers=header).status_code == 200
    assert state(office)["open_sessions"] == 1
    requests.post(f"{office.url}/_admin/expire", timeout=5)
    assert call(office, "GET", "/office", auth=None, headers=header).status_code == 401
    token = call(office, "POST", "/session").json()["token"]
    call(office, "DELETE", "/session", auth=None, headers={"X-Session": token})
    assert state(office)["open_sessions"] == 0


def test_reset_forgets_everything(office: Office) -> None:
    first = state(office)
    call(office, "DELETE", "/lighthouses/north")
    requests.post(f"{office.url}/_admin/reset", timeout=5)
    assert state(office) == first


def test_unknown_places(office: Office) -> None:
    assert call(office, "GET", "/nowhere").status_code == 404
    assert call(office, "GET", "/_admin/nowhere").status_code == 404
    assert call(office, "PATCH", "/office").status_code == 501
    assert call(office, "POST", "/office").status_code == 404


def test_program_writes_its_port_and_ends_politely(tmp_path: Path) -> None:
    port_file = tmp_path / "port"
    command = [
        sys.executable,
        "-m",
        "sample_plugins.lighthouse.system",
        "--port-file",
        str(port_file),
    ]
    environment = os.environ | {"HARBOUR_PASSWORD": "other"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        assert int(port_file.read_text()) == port
        answer = requests.get(
            f"http://127.0.0.1:{port}/office", auth=("keeper", "other"), timeout=5
        )
        process.send_signal(signal.SIGTERM)
        assert (answer.status_code, process.wait(timeout=10)) == (200, 0)
