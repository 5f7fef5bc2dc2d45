"""The present state of the way through the proxy, as its connections see it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from harness.backend.faults.rules import Profile, Rule, RuleBook

if TYPE_CHECKING:
    from harness.backend.faults.sessions import Sessions


class Way:
    """One profile while it is in force.

    Args:
        profile: The profile.
        seed: For rules with a chance.
        sessions: Sessions that were handed out so far.

    Attributes:
        ended: Set when another profile takes its place; what is held then lets go.
    """

    def __init__(self, profile: Profile, seed: int, sessions: Sessions) -> None:
        self.profile = profile
        self.ended = threading.Event()
        self._book = RuleBook(profile.rules, seed)
        self._sessions = sessions
        self._expired = False
        self._lock = threading.Lock()

    def decide(self, method: str = "", path: str = "") -> Rule:
        """Say what happens to an exchange."""
        return self._book.decide(method, path)

    def expire(self) -> None:
        """Let the sessions expire that there are now; only once, so that new ones live."""
        with self._lock:
            if not self._expired:
                self._expired = True
                self._sessions.expire()
