from __future__ import annotations

from suites.install.test_blocks_startup import start_of
from suites.install.test_breaks_other_plugin import differences
from suites.install.test_event_after_stop import late
from suites.install.test_overwrites_foreign import foreign

MINE = {"kind": "Workflow", "id": "w1", "name": "Count", "sha256": "aa", "packages": ["seeds"]}
OTHERS = {"kind": "Action", "id": "a1", "name": "help", "sha256": "bb", "packages": []}


def test_sharing_an_element_changes_nothing_in_it() -> None:
    before = {"elements": [MINE, OTHERS]}
    after = {"elements": [MINE | {"packages": ["seeds", "depot"]}, OTHERS]}
    assert list(foreign(before, after, ["w1"])) == []


def test_other_content_and_removed_content_is_foreign() -> None:
    before = {"elements": [MINE, OTHERS]}
    after = {"elements": [MINE | {"sha256": "cc"}]}
    assert [str(each) for each in foreign(before, after, ["w1"])] == [
        "elements: Action a1 (help) removed",
        "elements: Workflow w1 (Count) changed in sha256",
    ]


def test_answers_that_differ() -> None:
    before = {"find": ["t1"], "script": "title"}
    assert list(differences(before, {"find": ["t1"], "script": "t\u0131tle"})) == [
        ("script", "t\u0131tle")
    ]


def test_the_last_start_counts() -> None:
    calls = [
        {"method": "plugin.load", "ms": 1},
        {"method": "finder.find"},
        {"method": "plugin.load", "ms": 2},
    ]
    assert start_of(calls) == calls[2]
    assert start_of([]) is None


def test_what_comes_too_late() -> None:
    violation = {"kind": "violation", "rule": "handler-after-session", "detail": "d", "seq": 1}
    other = {"kind": "violation", "rule": "no-factory", "seq": 2}
    push = {"kind": "watcher-event", "registered": False, "watcher": "w", "seq": 3}
    assert [seen for _, seen in late([violation, other, push], 2)] == ["d", "watcher-event of w"]
    assert [seen for _, seen in late([violation, other, push], 3)] == ["d"]
