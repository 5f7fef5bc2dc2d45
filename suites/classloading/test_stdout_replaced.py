"""cl.stdout-replaced: the plug-in replaces or writes to System.out or System.err."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from harness.pytest_plugin import check

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Aftermath, Judge, Output

_SHOWN = 200


class Deed(NamedTuple):
    """Something that a line of the plug-in's code did to a standard stream."""

    summary: str
    frame: str
    stage: str
    stream: str
    stack: tuple[str, ...]


@check("cl.stdout-replaced")
def test_stdout_replaced(aftermath: Aftermath, judge: Judge) -> None:
    """Look at the first write of each line of code, at replacements, and at what came out."""
    found = list(deeds(item.facts | {"stage": stage} for stage, item in aftermath.observations))
    judge.covered("hosts", len(aftermath.of_kind("host-started")))
    for deed in found:
        judge.fail(
            deed.summary,
            where=deed.frame,
            expected="lines in the log",
            seen=volume(deed, aftermath.outputs),
            evidence={"stage": deed.stage, "stack": list(deed.stack)},
        )
    for output in unexplained(found, aftermath.outputs):
        judge.note(
            "a library or the JVM writes to a standard stream",
            where=f"{output.stream} of {output.stage}",
            seen=f"{output.size} bytes, which begin with {output.text[:_SHOWN]!r}",
        )


def deeds(noticed: Iterable[dict[str, Any]]) -> Iterator[Deed]:
    """The first deed of each line of code, over all stages."""
    seen = set()
    for facts in noticed:
        told = _told(facts)
        frame = str(facts.get("pluginFrame") or "")
        if told and frame and (told, frame) not in seen:
            seen.add((told, frame))
            stack = tuple(facts.get("stack") or ())
            yield Deed(told, frame, facts["stage"], str(facts.get("stream", "")), stack)


def _told(facts: dict[str, Any]) -> str:
    if facts["kind"] == "output-frame":
        return f"the plug-in writes to {facts['stream']}"
    if facts["kind"] == "stream-replaced":
        return f"the plug-in replaces a stream of the process with {facts['method']}"
    return ""


def volume(deed: Deed, outputs: Iterable[Output]) -> str:
    """How much came out of the stream that was written to; empty for a replacement."""
    here = (deed.stage, deed.stream)
    sizes = [each.size for each in outputs if (each.stage, each.stream) == here]
    return f"{sum(sizes)} bytes on {deed.stream} in this stage" if sizes else ""


def unexplained(found: Iterable[Deed], outputs: Iterable[Output]) -> Iterator[Output]:
    """Streams with content to which no line of the plug-in's code wrote in the whole run."""
    written = {deed.stream for deed in found}
    return (each for each in outputs if each.size and each.stream not in written)
