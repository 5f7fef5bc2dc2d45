"""What wakes runs that wait: answers, events, dates, the end of parallel runs; and cancelling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from mockvro.engine.keeping import decoded
from mockvro.engine.model import Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mockvro.engine.model import Checkpoint, Wait
    from mockvro.engine.timers import Timers
    from mockvro.store import Store, TokenRecord


class Signals:
    """Changes waiting runs in the store; a thread takes them up from there.

    A signal is stored before anything comes of it, so a crash loses none, and of several that
    arrive at one time the first counts.

    Args:
        store: Where runs are.
        timers: Ends waits that have a date.
        wake: Lets a run go on.
    """

    def __init__(self, store: Store, timers: Timers, wake: Callable[[str], None]) -> None:
        self._store = store
        self._timers = timers
        self._wake = wake

    def deliver(self, wait_id: str, signal: Signal) -> bool:
        """End the wait of an id; False when nobody waits for it (any more)."""
        token_id = wait_id.partition("/")[0]
        with self._store.transaction():
            found = self.waiting(token_id)
            if found is None or found[1].wait is None or found[1].wait.id != wait_id:
                return False
            token, checkpoint = found
            checkpoint.wait = msgspec.structs.replace(found[1].wait, signal=signal)
            self._write(token, checkpoint)
        self._timers.cancel(token_id)
        self._wake(token_id)
        return True

    def waiting(self, token_id: str) -> tuple[TokenRecord, Checkpoint] | None:
        """A run that waits and has got no signal yet, with its checkpoint."""
        token = self._store.tokens.get(token_id)
        if token is None or token.ended or not token.awaits:
            return None
        checkpoint = decoded(token)
        if checkpoint.wait is None or checkpoint.wait.signal is not None:
            return None
        return token, checkpoint

    def armed(self, wait_id: str, answer: Mapping[str, Any]) -> bool:
        """Keep what the plug-in's side knows of a watcher: plug-in, timeout, serialised form.

        Returns:
            False when nobody waits for it any more.
        """
        token_id = wait_id.partition("/")[0]
        with self._store.transaction():
            found = self.waiting(token_id)
            if found is None or found[1].wait is None or found[1].wait.id != wait_id:
                return False
            token, checkpoint = found
            wait = found[1].wait
            if not wait.watcher and answer["timeout"] > 0:
                token.due_ms = wait.until_ms = wait.since_ms + answer["timeout"] * 1000
            wait.plugin, wait.watcher = answer["plugin"], answer["watcher"]
            self._write(token, checkpoint)
        self.time(token)
        return True

    def _write(self, token: TokenRecord, checkpoint: Checkpoint) -> None:
        token.document = msgspec.json.encode(checkpoint)
        self._store.tokens.update(token)

    def time(self, token: TokenRecord) -> None:
        """End the wait of a run at its date, if it has one."""
        if token.due_ms is not None:
            token_id = token.id
            self._timers.at(token_id, token.due_ms, lambda: self._timed_out(token_id))

    def _timed_out(self, token_id: str) -> None:
        found = self.waiting(token_id)
        if found is not None and found[1].wait is not None:
            self.deliver(found[1].wait.id, Signal("timeout"))

    def children_ended(self, parent_id: str) -> None:
        """Let a run go on when all its parallel runs are over."""
        found = self.waiting(parent_id)
        if found is None or found[1].wait is None or found[1].wait.kind != "children":
            return
        if all(child.ended for child in self._store.tokens.children(parent_id)):
            self.deliver(found[1].wait.id, Signal("children"))

    def end(self, token_id: str, state: str, error: str | None, now_ms: int) -> Wait | None:
        """End a run from outside.

        Returns:
            What it waited for; None when it did not wait.
        """
        with self._store.transaction():
            token = self._store.tokens.get(token_id)
            if token is None or token.ended:
                return None
            wait = decoded(token).wait if token.awaits else None
            token.state, token.error, token.ended_ms = state, error, now_ms
            token.awaits, token.due_ms = "", None
            self._store.tokens.update(token)
        self._timers.cancel(token_id)
        return wait
