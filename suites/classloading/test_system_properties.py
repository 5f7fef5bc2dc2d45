"""cl.system-properties: the plug-in changes system properties of the whole process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from harness.pytest_plugin import check
from suites.classloading.state import NEVER_SET, changes
from suites.deeds import deeds_of, note_unseen, of, state_after_use

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from harness.pytest_plugin import Judge, Stage
    from suites.classloading.state import Change
    from suites.deeds import Deed

_KEY: Final = "property:"
_ALL: Final = "replace-all"
_SEGMENTS: Final = 2
"""Segments of a package that say whose it is."""


class Setting(NamedTuple):
    """A property that the plug-in set or removed.

    ``change`` is None when it has the value again that it had before; ``own`` says that nobody else
    knows it.
    """

    deed: Deed
    change: Change | None
    own: bool


@check("cl.system-properties")
def test_system_properties(stage: Stage, judge: Judge) -> None:
    """Use the plug-in, and look at the properties that its code sets and at what is left."""
    state = state_after_use(stage, judge)
    left = {each.key: each for each in changes(state) if each.key.startswith(_KEY)}
    judge.covered("system properties", sum(key.startswith(_KEY) for key in state["state"]))
    done = tuple(of(deeds_of(stage), "property"))
    for each in settings(done, left, stage.plugin):
        report(judge, each)
    for change in unexplained(done, left, stage):
        judge.warn(
            "a system property changed, and no call of the plug-in is known to have set it",
            where=change.key,
            expected=change.before,
            seen=change.after,
        )
    note_unseen(stage, judge, "property")


def unexplained(
    done: Iterable[Deed], left: Mapping[str, Change], stage: Stage
) -> tuple[Change, ...]:
    """Changes without a deed, as by the map of the properties, which a JVM alone does not have."""
    deeds = list(done)
    known = {_KEY + deed.target for deed in deeds}
    if any(deed.how == _ALL for deed in deeds) or not left.keys() - known:
        return ()
    usual = {each.key for each in changes(stage.control.observer.get("jvm-state"))}
    return tuple(left[key] for key in sorted(left.keys() - known - usual))


def report(judge: Judge, setting: Setting) -> None:
    """File a property that has another value now, or had in between."""
    deed, change = setting.deed, setting.change
    if setting.own or change is None:
        what = "a property of its own" if setting.own else "a property for a while"
        judge.note(f"the plug-in sets {what}", where=deed.frame, seen=deed.target)
        return
    judge.fail(
        "the plug-in changes a system property, which everybody in the process reads",
        where=deed.frame,
        expected=f"{deed.target}: {change.before}",
        seen=f"{deed.target}: {change.after}",
        evidence=deed.evidence,
    )


def settings(done: Iterable[Deed], left: Mapping[str, Change], plugin: str) -> Iterator[Setting]:
    """Put deeds and changes together, each property once."""
    seen = set()
    for deed in done:
        change = left.get(_KEY + deed.target)
        if deed.how == _ALL:
            change = next(iter(left.values()), None)
        if deed.target not in seen:
            seen.add(deed.target)
            new = change is None or change.before == NEVER_SET
            yield Setting(deed, change, new and deed.how != _ALL and is_own(deed, plugin))


def is_own(deed: Deed, plugin: str) -> bool:
    """Whether the key begins with the module's name, or with the package of the code."""
    key, package = deed.target.lower(), deed.frame.lower().split(".")[:_SEGMENTS]
    return key.startswith((plugin.lower(), f"{'.'.join(package)}."))
