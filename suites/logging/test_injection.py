"""log.injection: text from outside gets into the log as it is, and forges lines there."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from harness.pytest_plugin import check
from suites.logging.lines import logged_during, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Judge, Stage, Submission
    from suites.logging.lines import Line

_FORGERIES: Final = {
    "line feed": "\n",
    "carriage return": "\r",
    "escape sequence": "\x1b[31m",
    "change of direction": "\u202e",
}
_AROUND: Final = 40


@check("log.injection")
def test_injection(stage: Stage, judge: Judge, submission: Submission) -> None:
    """Ask for objects by ids that hold control characters; look how they are logged."""
    if not stage.finder_types:
        judge.not_exercised("the plug-in declares no finder")
    word = f"forged{submission.seed & 0xFFFFFF:06x}"
    lines = logged_during(stage, lambda: ask(stage, judge, word))
    judge.covered("lines", len(lines))
    for name, line in forged(lines, word):
        judge.fail(
            f"a {name} from outside gets into the log as it is",
            where=str(line.get("logger")),
            expected=r"one event stays one line, control characters are visible: \n, \u001b",
            seen=repr(around(text_of(line), word)),
        )


def ask(stage: Stage, judge: Judge, word: str) -> None:
    """Look for objects whose ids and names hold the word and what forges lines."""
    text = word.join(("", *_FORGERIES.values(), ""))
    for type_name in stage.finder_types:
        # no path of the REST API holds a line feed, but a script may ask for anything
        full = json.dumps(f"{stage.plugin}:{type_name}")
        stage.mockvro.script(stage.plugin, f"Server.findForType({full}, {json.dumps(text)});")
        stage.mockvro.find_all(stage.plugin, type_name, text)
        judge.covered("ids and queries with control characters")


def forged(lines: Iterable[Line], word: str) -> Iterator[tuple[str, Line]]:
    """Lines in which a control character stands beside the word; one of each kind."""
    left = dict(_FORGERIES)
    for line in lines:
        message = str(line.get("message") or "")
        for name, mark in list(left.items()):
            if re.search(f"{word}{re.escape(mark)}{word}", message):
                del left[name]
                yield name, line


def around(text: str, word: str) -> str:
    """The part of a text in which the word is."""
    start = max(0, text.find(word) - _AROUND)
    return text[start : start + 3 * _AROUND]
