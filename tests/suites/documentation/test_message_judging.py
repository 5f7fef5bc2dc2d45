from __future__ import annotations

import pytest

from suites.documentation.messages import (
    Message,
    logged_messages,
    thrown_messages,
    undocumented,
)

MANUAL = (
    "lh201 harbour office cannot be reached",
    "| no folder for receipts was chosen | run it |",
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("LH201 Harbour office: GET /lights failed", True),
        ("no folder for receipts: none", True),
        ("no folder", True),
        ("12 %", True),
        ("the printer is out of ink", False),
        ("chosen", True),
        ("folder receipts", False),
    ],
)
def test_messages_are_known_by_code_or_words(text: str, told: bool) -> None:
    assert (undocumented([Message(text, "x")], MANUAL) == ()) is told


def test_messages_with_other_numbers_are_one() -> None:
    messages = [Message(f"{number} sheets left over", "x") for number in range(3)]
    assert undocumented(messages, MANUAL) == (messages[0],)


def test_only_what_the_plugin_threw_itself_counts() -> None:
    frame = "org.example.A.b(A.java:1)"
    own = {"message": "no ink", "stack": [frame], "pluginFrame": frame}
    theirs = {"message": "boom", "stack": ["java.util.X.y(X.java)"], "pluginFrame": frame}
    wrapped = theirs | {"cause": own}
    assert list(thrown_messages([{"exception": wrapped}, {}])) == [Message("no ink", frame)]


def test_only_warnings_of_own_loggers_count() -> None:
    lines = [
        {"level": "WARN", "logger": "org.example.a.B", "message": "Acme 1.0: no ink"},
        {"level": "INFO", "logger": "org.example.a.B", "message": "fine"},
        {"level": "ERROR", "logger": "org.apache.C", "message": "theirs"},
    ]
    (found,) = logged_messages(lines, ("org.example.a",), r"Acme 1\.0")
    assert found.text.strip(" :") == "no ink"
