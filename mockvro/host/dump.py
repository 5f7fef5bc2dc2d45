"""Thread dumps: the host's own answer, or what the JVM prints on SIGQUIT."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from mockvro.host.launch import Child
    from mockvro.host.output import Capture

_BEGIN: Final = "Full thread dump"
_END: Final = "JNI global refs"

Dump = list[dict[str, Any]] | str
"""The threads as `host.threads` gives them, or the JVM's text."""


def from_host(answer: Any) -> Dump:
    """The answer of ``host.threads``; an empty list when it was an error."""
    return answer if isinstance(answer, list) else []


def from_jvm(child: Child, stdout: Capture, timeout_s: float) -> Dump:
    """Make the JVM print its threads to standard output and take them from there."""
    before = stdout.size
    child.quit_signal()
    stdout.wait_for(_END, before, timeout_s)
    text = stdout.since(before)
    return text[max(0, text.find(_BEGIN)) :]


def stack_of(threads: Dump, call: str) -> tuple[str, ...]:
    """The stack of the thread that serves a call; empty when it is not known."""
    if isinstance(threads, str):
        return ()
    serving = (thread["stack"] for thread in threads if thread.get("call") == call)
    return tuple(next(serving, ()))
