"""net.cleartext: the plug-in sends credentials unencrypted without a warning."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from harness.pytest_plugin import check

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from harness.pytest_plugin import Judge, Leak, Stage

_LEVELS: Final = frozenset({"WARN", "ERROR", "FATAL"})
_ABOUT: Final = re.compile(
    r"clear[\s-]?text|plain[\s-]?text|in (the )?clear|un-?encrypted|not encrypted|insecure|unsafe"
    r"|\bplain\b|\bhttps?\b|\btls\b|\bssl\b",
    re.IGNORECASE,
)
_SHOWN: Final = 5


@check("net.cleartext")
def test_cleartext(stage: Stage, judge: Judge) -> None:
    """Look at what came through the proxy in clear, and at what the log says about it."""
    proxy = stage.proxy
    if stage.system is not None and stage.system.by_tls:
        judge.not_exercised("the case connects the plug-in by TLS")
    stage.case_runs()
    judge.covered("requests without TLS", proxy.counters.requests)
    clear = proxy.clear
    if not clear:
        return
    warnings = warned(stage.mockvro.log())
    judge.covered("lines of the log that warn", len(warnings))
    if about_encryption(warnings):
        return
    tell = judge.warn if warnings else judge.fail
    tell(
        "a secret is sent without encryption, and no warning tells so",
        where=clear[0].where,
        expected="a line of level WARN about the connection that is not encrypted",
        seen=told(warnings),
        evidence={"secrets": secrets(clear), "warnings": list(warnings[:_SHOWN])},
    )


def warned(lines: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    """Messages of the log that are at least warnings."""
    return tuple(
        str(line.get("message", "")) for line in lines if str(line.get("level")) in _LEVELS
    )


def about_encryption(messages: Iterable[str]) -> bool:
    """Whether one of the warnings may be about a connection that is not encrypted."""
    return any(_ABOUT.search(message) for message in messages)


def told(warnings: Sequence[str]) -> str:
    """What the log says instead."""
    return f"{len(warnings)} warnings about something else" if warnings else "no warning at all"


def secrets(clear: Iterable[Leak]) -> list[dict[str, str]]:
    """Which secret was seen where, each once, without its value."""
    found = {(leak.secret, leak.encoding): leak.where for leak in reversed(list(clear))}
    return [
        {"secret": secret, "encoding": encoding, "where": where}
        for (secret, encoding), where in found.items()
    ]
