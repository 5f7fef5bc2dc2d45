"""Scripts that do not do the same on the engines of 8.18 and 9.0."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import requests

from mockvro.embed import Server, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.needs_java


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(Settings(data_dir=tmp_path_factory.mktemp("vro"), profile="9.0")) as started:
        yield started


def outcome(server: Server, source: str) -> Any:
    """The value of a script, or the name of the error that ended it."""
    answer = requests.post(
        f"{server.url}/mockvro/script",
        json={"source": source},
        auth=("vcoadmin", "vcoadmin"),
        timeout=60,
    )
    found = answer.json()
    return next(iter(found["result"].values())) if answer.ok else found["name"]


@pytest.mark.parametrize(
    ("source", "in_8_18", "in_9_0"),
    [
        ("return [1, 2].map(n => n * 2).join();", "SyntaxError", "2,4"),
        ("var n = 1; return `v${n}`;", "SyntaxError", "v1"),
        ("let n = 1; return n;", "SyntaxError", 1.0),
        ("var s = 0; for (var n of [1, 2]) s += n; return s;", "SyntaxError", 3.0),
        ("return new Map([[1, 'one']]).get(1);", "ReferenceError", "one"),
        ("return 'abc'.includes('b');", "TypeError", True),
        ("return isNaN(Date.parse('2020-01-02T03:04:05Z'));", True, False),
        ("return String(parseInt('08'));", "NaN", "8"),
        ("class A {}", "SyntaxError", "SyntaxError"),
        ("for each (var n in [1]) { return <a>{n}</a>.toString(); }", "1", "1"),
        ("return new java.io.File('/');", "TypeError", "TypeError"),
    ],
)
def test_results(
    server: Server, newer: Server, source: str, in_8_18: object, in_9_0: object
) -> None:
    assert (outcome(server, source), outcome(newer, source)) == (in_8_18, in_9_0)


def test_java_exceptions_look_the_same(server: Server, newer: Server) -> None:
    source = """
        try { java.util.UUID.fromString("no"); } catch (e) {
            return [e.name, e.message, "" + e, e.javaException, e.rhinoException].join("|");
        }
    """
    text = "java.lang.IllegalArgumentException: Invalid UUID string: no"
    expected = f"JavaException|{text}|JavaException: {text}||"
    assert outcome(server, source) == outcome(newer, source) == expected


def test_the_profile_is_that_of_the_release(newer: Server) -> None:
    about = requests.get(f"{newer.url}/vco/api/about", timeout=60).json()
    assert about["version"].startswith("9.0.")


def test_what_the_older_engine_lacks_is_told(newer: Server) -> None:
    body = {"name": "modern", "module": "com.example.modern", "script": "return [1].map(n => n);"}
    auth = ("vcoadmin", "vcoadmin")
    requests.post(f"{newer.url}/vco/api/actions", json=body, auth=auth, timeout=60)
    answer = requests.get(f"{newer.url}/mockvro/scripts/warnings", auth=auth, timeout=60)
    (script,) = answer.json()["scripts"]
    assert [each["construct"] for each in script["warnings"]] == ["arrow function"]
