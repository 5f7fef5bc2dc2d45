from __future__ import annotations

import re
from typing import Any

import pytest

from suites.logging.requests import Log, Names, reaches, requests_of

NAMES = Names("Depot", frozenset({"DepotManager", "DepotBox"}))
SIGNATURE = re.compile(r"Depot 1\.0 \(2026\)")


def call(
    number: int, method: str, session: str = "rest:me", outcome: str = "ok", **args: Any
) -> dict[str, Any]:
    return {
        "kind": "call",
        "call": f"c{number}",
        "plugin": "" if method == "script.run" else "Depot",
        "method": method,
        "outcome": outcome,
        "ms": 500.0,
        "at": f"2026-03-02T10:00:{number:02d}.000+00:00",
        "args": {"session": session, **args},
    }


def script(number: int, session: str = "workflow:t1", source: str = "DepotManager.find()") -> Any:
    location = "Workflow:Count / first (item1)"
    return call(number, "script.run", session, source=source, params=[], location=location)


def whats(*observations: dict[str, Any]) -> list[str]:
    return [request.what for request in requests_of(observations, NAMES)]


def test_every_finder_call_is_a_request() -> None:
    found = whats(
        call(1, "finder.find", type="Box", id="1"),
        call(2, "finder.findRelation", parentType="Shelf", relation="boxes"),
    )
    assert found == ["find Box", "findRelation Shelf boxes"]


def test_the_scripts_of_a_run_are_one_request() -> None:
    (request,) = requests_of([script(1), script(2)], NAMES)
    assert (request.what, sorted(request.calls)) == ("workflow Count", ["c1", "c2"])
    assert whats(script(1), script(2, "workflow:t2")) == ["workflow Count"] * 2


def test_what_never_reached_the_plugin_is_none() -> None:
    assert whats(call(1, "finder.find", outcome="refused", type="Box")) == []
    assert whats(call(1, "finder.find", outcome="died", type="Box")) == []
    assert whats(call(1, "finder.find", type="Box") | {"plugin": "Other"}) == []
    assert whats(script(1, source="var x = 1 + 1;")) == []
    assert whats({"kind": "notification"}) == []


def test_the_servers_own_sessions_are_none() -> None:
    opened = call(1, "session.open", "own", internal=True)
    assert whats(opened, call(2, "finder.find", "own", type="Box")) == []


@pytest.mark.parametrize(
    ("args", "reached"),
    [
        ({"source": "box.open()", "params": [{"name": "box", "type": "Depot:Box"}]}, True),
        ({"source": "new DepotBox()"}, True),
        ({"source": "myDepotBox.x"}, False),
        ({"source": "", "params": [{"name": "n", "type": "number"}]}, False),
    ],
)
def test_scripts_reach_the_plugin_by_objects_and_names(args: Any, reached: bool) -> None:
    assert reaches(args, NAMES) is reached


def line(second: float, message: str, call: str = "", **more: Any) -> dict[str, Any]:
    at = f"2026-03-02T10:00:{second:09.6f}Z"
    return {"at": at, "message": message, "call": call, **more}


def signs(*lines: dict[str, Any]) -> bool:
    (request,) = requests_of([call(5, "finder.find", type="Box")], NAMES)
    return Log(lines, SIGNATURE).signs(request)


def test_a_line_of_the_call_signs_it() -> None:
    assert signs(line(5, "Depot 1.0 (2026): find", "c5"))
    assert not signs(line(5, "Depot 1.0 (2026): find", "c4"))
    assert not signs(line(5, "find", "c5"))


def test_a_line_of_no_call_signs_what_goes_on() -> None:
    assert signs(line(4.6, "Depot 1.0 (2026)"))
    assert signs(line(5.0005, "Depot 1.0 (2026)"))
    assert not signs(line(4.4, "Depot 1.0 (2026)"))
    assert not signs(line(5.1, "Depot 1.0 (2026)"))


def test_the_log_tells_where_it_was_cut_and_what_matched() -> None:
    log = Log([line(1, "Depot 1.0 (2026): x"), line(2, "the end", truncated=True)], SIGNATURE)
    assert log.ends is not None
    assert log.matches == {"Depot 1.0 (2026)"}


def test_a_run_is_named_by_its_workflow() -> None:
    def named(location: Any) -> list[str]:
        run = call(1, "script.run", source="DepotBox", location=location)
        return whats(run, call(2, "script.run", source="DepotBox", location="other"))

    assert named("Workflow:Count / first (item1)") == ["workflow Count"]
    assert named("Action:a/b") == ["Action:a/b"]
    assert named(None) == named("") == ["script"]
    assert named("Script") == []
    assert named("Scripts") == ["Scripts"]
    assert named("Scrip") == ["Scrip"]


@pytest.mark.parametrize("method", ["script.compile", "policy.register", "session.open"])
def test_only_scripts_that_run_make_a_run(method: str) -> None:
    assert whats(call(1, method, source="DepotBox") | {"plugin": ""}) == []


def test_the_scripts_of_checks_hide_no_run() -> None:
    own = call(1, "script.run", "check", source="DepotBox", location=b"Script".decode())
    assert whats(own, script(2), own | {"call": "c3"}) == ["workflow Count"]


def test_a_run_reaches_the_plugin_by_any_of_its_scripts() -> None:
    own, other = script(1), script(2, source="1 + 1")
    found = requests_of([other, own], NAMES)
    assert [sorted(request.calls) for request in found] == [["c1", "c2"]]


def test_what_the_server_does_for_itself_hides_nothing_else() -> None:
    opened = call(1, "session.open", "own", internal=True)
    refused = call(2, "finder.find", outcome=b"refused".decode(), type="Box")
    rest = call(3, "finder.find", type="Box")
    other = call(4, "plugin.load")
    assert whats(opened, refused, other, rest) == ["find Box"]
    assert whats(call(1, "finder.find", type="Box") | {"plugin": "A"}) == []
    assert whats(call(1, "finder.find", type="Box") | {"plugin": b"Depot".decode()}) == ["find Box"]
    assert whats({"kind": "a", "args": {}}, rest | {"kind": b"call".decode()}) == ["find Box"]


def test_a_request_begins_with_its_first_call_and_ends_with_its_last() -> None:
    slow = script(3) | {"ms": 2500.0}
    (request,) = requests_of([script(1), slow, script(2)], NAMES)
    assert [each.second + each.microsecond / 1e6 for each in (request.begin, request.end)] == [
        0.5,
        3,
    ]


@pytest.mark.parametrize(
    ("second", "belongs"),
    [(4.498, False), (4.499, True), (5.001, True), (5.002, False)],
)
def test_a_line_may_be_a_millisecond_beside(second: float, *, belongs: bool) -> None:
    assert signs(line(second, "Depot 1.0 (2026)")) is belongs


def test_a_line_of_another_call_signs_nothing_that_goes_on() -> None:
    assert not signs(line(4.8, "Depot 1.0 (2026)", "c9"))
    assert not signs(line(4.8, "Depot 1.0 (2025)"))
    log = Log([line(1, "a"), line(2, "b", truncated=False)], SIGNATURE)
    assert (log.ends, log.matches) == (None, set())
