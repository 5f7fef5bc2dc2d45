"""ses.factory-leak: factories live on after their sessions have ended."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from harness.pytest_plugin import check

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from harness.pytest_plugin import Judge, Stage

CYCLES: Final = 600
ROUNDS: Final = 3
PER_CYCLE: Final = 0.5
"""Factories that each session may leave behind; less follows a cache, not the sessions."""


class Kept(NamedTuple):
    """Live factories of one class, before the first round and after each."""

    type: str
    counts: tuple[int, ...]


@check("ses.factory-leak")
def test_factory_leak(stage: Stage, judge: Judge) -> None:
    """Begin and end many sessions, and count the factories that are still there."""
    known = next(((node.type, node.id) for node in stage.inventory.nodes if node.id), None)
    size = stage.soak(CYCLES // ROUNDS, at_least=20)
    rounds = [stage.observer.factory_cycles(stage.plugin, size, find=known) for _ in range(ROUNDS)]
    kept = list(kept_of([[(f.type, f.before, f.after) for f in each.factories] for each in rounds]))
    if not kept:
        judge.not_exercised("the plug-in makes no factory")
    judge.covered("sessions that began and ended", sum(each.cycles for each in rounds))
    for each in kept:
        if follows(each.counts, size):
            judge.fail(
                "factories live on after their sessions have ended",
                where=each.type,
                expected=f"as many live instances as before {size * ROUNDS} sessions",
                seen=f"{each.counts[-1] - each.counts[0]} more",
                evidence=evidence(each, size),
            )


def kept_of(rounds: Sequence[Sequence[tuple[str, int, int]]]) -> Iterator[Kept]:
    """Put the counts of the rounds together: class, live ones before, live ones after."""
    counts: dict[str, list[int]] = {}
    for found in rounds:
        for name, before, after in found:
            counts.setdefault(name, [before]).append(after)
    return (Kept(name, tuple(each)) for name, each in counts.items())


def follows(counts: Sequence[int], size: int) -> bool:
    """Whether every round leaves instances behind, in proportion to its sessions (M3)."""
    return len(counts) > 1 and all(
        later - earlier >= size * PER_CYCLE for earlier, later in pairwise(counts)
    )


def evidence(kept: Kept, size: int) -> dict[str, Any]:
    """What a finding shows."""
    return {"class": kept.type, "live": list(kept.counts), "sessions in between": size}
