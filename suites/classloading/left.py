"""Registrations that outlive the plug-in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from suites.deeds import deeds_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Judge, Stage
    from suites.deeds import Deed
    from suites.removal import Removal


def left(removal: Removal, prefix: str) -> Iterator[str]:
    """Names below a key of the state that are there after the removal and were not before."""
    for key in sorted(removal.after.keys() - removal.before.keys()):
        if key.startswith(prefix):
            yield key.removeprefix(prefix)


def behind(stage: Stage, name: str) -> Deed | None:
    """The registration by the plug-in's code."""
    return registered(deeds_of(stage), name)


def registered(done: Iterable[Deed], name: str) -> Deed | None:
    """The first registration of that name; without one nobody knows whose it is."""
    found = (deed for deed in done if deed.what in ("driver", "mbean"))
    return next((deed for deed in found if name.partition("@")[0] == deed.target), None)


def report(judge: Judge, summary: str, name: str, deed: Deed | None) -> None:
    """File what was left; what no code of the plug-in registered is the JDK's."""
    if deed is None:
        judge.note("something else is registered since the plug-in was loaded", where=name)
        return
    judge.fail(
        f"{summary} after its removal",
        where=deed.frame,
        expected="taken back when the plug-in's last factory goes",
        seen=name,
        evidence=deed.evidence,
    )
