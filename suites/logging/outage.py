"""Reading the inventory while nobody is at the other end."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from suites.logging.lines import logged_during

if TYPE_CHECKING:
    from harness.pytest_plugin import Snapshot, Stage
    from suites.logging.lines import Line


class Outage(NamedTuple):
    """What came of it.

    Attributes:
        lines: What was logged.
        noticed: Whether the plug-in missed its managed system: it gave an error, or fewer objects
            than before. One that answers from what it remembers has nothing to log.
    """

    lines: tuple[Line, ...]
    noticed: bool


def read_without_backend(stage: Stage) -> Outage:
    """Read the inventory while the managed system refuses connections.

    Raises:
        NotExercisedError: There is no managed system that can be cut off.
    """
    taken: list[Snapshot] = []
    before = stage.inventory
    with stage.profile("refused"):
        lines = logged_during(stage, lambda: taken.append(stage.walk()))
    (during,) = taken
    failed = any(branch.error for branch in during.branches)
    known = {node.key for node in before.nodes}
    return Outage(lines, noticed=failed or not known <= {node.key for node in during.nodes})
