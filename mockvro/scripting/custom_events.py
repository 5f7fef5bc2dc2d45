"""Custom events: one run sends a key, others wait for it."""

from __future__ import annotations

import threading
from collections import Counter

LONGEST_S = 1.0
"""A waiting call returns at the latest after this and asks again, so that nothing hangs in it."""


class CustomEvents:
    """Counts events by key; whoever waits looks whether the count has changed."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._changed = threading.Condition()

    def send(self, key: str) -> None:
        """Wake everybody who waits for a key."""
        with self._changed:
            self._counts[key] += 1
            self._changed.notify_all()

    def count(self, key: str, *, seen: int | None = None, wait_s: float = 0.0) -> int:
        """How often a key was sent; waits a little until that is not what was seen."""
        with self._changed:
            self._changed.wait_for(
                lambda: seen is None or self._counts[key] != seen, min(wait_s, LONGEST_S)
            )
            return self._counts[key]
