"""What of a plug-in is still in the JVM after it was used and removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from msgspec import Struct

from suites.deeds import exercise

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage

_REMOVED: Final[WeakKeyDictionary[Stage, Removal]] = WeakKeyDictionary()


class Removal(Struct, frozen=True):
    """The JVM's state as the observer tells it, and the files below its folders.

    Attributes:
        before: Before the first plug-in was loaded.
        after: After the plug-in was removed.
        files: Paths of the files that were there then, relative to the working folder of the JVM.
    """

    before: dict[str, str]
    after: dict[str, str]
    files: tuple[str, ...]


def removal_of(stage: Stage, judge: Judge) -> Removal:
    """Use the plug-in and remove it from its JVM, once per stage; it is back afterwards."""
    exercise(stage, judge)
    judge.covered("removal")
    if stage not in _REMOVED:
        stage.observer.post("unload", plugin=stage.plugin)
        state: dict[str, Any] = stage.observer.get("jvm-state")
        files = stage.mockvro.state()["files"]
        _REMOVED[stage] = Removal(
            before=state.get("before") or {},
            after=state["state"],
            files=tuple(str(each["path"]) for each in files),
        )
        stage.restart_host()
    return _REMOVED[stage]
