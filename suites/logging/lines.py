"""What a plug-in logs while something is done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from harness.pytest_plugin import Stage

Line = dict[str, Any]

GRAVE: Final = frozenset({"WARN", "WARNING", "ERROR", "FATAL", "SEVERE"})
"""Levels that somebody is to look at."""
ERRORS: Final = frozenset({"ERROR", "FATAL", "SEVERE"})
INFO: Final = frozenset({"INFO"})
"""The level at which the product writes down what happens; a problem may need more to be told."""
_EXCEPTION: Final = re.compile(r"\b[A-Z]\w*(?:Exception|Error)\b")
_LONGEST: Final = 200


def logged_during(stage: Stage, action: Callable[[], object]) -> tuple[Line, ...]:
    """Do something; list what was logged meanwhile."""
    before = len(stage.mockvro.log())
    action()
    return stage.mockvro.log()[before:]


def text_of(line: Line) -> str:
    """The message, with exceptions and their causes as the product writes them."""
    told, thrown = [str(line.get("message") or "")], line.get("thrown")
    while isinstance(thrown, dict):
        told.append(f"{thrown.get('class')}: {thrown.get('message')}")
        thrown = thrown.get("cause")
    return "\n".join(told)


def names_exception(line: Line) -> bool:
    """Whether a line says which exception it is about."""
    return bool(line.get("thrown")) or bool(_EXCEPTION.search(str(line.get("message") or "")))


def at(lines: Iterable[Line], levels: frozenset[str]) -> tuple[Line, ...]:
    """Pick the lines of some levels."""
    return tuple(line for line in lines if str(line.get("level")).upper() in levels)


def shown(line: Line) -> str:
    """A line for people, shortened."""
    return f"{line.get('level')} {line.get('logger')}: {text_of(line)!r}"[:_LONGEST]
