"""Workflows of ours that keep an object of the plug-in while they wait."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from harness.pytest_plugin import PAUSE
from suites.scripting.live import found_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Node, Stage, Steps

THERE, GONE = "there", "gone"
_LOOK: Final = (
    "var gone = object === null || object === undefined || System.isNotFound(object);"
    f' seen = gone ? "{GONE}" : "{THERE}";'
)
_BARE: Final = re.compile(r"NullPointerException(: null)?\b(?!: \w)|^\s*$")


class Kept(NamedTuple):
    """A run that keeps an object."""

    node: Node
    run: Steps

    @property
    def where(self) -> str:
        """Place for findings."""
        return f"{self.node.type}/{self.node.id}"


class Result(NamedTuple):
    """What became of a run.

    Attributes:
        seen: What the script saw, :data:`THERE` or :data:`GONE`; empty when it did not come to it.
        error: Why the run failed.
        timed_out: Whether it did not end.
    """

    seen: str
    error: str
    timed_out: bool

    @property
    def speaks(self) -> bool:
        """Whether a failure says anything to a person."""
        return _BARE.search(self.error) is None


def one_of_each_type(nodes: Iterable[Node]) -> Iterator[Node]:
    """The first object of each type."""
    seen = set()
    for node in nodes:
        if node.id and node.type not in seen:
            seen.add(node.type)
            yield node


def keep(stage: Stage, node: Node) -> Kept:
    """Start a run that has an object in a variable and waits."""
    run = stage.begin(
        {"object": f"{stage.plugin}:{node.type}", "seen": "string"},
        f"object = {found_by(stage.plugin, node.key)};",
        PAUSE,
        _LOOK,
    )
    run.settle()
    return Kept(node, run)


def go_on(kept: Kept) -> Result:
    """Let a run go on to its end."""
    kept.run.answer()
    return result(kept)


def result(kept: Kept) -> Result:
    """Wait for the end of a run."""
    ended = kept.run.finish()
    document = ended.document
    seen = document.variables.get("seen")
    return Result(str(seen or ""), document.content_exception or "", ended.timed_out)
