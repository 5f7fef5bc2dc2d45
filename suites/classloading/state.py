"""The state that all plug-ins of a JVM share, before and after this one was used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from suites.deeds import deeds_of, state_after_use

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from harness.pytest_plugin import Judge, Stage
    from suites.deeds import Deed

NEVER_SET = "nothing"


class Change(NamedTuple):
    """A part of the shared state that is not as it was before the plug-in was loaded."""

    key: str
    before: str
    after: str


class Watched(NamedTuple):
    """What a check looks at.

    Attributes:
        keys: Beginnings of the keys of the state, ``docs/observer.md``, each with the kind and
            target of the deeds that change it; any target when it is empty.
        summary: What the plug-in does when it changes it.
    """

    keys: dict[str, tuple[str, str]]
    summary: str

    def concerns(self, key: str) -> bool:
        """Whether it looks at this part of the state."""
        return key.startswith(tuple(self.keys))

    def about(self, deed: Deed) -> bool:
        """Whether a deed may change something of this."""
        return any(_fits(kind, deed) for kind in self.keys.values())

    def made_by(self, change: Change, deed: Deed) -> bool:
        """Whether a deed may have made a change."""
        return any(
            change.key.startswith(key) and _fits(kind, deed) for key, kind in self.keys.items()
        )


def _fits(kind: tuple[str, str], deed: Deed) -> bool:
    what, target = kind
    return deed.what == what and target in ("", deed.target)


def judge_state(stage: Stage, judge: Judge, watched: Watched) -> None:
    """Use the plug-in, and file what it left changed, and what it changed for a while."""
    state = state_after_use(stage, judge)
    keys = [key for key in state.get("state") or {} if watched.concerns(key)]
    judge.covered("parts of the JVM's state", len(keys))
    changed = [each for each in changes(state) if watched.concerns(each.key)]
    report(judge, watched, changed, [deed for deed in deeds_of(stage) if watched.about(deed)])


def changes(state: dict[str, Any]) -> Iterator[Change]:
    """Read the changes out of the observer's answer."""
    for each in state.get("changes") or ():
        before, after = (each.get(key) or NEVER_SET for key in ("before", "after"))
        yield Change(str(each["key"]), str(before), str(after))


def report(judge: Judge, watched: Watched, changed: Sequence[Change], done: Sequence[Deed]) -> None:
    """File each change with the deeds behind it.

    A change that no code of the plug-in is known to have made is a doubt; a deed that left nothing
    changed was undone, which other plug-ins may have met in the meantime.
    """
    for each in changed:
        behind = [deed for deed in done if watched.made_by(each, deed)]
        file = judge.fail if behind else judge.warn
        file(
            watched.summary,
            where=behind[0].frame if behind else each.key,
            expected=f"{each.key}: {each.before}",
            seen=f"{each.key}: {each.after}",
            evidence={"deeds": [_shown(deed) for deed in behind]},
        )
    for deed in undone(watched, changed, done):
        judge.note(
            f"{watched.summary}, and restores it",
            where=deed.frame,
            seen=f"{deed.method} {deed.target}",
            evidence=deed.evidence,
        )


def undone(watched: Watched, changed: Sequence[Change], done: Iterable[Deed]) -> Iterator[Deed]:
    """Deeds of which nothing is left."""
    return (deed for deed in done if not any(watched.made_by(each, deed) for each in changed))


def _shown(deed: Deed) -> dict[str, Any]:
    return {"where": deed.frame, "target": deed.target, **deed.evidence}
