"""Real HTTP, real JVM: what only the whole server shows."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest
import requests

from mockvro.__main__ import main
from mockvro.embed import Server, Settings

if TYPE_CHECKING:
    from pathlib import Path

AUTH = ("vcoadmin", "vcoadmin")


def test_several_servers_live_in_one_process(tmp_path: Path) -> None:
    with (
        Server(Settings(data_dir=tmp_path / "a")) as first,
        Server(Settings(data_dir=tmp_path / "b", profile="7.6")) as second,
    ):
        versions = [
            requests.get(f"{each.url}/vco/api/about", timeout=10).json()["version"]
            for each in (first, second)
        ]
    assert [each.split(".")[0] for each in versions] == ["8", "7"]


def test_a_stopped_server_leaves_no_thread_and_no_port(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    with Server(Settings(data_dir=tmp_path)) as server:
        assert requests.get(f"{server.url}/vco/api/about", timeout=10).status_code == 200
        address = server.url
    with pytest.raises(requests.ConnectionError):
        requests.get(address, timeout=10)
    left = [each for each in set(threading.enumerate()) - before if not each.daemon]
    assert left == []


def test_state_survives_a_restart_of_the_server(tmp_path: Path, kit: Any) -> None:
    settings = Settings(data_dir=tmp_path)
    files = {"file": ("t.package", kit.package_bytes(kit.action_spec(kit.greet_action(), "m")))}
    with Server(settings) as server:
        answer = requests.post(f"{server.url}/vco/api/packages", files=files, auth=AUTH, timeout=10)
        assert answer.status_code == 202
    with Server(settings) as server:
        found = requests.get(f"{server.url}/vco/api/actions/m/greet", auth=AUTH, timeout=10)
    assert found.json()["name"] == "greet"


def test_large_and_odd_uploads_over_http(tmp_path: Path) -> None:
    with Server(Settings(data_dir=tmp_path)) as server:
        url = f"{server.url}/vco/api/plugins/installations"
        big = requests.post(url, files={"file": b"x" * 3_000_000}, auth=AUTH, timeout=20)
        cut = requests.post(
            url,
            data=b"--b\r\nnonsense",
            headers={"Content-Type": "multipart/form-data; boundary=b"},
            auth=AUTH,
            timeout=10,
        )
        bare = requests.post(
            url, data=b"", headers={"Content-Type": "multipart/form-data"}, auth=AUTH, timeout=10
        )
    assert [big.status_code, cut.status_code, bare.status_code] == [400, 400, 400]


@pytest.mark.parametrize(
    "arguments", [["serve", "--profile", "5.5"], ["serve", "--data", "/dev/null/x"]]
)
def test_the_command_says_why_it_does_not_start(
    capsys: pytest.CaptureFixture[str], arguments: list[str], tmp_path: Path
) -> None:
    extra = [] if "--data" in arguments else ["--data", str(tmp_path)]
    assert main([*arguments, *extra]) == 2
    assert capsys.readouterr().err.startswith("mockvro: ")


def test_the_command_needs_to_know_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main([])
    assert stop.value.code == 2
    assert "serve" in capsys.readouterr().err


def test_the_command_serves_until_it_is_told_to_stop(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mockvro", "serve", "--port", "0", "--data", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().split()[-1]
        assert requests.get(f"{address}about", timeout=10).status_code == 200
        process.terminate()
        assert process.wait(20) in (0, -signal.SIGTERM)


def test_a_taken_port_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert main(["serve", "--port", port, "--data", str(tmp_path)]) == 2
    assert f"127.0.0.1:{port}" in capsys.readouterr().err
