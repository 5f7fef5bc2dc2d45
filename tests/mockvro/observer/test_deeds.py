"""What a plug-in does with files, sockets, processes and settings is filed with its call site."""

from __future__ import annotations

import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Watched

pytestmark = pytest.mark.needs_java


@pytest.fixture(scope="module")
def listener() -> Iterator[int]:
    """A port that accepts connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0), backlog=50) as server:
        yield server.getsockname()[1]


def only(deeds: list[dict[str, Any]], what: str, how: str) -> dict[str, Any]:
    (found,) = [each for each in deeds if (each["what"], each["how"]) == (what, how)]
    return found


@pytest.mark.parametrize(
    ("deed", "how", "method"),
    [
        ("read", "read", "FileInputStream"),
        ("write", "write", "FileOutputStream"),
        ("random", "write", "RandomAccessFile"),
        ("nio-read", "read", "UnixFileSystemProvider.newByteChannel"),
        ("nio-write", "write", "UnixFileSystemProvider.newByteChannel"),
        ("delete", "delete", "File.delete"),
        ("nio-delete", "delete", "UnixFileSystemProvider.implDelete"),
        ("mkdir", "create", "File.mkdir"),
        ("exists", "probe", "File.exists"),
    ],
)
def test_files(watched: Watched, tmp_path: Path, deed: str, how: str, method: str) -> None:
    path = tmp_path / "file"
    existed = how in ("read", "delete")
    if existed:
        path.write_bytes(b"1")
    found = only(watched.seen("deed", f"{deed} {path}"), "file", how)
    assert (found["target"], found["method"]) == (str(path), method)
    assert found["details"] == {"existed": existed, "area": "other"}
    assert found["pluginFrame"].startswith("watched.Deeds.does(Deeds.java:")
    assert (found["plugin"], found["by"]) == ("Watched", "stack")
    assert found["call"].startswith("c")


def test_a_temporary_file_is_in_the_area_of_temporary_files(watched: Watched) -> None:
    assert only(watched.seen("deed", "temp"), "file", "create")["details"]["area"] == "temp"


@pytest.mark.parametrize("deed", ["connect", "nio-connect"])
def test_connections(watched: Watched, listener: int, deed: str) -> None:
    found = only(watched.seen("deed", f"{deed} {listener}"), "socket", "connect")
    assert found["target"].endswith(f"127.0.0.1:{listener}")


def test_a_connection_that_the_jdk_makes_for_the_plugin(watched: Watched) -> None:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.handle_request).start()
        found = watched.seen("deed", f"url http://127.0.0.1:{server.server_port}/")
    connected = only(found, "socket", "connect")
    assert connected["target"].endswith(f":{server.server_port}")
    assert connected["pluginFrame"].startswith("watched.Deeds.does")


def test_a_thread_of_the_plugin_is_told_by_its_starter(watched: Watched, listener: int) -> None:
    watched.ask("forgetEvents")
    found = watched.seen("deed", f"pool-connect {listener}")
    assert only(found, "thread", "start")["by"] == "stack"
    assert only(found, "socket", "connect")["call"] == ""


def test_a_listener(watched: Watched) -> None:
    found = [each for each in watched.seen("deed", "listen") if each["what"] == "socket"]
    assert {each["how"] for each in found} == {"listen"}


def test_a_name_is_resolved_and_a_literal_is_not(watched: Watched) -> None:
    found = only(watched.seen("deed", "resolve localhost"), "dns", "resolve")
    assert found["target"] == "localhost"
    assert not [each for each in watched.seen("deed", "resolve 127.0.0.1") if each["what"] == "dns"]


@pytest.mark.parametrize(
    ("deed", "what", "how", "target"),
    [
        ("spawn", "process", "start", "true"),
        ("property a", "property", "set", "watched.a"),
        ("clear-property b", "property", "clear", "watched.b"),
        ("locale en-US", "default", "set", "Locale"),
        ("timezone UTC", "default", "set", "TimeZone"),
        ("ssl", "default", "set", "SSLContext"),
        ("authenticator", "default", "set", "Authenticator"),
        ("provider", "provider", "add", "Watched"),
        ("hook", "shutdown-hook", "add", "java.lang.Thread"),
        ("driver", "driver", "register", "watched.Deeds$NoDriver"),
        ("mbean", "mbean", "register", "watched:type=Watched"),
        ("jul", "logging", "reset", "null"),
        ("open", "reflection", "set-accessible", "private int java.lang.String.hash"),
        ("deserialise", "deserialise", "read", "java.io.ByteArrayInputStream"),
        ("watched.Marker", "class-name", "load", "watched.Marker"),
        ("kept-in-jdk", "default", "set", "UncaughtExceptionHandler"),
    ],
)
def test_what_is_shared(watched: Watched, deed: str, what: str, how: str, target: str) -> None:
    found = only(watched.seen("deed", deed), what, how)
    assert found["target"] == target
    assert found["pluginFrame"].startswith("watched.Deeds.does")
    assert found["stack"][0].startswith(("java", "sun.", "com.sun.")) or what == "class-name"


def test_a_deed_is_filed_once_and_counted(watched: Watched, tmp_path: Path) -> None:
    assert watched.seen("deed", f"exists {tmp_path}/x")
    assert not watched.seen("deed", f"exists {tmp_path}/x")
    events = watched.ask("events", what="file", plugin="Watched")["events"]
    (found,) = [each for each in events if each["target"] == f"{tmp_path}/x"]
    assert found["count"] == 2
    watched.ask("forgetEvents")
    assert watched.ask("events")["events"] == []
    assert watched.seen("deed", f"exists {tmp_path}/x")


def test_all_probes_are_placed(watched: Watched) -> None:
    assert watched.ask("events")["blind"] == []


def test_a_flood_stays_within_bounds(watched: Watched) -> None:
    watched.ask("forgetEvents")
    begin = watched.host.observations.next
    watched.does("flood 200000", deadline=120)
    answer = watched.ask("events", what="file")
    seen = sum(each["count"] for each in answer["events"])
    assert seen + answer["unseen"]["file"] >= 200_000
    assert len(answer["events"]) <= 301
    assert len(watched.host.observations.since(begin, kind="deed")) <= 302
