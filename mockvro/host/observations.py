"""Everything that was noticed about the plug-in, in order, bounded in memory."""

from __future__ import annotations

import itertools
import threading
from collections import deque
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

Observation = dict[str, Any]
"""``{"seq", "at", "kind", "plugin", "call", …}`` as `docs/host-protocol.md` describes it."""


class _Kept(NamedTuple):
    """One observation in memory, as JSON: a listing of hundreds of objects takes a fifth so."""

    seq: int
    kind: str
    line: bytes


class Observations:
    """An append-only list with sequence numbers; safe for use by many threads.

    The newest observations stay in memory, older ones move to a file of JSON lines. When that
    file is full, older ones are lost and counted.

    Args:
        spill: File for what does not fit into memory; created when needed.
        memory: How many observations stay in memory.
        memory_bytes: How many bytes of them; some tell of hundreds of objects.
        spill_limit: Size of the file in bytes at which no more is written.

    Attributes:
        call_ids: Numbers for calls; a JVM that takes over from another goes on counting, so that an
            id names one call among all observations.
    """

    def __init__(
        self,
        spill: Path,
        *,
        memory: int = 20_000,
        memory_bytes: int = 32 * 1024 * 1024,
        spill_limit: int = 256 * 1024 * 1024,
    ) -> None:
        self._spill = spill
        self._memory = memory
        self._memory_bytes = memory_bytes
        self._bytes = 0
        self._spill_limit = spill_limit
        self._recent: deque[_Kept] = deque()
        self._spilled = 0
        self._spill_size = 0
        self._lost = 0
        self._next = 1
        self._changed = threading.Condition()
        self._listeners: dict[str, list[Callable[[Observation], None]]] = {}
        self.call_ids = itertools.count(1)

    @property
    def next(self) -> int:
        """The sequence number of the next observation."""
        return self._next

    @property
    def lost(self) -> int:
        """How many observations were dropped because the file was full."""
        return self._lost

    def file(self, kind: str, *, plugin: str = "", call: str = "", **facts: Any) -> Observation:
        """Append an observation.

        Args:
            kind: One of the kinds of the host protocol.
            plugin: Name of the plug-in it is about.
            call: Id of the call during which it was made.
            facts: Further keys, JSON values.
        """
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        with self._changed:
            number = self._next
            observation: Observation = {"seq": number, "at": at, "kind": kind, "plugin": plugin}
            observation |= {"call": call, **facts}
            self._next += 1
            line = msgspec.json.encode(observation) + b"\n"
            self._recent.append(_Kept(number, kind, line))
            self._bytes += len(line)
            while len(self._recent) > self._memory or self._bytes > self._memory_bytes:
                self._move_out(max(1, len(self._recent) // 4))
            self._changed.notify_all()
        for listener in self._listeners.get(kind, ()):
            listener(observation)
        return observation

    def listen(self, kind: str, listener: Callable[[Observation], None]) -> None:
        """Call somebody with each observation of a kind, in the thread that files it.

        That may be the one that reads what the JVM sends: listeners must hand their work on.
        """
        self._listeners.setdefault(kind, []).append(listener)

    def since(self, seq: int = 0, *, kind: str | None = None) -> list[Observation]:
        """All observations from ``seq`` on, of one kind if given, oldest first."""
        with self._changed:
            old = list(self._read_spill(seq, kind)) if self._is_spilled(seq) else []
            kept = [each.line for each in self._matching(seq, kind)]
        return [*old, *map(msgspec.json.decode, kept)]

    def wait_for(self, kind: str, *, seq: int = 0, timeout_s: float = 10.0) -> Observation | None:
        """The first observation of the kind from ``seq`` on, waiting for it if needed."""
        with self._changed:
            self._changed.wait_for(lambda: self._has(seq, kind), timeout_s)
            return next(iter(self.since(seq, kind=kind)), None)

    def _has(self, seq: int, kind: str) -> bool:
        if next(self._matching(seq, kind), None) is not None:
            return True
        return self._is_spilled(seq) and next(self._read_spill(seq, kind), None) is not None

    def _matching(self, seq: int, kind: str | None) -> Iterator[_Kept]:
        return (each for each in self._recent if each.seq >= seq and kind in (None, each.kind))

    def _is_spilled(self, seq: int) -> bool:
        return bool(self._spilled and not (self._recent and seq >= self._recent[0].seq))

    def _move_out(self, count: int) -> None:
        oldest = list(islice(self._recent, count))
        data = b"".join(each.line for each in oldest)
        self._bytes -= len(data)
        if self._spill_size + len(data) <= self._spill_limit and self._spilled_to_disk(data):
            self._spill_size += len(data)
            self._spilled += count
        else:
            self._lost += count
        for _ in oldest:
            self._recent.popleft()

    def _spilled_to_disk(self, data: bytes) -> bool:
        """Whether there was room on the disk; a full one costs old observations only."""
        try:
            with self._spill.open("ab") as file:
                file.write(data)
        except OSError:
            return False
        return True

    def _read_spill(self, seq: int, kind: str | None) -> Iterator[Observation]:
        with self._spill.open("rb") as file:
            for line in file:
                if line.endswith(b"\n"):  # a full disk may cut one off
                    found = msgspec.json.decode(line)
                    if found["seq"] >= seq and kind in (None, found["kind"]):
                        yield found
