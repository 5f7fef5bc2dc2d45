from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import requests

from mockvro.__main__ import main
from mockvro.command_line import parser
from mockvro.embed import Server, Settings
from mockvro.health import ADDRESS, announced, url_of

if TYPE_CHECKING:
    from pathlib import Path

LIMIT_S = 30


def test_limits_and_the_password_reach_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOCKVRO_PASSWORD", "from-outside")
    options = parser().parse_args(
        ["serve", "--finder-limit", "find=1.5", "--finder-limit", "findAll=2", "--no-control"]
    )
    assert dict(options.finder_limit) == {"find": 1.5, "findAll": 2.0}
    assert options.password == "from-outside"
    assert options.control is False


@pytest.mark.parametrize("text", ["find", "find=", "find=0", "find=-1", "look=1", "find=x"])
def test_a_limit_that_means_nothing_is_refused(
    text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        parser().parse_args(["serve", "--finder-limit", text])
    assert ended.value.code == 2
    assert "is not CALL=SECONDS" in capsys.readouterr().err


def test_tls_with_half_of_what_it_needs_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["serve", "--port", "0", "--data", str(tmp_path)]
    assert main([*command, "--tls-cert", "some.pem"]) == 2
    assert "TLS needs both" in capsys.readouterr().err
    broken = tmp_path / "broken.pem"
    broken.write_text("no certificate")
    assert main([*command, "--tls-cert", str(broken), "--tls-key", str(broken)]) == 2
    assert str(broken) in capsys.readouterr().err


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:1"),
        ("0.0.0.0", "http://127.0.0.1:1"),  # noqa: S104 - nothing is bound
        ("::", "http://[::1]:1"),
        ("::1", "http://[::1]:1"),
        ("host.example", "http://host.example:1"),
    ],
)
def test_the_address_is_one_that_this_machine_reaches(host: str, url: str) -> None:
    assert url_of("http", host, 1) == url


def test_health_tells_a_living_server_from_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    health = ["health", "--data", str(tmp_path)]
    assert main(health) == 1
    assert "no server has told its address" in capsys.readouterr().err
    with Server(Settings(data_dir=tmp_path / "own")) as server, announced(tmp_path, server.url):
        address = server.url
        assert main(health) == 0
    assert not (tmp_path / ADDRESS).exists()
    (tmp_path / ADDRESS).write_text(address)
    assert main(health) == 1
    assert "does not answer" in capsys.readouterr().err


def test_the_server_stops_when_its_input_ends(tmp_path: Path) -> None:
    command = [
        *(sys.executable, "-m", "mockvro", "serve", "--port", "0", "--data", str(tmp_path)),
        "--stop-on-eof",
    ]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        address = process.stdout.readline().split()[-1]
        url = f"{address}health/liveness"
        assert requests.get(url, timeout=LIMIT_S).ok
        process.stdin.close()
        process.wait(LIMIT_S)


def test_without_control_the_server_tells_what_the_product_tells(tmp_path: Path) -> None:
    with (
        Server(Settings(data_dir=tmp_path, control=False)) as server,
        requests.Session() as session,
    ):
        session.auth = ("vcoadmin", "vcoadmin")
        assert session.get(f"{server.url}/mockvro/host", timeout=LIMIT_S).status_code == 404
        answer = session.get(f"{server.url}/vco/api/plugins", timeout=LIMIT_S)
    assert answer.ok
    assert "x-mockvro-calls" not in answer.headers


def test_the_control_center_listens_on_its_own_port(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mockvro", "serve", "--port", "0", "--stop-on-eof"]
    command += ["--profile", "7.6", "--data", str(tmp_path), "--control-center-port", "0"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        server.stdout.readline()
        address = server.stdout.readline().split()[-1]
        with requests.Session() as session:
            session.trust_env, session.auth = False, ("root", "vcoadmin")
            answer = session.get(f"{address}server/status", timeout=LIMIT_S)
            assert answer.json()["currentStatus"] == "RUNNING"
        server.communicate(timeout=LIMIT_S)
