"""Error messages of a plug-in, and whether documents speak of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

GRAVE: Final = frozenset({"WARN", "ERROR", "FATAL", "SEVERE", "WARNING"})
_RUN: Final = 3
"""Words in a row that tell which message is meant."""
_CODE: Final = re.compile(r"\b[A-Z][A-Z0-9_-]*[0-9]{2,}\b")
_WORD: Final = re.compile(r"[^\W\d_][\w'-]*")


class Message(NamedTuple):
    """A text that users may see, and where it comes from."""

    text: str
    where: str


def thrown_messages(calls: Iterable[dict[str, Any]]) -> Iterator[Message]:
    """Messages of exceptions that the plug-in's own code made, causes included."""
    for call in calls:
        exception = call.get("exception")
        while isinstance(exception, dict):
            stack, frame = exception.get("stack") or [""], exception.get("pluginFrame")
            if exception.get("message") and frame and stack[0] == frame:
                yield Message(str(exception["message"]), str(frame))
            exception = exception.get("cause")


def logged_messages(
    lines: Iterable[dict[str, Any]], packages: tuple[str, ...], signature: str
) -> Iterator[Message]:
    """Messages of warnings and errors of the plug-in's own loggers, without release signature."""
    for line in lines:
        logger = str(line.get("logger") or "")
        if str(line.get("level")).upper() in GRAVE and logger.startswith(packages):
            text = str(line.get("message") or "")
            yield Message(re.sub(signature, " ", text) if signature else text, logger)


def undocumented(messages: Iterable[Message], manual: Iterable[str]) -> tuple[Message, ...]:
    """Messages, each once, that no line speaks of."""
    lines = list(manual)
    text = " ".join(word for line in lines for word in words_of(line))
    codes = {code.upper() for line in lines for code in _CODE.findall(line.upper())}
    kinds: dict[tuple[str, ...], Message] = {}
    for message in messages:
        kinds.setdefault(words_of(message.text), message)
    return tuple(each for words, each in kinds.items() if not _told(words, each.text, text, codes))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, without numbers."""
    return tuple(word.lower() for word in _WORD.findall(text))


def _told(words: tuple[str, ...], message: str, manual: str, codes: set[str]) -> bool:
    """Whether its code is named, or some of its words stand there in a row."""
    if not words or any(code in codes for code in _CODE.findall(message)):
        return True
    length = min(_RUN, len(words))
    runs = (" ".join(words[at : at + length]) for at in range(len(words) - length + 1))
    return any(f" {run} " in f" {manual} " for run in runs)
