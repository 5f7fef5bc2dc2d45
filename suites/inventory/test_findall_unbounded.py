"""inv.findall-unbounded: findAll() gives everything at once, however much there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from harness.checks import ReasonCode
from harness.pytest_plugin import check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.pytest_plugin import FoundAll, Judge, Stage

SMALL: Final = 1_000
LARGE: Final = 20_000
"""Objects that are added; ``--soak 5`` makes it the 100 000 of the catalogue."""


class Counted(NamedTuple):
    """What ``findAll`` gave.

    Attributes:
        objects: How many objects.
        bounded: Whether it said that there are more.
        error: Why there was no result.
    """

    objects: int
    bounded: bool
    error: str = ""


Counts = dict[str, Counted]


class Unbounded(NamedTuple):
    """A type of which everything is given: with no, few, and many objects added."""

    type: str
    given: tuple[int, int, int]


@check("inv.findall-unbounded")
def test_findall_unbounded(own_stage: Stage, judge: Judge) -> None:
    """Fill the managed system, little and much, and list every type."""
    own, _ = own_stage, own_stage.proxy
    if own.case.backend is None or not own.case.backend.fill:
        judge.not_exercised(
            "the case does not say how to fill the managed system: backend.fill",
            ReasonCode.NEED_MISSING,
        )
    own.install()
    own.configure()
    large = own.soak(LARGE, at_least=5 * SMALL)
    counts = [count(own), *(fill_and_count(own, each) for each in (SMALL, large))]
    grown = list(growing(counts[0], counts[1]))
    if not grown:
        judge.not_exercised("what is filled in does not show", ReasonCode.NOTHING_COVERED)
    judge.covered("types that were filled", len(grown))
    for each in unbounded(counts, grown, (SMALL, large)):
        judge.fail(
            f"findAll({each.type}) gives everything at once",
            where=f"findAll({each.type})",
            expected="a limit, and a result that says that it is not all",
            seen=f"{each.given[2]} objects of {large} that were added, {each.given[1]} of {SMALL}",
            evidence={"objects": list(each.given), "added": [0, SMALL, large]},
        )


def fill_and_count(stage: Stage, added: int) -> Counts:
    """Add objects, then list every type."""
    if stage.system is not None:
        stage.system.fill(added)
    return count(stage)


def count(stage: Stage) -> Counts:
    """List every type."""
    return {
        name: counted(stage.mockvro.find_all(stage.plugin, name)) for name in stage.finder_types
    }


def counted(found: FoundAll) -> Counted:
    """Count a listing."""
    bounded = found.partial or found.total > len(found.ids)
    return Counted(len(found.ids), bounded, found.error)


def growing(before: Counts, after: Counts) -> Iterator[str]:
    """Pick the types that more objects are listed of, or that say that there are more."""
    for name, later in after.items():
        if later.objects > before[name].objects or later.bounded or later.error:
            yield name


def unbounded(
    counts: list[Counts], names: list[str], added: tuple[int, int]
) -> Iterator[Unbounded]:
    """Pick the types whose result follows what was added, to the last object."""
    none, few, many = counts
    for name in names:
        given = (none[name].objects, few[name].objects, many[name].objects)
        follows = given[1] - given[0] >= added[0] and given[2] - given[0] >= added[1]
        if follows and not many[name].bounded and not many[name].error:
            yield Unbounded(name, given)
