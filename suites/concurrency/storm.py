"""Many sessions at once: what they got, against what one alone gets."""

from __future__ import annotations

import random
import threading
import time
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.pytest_plugin import Node, Stage

_SESSIONS: Final = 16
_FRESH: Final = 2
"""Times that the JVM is replaced, because a first call may meet what later ones do not."""
_SECONDS: Final = 2.0
_LOOK_S: Final = 0.5
_known: WeakKeyDictionary[Stage, Storm] = WeakKeyDictionary()


class Wrong(Struct, frozen=True):
    """An answer that one session alone does not get: what was asked, what came, in which round."""

    asked: str
    came: str
    round: str


class Storm(Struct, frozen=True, kw_only=True):
    """What came of it.

    Attributes:
        calls: How many calls were made at once.
        wrong: Answers that one session alone does not get.
        deadlocks: Stacks of threads that wait for each other.
    """

    calls: int
    wrong: tuple[Wrong, ...]
    deadlocks: tuple[tuple[tuple[str, ...], ...], ...]


def storm(stage: Stage, seed: int) -> Storm:
    """Let many sessions ask at once; once for each stage."""
    if stage not in _known:
        _known[stage] = _Run(stage, seed).result()
    return _known[stage]


class _Run:
    def __init__(self, stage: Stage, seed: int) -> None:
        self._stage = stage
        self._seed = seed
        self._wrong: list[Wrong] = []
        self._calls = 0
        self._deadlocks: tuple[tuple[tuple[str, ...], ...], ...] = ()
        known = [node for node in stage.inventory.nodes if stage.find(*node.key).found is not None]
        self._nodes = known
        branches = stage.inventory.branches
        self._lists = {
            (branch.parent, branch.relation): _ids(branch.nodes)
            for branch in branches
            if branch.parent is not None and not branch.error and branch.total == len(branch.nodes)
        }

    def result(self) -> Storm:
        for number in range(_FRESH if self._nodes else 0):
            self._stage.restart_host()
            self._at_once(f"first calls of a fresh server, {number + 1}", 0.0)
        if self._nodes:
            self._at_once("a mix of calls", _SECONDS * self._stage.soak(1))
        return Storm(calls=self._calls, wrong=tuple(self._wrong), deadlocks=self._deadlocks)

    def _at_once(self, name: str, seconds: float) -> None:
        barrier = threading.Barrier(_SESSIONS)
        workers = [
            threading.Thread(target=self._work, args=(number, barrier, name, seconds), daemon=True)
            for number in range(_SESSIONS)
        ]
        for worker in workers:
            worker.start()
        end = time.monotonic() + seconds + self._stage.case.deadlines.find
        while any(worker.is_alive() for worker in workers) and time.monotonic() < end:
            workers[0].join(_LOOK_S)
            if self._locked():
                return
        for worker in workers:
            worker.join(max(0.0, end - time.monotonic()))

    def _locked(self) -> bool:
        seen = self._stage.observer.threads()
        by_id = {thread.id: thread.stack for thread in seen.threads}
        self._deadlocks = tuple(tuple(by_id[one] for one in cycle) for cycle in seen.deadlocks)
        return bool(self._deadlocks)

    def _work(self, number: int, barrier: threading.Barrier, name: str, seconds: float) -> None:
        chance = random.Random(f"{self._seed} {number}")  # noqa: S311 - reproducible, not secret
        barrier.wait(timeout=60)
        end = time.monotonic() + seconds
        for wrong in self._questions(number, chance, name, end):
            self._calls += 1
            if wrong is not None:
                self._wrong.append(wrong)

    def _questions(
        self, number: int, chance: random.Random, name: str, end: float
    ) -> Iterator[Wrong | None]:
        first = self._nodes[0] if not name.startswith("a mix") else chance.choice(self._nodes)
        yield self._find(number, first, name)
        while time.monotonic() < end:
            if self._lists and chance.random() < 1 / 3:
                yield self._list(number, chance.choice(sorted(self._lists)), name)
            else:
                yield self._find(number, chance.choice(self._nodes), name)

    def _find(self, number: int, node: Node, name: str) -> Wrong | None:
        client = self._stage.session(f"storm{number}")
        lookup = client.catalog.get(self._stage.plugin, node.type, node.id)
        asked = f"find({node.type}, {node.id!r})"
        if lookup.found is None:
            return Wrong(asked, lookup.error or "nothing", name)
        return None

    def _list(self, number: int, key: tuple[Any, str], name: str) -> Wrong | None:
        (type_name, identity), relation = key
        client = self._stage.session(f"storm{number}")
        listing = client.catalog.related(self._stage.plugin, type_name, identity, relation)
        asked = f"findRelation({type_name}/{identity}, {relation})"
        if listing.error:
            return Wrong(asked, listing.error, name)
        got = frozenset(each.id for each in listing.objects)
        if got != self._lists[key]:
            return Wrong(asked, f"{len(got)} objects instead of {len(self._lists[key])}", name)
        return None


def _ids(nodes: tuple[Node, ...]) -> frozenset[str]:
    return frozenset(node.id for node in nodes)
