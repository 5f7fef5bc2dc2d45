"""What the observer saw the plug-in do, for checks of several areas (``docs/observer.md``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from msgspec import Struct, field

from harness.pytest_plugin.stop import StageLostError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Judge, Stage


_STATES: Final[WeakKeyDictionary[Stage, dict[str, Any]]] = WeakKeyDictionary()


class Deed(Struct, frozen=True, kw_only=True):
    """Something that reaches beyond the plug-in, as a place in its code did it first.

    Attributes:
        what: ``file``, ``socket``, ``property`` and so on.
        how: What was done, as the observer calls it.
        method: The call.
        target: Whom it was done to: a path, an address, a key.
        details: More about the target.
        call: Id of the call into the plug-in during which it was done.
        frame: Line of the plug-in's code; the thread where none is on the stack.
        stack: The whole stack.
    """

    what: str
    how: str = ""
    method: str = ""
    target: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    call: str = ""
    frame: str = ""
    stack: tuple[str, ...] = ()

    @property
    def evidence(self) -> dict[str, Any]:
        """What a finding shows."""
        return {"method": self.method, "call": self.call, "stack": list(self.stack)}


def exercise(stage: Stage, judge: Judge) -> None:
    """Use the plug-in once per stage in every way that the case and the inventory allow.

    Raises:
        StageLostError: That has ended the JVM, so that nothing can be asked about it.
    """
    judge.covered("objects of the inventory", len(stage.inventory.nodes))
    judge.covered("runs of the case", len(stage.case_runs()))
    judge.covered("start of the plug-in")
    if loss := stage.lost():
        raise StageLostError(loss)
    if stage not in _STATES:
        _STATES[stage] = stage.observer.get("jvm-state")


def state_after_use(stage: Stage, judge: Judge) -> dict[str, Any]:
    """The observer's answer about the JVM's state when the plug-in had just been used.

    Another check may have replaced the JVM in the meantime.
    """
    exercise(stage, judge)
    return _STATES[stage]


def deeds_of(stage: Stage) -> tuple[Deed, ...]:
    """Everything of that kind that the plug-in did so far on this stage."""
    return tuple(deeds(item.facts for item in stage.observations("deed")))


def deeds(noticed: Iterable[dict[str, Any]]) -> Iterator[Deed]:
    """Read observations; each place in the code speaks once, also when a JVM is replaced."""
    seen = set()
    for facts in noticed:
        thread = f"thread {facts.get('thread')}"
        deed = Deed(
            what=str(facts.get("what", "")),
            how=str(facts.get("how", "")),
            method=str(facts.get("method", "")),
            target=str(facts.get("target") or ""),
            details=dict(facts.get("details") or {}),
            call=str(facts.get("call") or ""),
            frame=str(facts.get("pluginFrame") or thread),
            stack=tuple(facts.get("stack") or ()),
        )
        key = (deed.what, deed.how, deed.target, deed.frame)
        if key not in seen:
            seen.add(key)
            yield deed


def of(found: Iterable[Deed], what: str, *hows: str) -> Iterator[Deed]:
    """Pick the deeds of one kind, done in one of these ways if any are named."""
    return (deed for deed in found if deed.what == what and (not hows or deed.how in hows))


def note_unseen(stage: Stage, judge: Judge, what: str) -> None:
    """Say that there was more than the observer looks at, which nobody may take for a pass."""
    events = stage.observer.get("events")
    unseen = int((events.get("unseen") or {}).get(what, 0))
    dropped = int(events.get("dropped") or 0)
    if unseen or dropped:
        judge.note(
            "the plug-in does more of this than could be looked at",
            seen=f"{unseen} events of the kind {what} and {dropped} places were left out",
        )
