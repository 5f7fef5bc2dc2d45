"""Sessions of the managed system as the proxy sees them, so that it can let them expire.

What a session is differs from system to system. A credential that a request carries is one if the
managed system handed it out earlier; a password or a fixed key is none, and never expires.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import threading
from typing import TypeAlias

Headers: TypeAlias = list[tuple[bytes, bytes]]
"""Header fields, names in lower case."""

_TOKEN = re.compile(rb"[A-Za-z0-9._~+/=-]{8,}")
_HANDED = re.compile(
    rb'"[A-Za-z_-]*(?:token|session|ticket)[A-Za-z_-]*"\s*:\s*"([A-Za-z0-9._~+/=-]{8,})"',
    re.IGNORECASE,
)
"""A member of an answer that hands out a session, as far as its name tells."""
_ENDS = re.compile(r"(log|sign)[-_]?(out|off)|revoke|/(delete|end|close)-?session", re.IGNORECASE)
_NAMES = re.compile(rb"cookie|session|token|ticket|csrf|^authorization$")
_PASSWORD_SCHEMES = (b"basic ", b"digest ", b"negotiate ", b"ntlm ")
MAX_BODY = 64 * 1024
"""Bytes of an answer that are looked at."""
_MAX_TOKENS = 20_000


def basic_user(headers: Headers) -> str:
    """Read the user name out of Basic authentication; empty without it."""
    for name, value in headers:
        if name == b"authorization" and value[:6].lower() == b"basic ":
            try:
                text = base64.b64decode(value[6:], validate=True)
            except binascii.Error:
                return ""
            return text.partition(b":")[0].decode("utf-8", "replace")
    return ""


def carries_password(headers: Headers) -> bool:
    """Whether a request authenticates with a password instead of a session."""
    return any(
        name == b"authorization" and value.lower().startswith(_PASSWORD_SCHEMES)
        for name, value in headers
    )


def handed_out(body: bytes) -> frozenset[str]:
    """Digests of the sessions that the answer to a log-in hands out by name."""
    return frozenset(map(digest, _HANDED.findall(body[:MAX_BODY])))


def ends_session(method: str, path: str) -> bool:
    """Whether a request that carries a session looks as if it ended it."""
    return method == "DELETE" or _ENDS.search(path) is not None


def digest(word: bytes) -> str:
    """What notes call a session; nobody can get in with that."""
    return hashlib.sha256(word).hexdigest()[:12]


class Sessions:
    """Which credentials were handed out, and which of them are dead."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._handed_out: set[bytes] = set()
        self._dead: set[bytes] = set()

    def learn(self, headers: Headers, body: bytes) -> None:
        """Look at an answer of the managed system for what may become a credential."""
        words = _TOKEN.findall(body[:MAX_BODY])
        for name, value in headers:
            if name == b"set-cookie" or _NAMES.search(name):
                words += _TOKEN.findall(value)
        with self._lock:
            if len(self._handed_out) < _MAX_TOKENS:
                self._handed_out.update(words)

    def used_by(self, headers: Headers) -> frozenset[bytes]:
        """The sessions that a request carries."""
        words: set[bytes] = set()
        for name, value in headers:
            if _NAMES.search(name) and not value.lower().startswith(_PASSWORD_SCHEMES):
                words.update(_TOKEN.findall(value))
        with self._lock:
            return frozenset(words & self._handed_out)

    def carried_by(self, headers: Headers) -> frozenset[str]:
        """As :meth:`used_by`, each as a short digest, because a session is a secret."""
        return frozenset(map(digest, self.used_by(headers)))

    def expire(self) -> None:
        """Let everything die that was handed out so far."""
        with self._lock:
            self._dead |= self._handed_out
            self._handed_out.clear()

    def dead(self, headers: Headers) -> bool:
        """Whether a request carries a session that is dead."""
        with self._lock:
            dead = set(self._dead)
        return any(
            not dead.isdisjoint(_TOKEN.findall(value))
            for name, value in headers
            if _NAMES.search(name)
        )
