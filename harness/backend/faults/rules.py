"""What the proxy does to traffic, as data: rules, and named profiles of rules.

The names and meanings of the profiles come from ``reference/misbehaviours.md`` ("Words used in the
tables", profiles).
"""

from __future__ import annotations

import random
import re
import threading
from collections import Counter
from enum import StrEnum
from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct

from harness.errors import UsageError


class Fault(StrEnum):
    """What happens to one exchange.

    An exchange is an HTTP request with its answer; on other protocols it is what the client says
    until it is answered.
    """

    NONE = "none"
    BLACK_HOLE = "black-hole"
    """What the client says is taken, and nothing is ever answered."""
    HALF_OPEN = "half-open"
    """Half of the answer comes, then nothing more; the connection stays open."""
    TRUNCATED = "truncated"
    """Half of the answer comes, then the connection ends in order."""
    RESET = "reset"
    """The connection is reset instead of an answer."""
    DRIP = "drip"
    """The answer comes in pieces of ``size`` bytes, ``pause`` seconds apart."""
    STATUS = "status"
    """The proxy answers with ``status``; the managed system sees nothing."""
    HUGE = "huge"
    """The proxy answers with ``size`` bytes: a JSON array, on other protocols a line."""
    REDIRECT = "redirect"
    """The proxy redirects to the canary host."""
    XXE = "xxe"
    """An answer in XML gets an external entity of the canary host; one that is none becomes XML."""
    GADGET = "gadget"
    """The answer is a serialised Java object that looks up the canary host when it is read."""
    EXPIRE = "expire"
    """Sessions that were given out before end: 401 until there is a new one."""


HTTP_ONLY = frozenset({Fault.STATUS, Fault.REDIRECT, Fault.XXE, Fault.GADGET, Fault.EXPIRE})
"""Faults that have a meaning on HTTP only."""

IN_CLEAR = HTTP_ONLY | {Fault.HUGE}
"""Faults that the proxy cannot play where TLS goes through it."""


class Rule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rule; of several the first that matches an exchange decides.

    Attributes:
        fault: What happens.
        method: HTTP method it is limited to; every exchange when empty.
        path: Regular expression that is searched in the HTTP path it is limited to.
        after: How many exchanges that it would match it lets pass first.
        times: How often it may strike; without limit when None.
        chance: Probability that it strikes, drawn from the seed of the proxy.
        delay: Seconds before the answer begins.
        status: Status code of :attr:`Fault.STATUS`.
        size: Bytes, for :attr:`Fault.DRIP` and :attr:`Fault.HUGE`.
        pause: Seconds, for :attr:`Fault.DRIP`.
    """

    fault: Fault = Fault.NONE
    method: str = ""
    path: str = ""
    after: int = 0
    times: int | None = None
    chance: float = 1.0
    delay: float = 0.0
    status: int = 0
    size: int = 0
    pause: float = 0.0

    @property
    def label(self) -> str:
        """How counters call it: the fault, or ``delay``."""
        return "delay" if self.fault is Fault.NONE else self.fault.value

    def concerns(self, method: str, path: str) -> bool:
        """Whether an exchange is one that it is limited to."""
        return (not self.method or self.method == method) and (
            not self.path or re.search(self.path, path) is not None
        )


class Profile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A state of the way to the managed system.

    Attributes:
        rules: In order of precedence.
        listening: Whether connections are taken at all.
        certificate: With which certificate TLS is ended here, a name of
            :class:`~harness.backend.faults.certificates.CertificateKind`; without one TLS goes
            through untouched.
        otherwise: Name of the profile that stands for it on other protocols than HTTP; without one
            it means nothing there.
    """

    rules: tuple[Rule, ...] = ()
    listening: bool = True
    certificate: str = ""
    otherwise: str = ""

    @property
    def http_only(self) -> bool:
        """Whether it means something on HTTP only."""
        return any(rule.fault in HTTP_ONLY for rule in self.rules)

    @property
    def in_clear(self) -> bool:
        """Whether the proxy has to read what is said."""
        return any(rule.fault in IN_CLEAR for rule in self.rules)


PASSING = Rule()
FAST = Profile()


@cache
def profiles() -> dict[str, Profile]:
    """Read the named profiles."""
    text = (files("harness.backend.faults") / "data" / "profiles.toml").read_bytes()
    return msgspec.toml.decode(text, type=dict[str, Profile])


def profile_of(name: str) -> Profile:
    """Find a profile by name.

    Raises:
        UsageError: There is none of that name.
    """
    try:
        return profiles()[name]
    except KeyError:
        advice = f"one of {', '.join(profiles())}"
        raise UsageError("no such profile of the proxy", where=name, advice=advice) from None


class RuleBook:
    """Applies the rules of one profile; may be used from several threads.

    Args:
        rules: In order of precedence.
        seed: Decides the draws of rules with a chance.
    """

    def __init__(self, rules: tuple[Rule, ...], seed: int) -> None:
        self._rules = rules
        self._random = random.Random(seed)  # noqa: S311 - repeatable on purpose
        self._seen: Counter[int] = Counter()
        self._struck: Counter[int] = Counter()
        self._lock = threading.Lock()

    def decide(self, method: str = "", path: str = "") -> Rule:
        """Say what happens to an exchange; :data:`PASSING` when no rule matches."""
        with self._lock:
            for index, rule in enumerate(self._rules):
                if rule.concerns(method, path) and self._strikes(index, rule):
                    self._struck[index] += 1
                    return rule
        return PASSING

    def _strikes(self, index: int, rule: Rule) -> bool:
        self._seen[index] += 1
        if self._seen[index] <= rule.after:
            return False
        if rule.times is not None and self._struck[index] >= rule.times:
            return False
        return rule.chance >= 1 or self._random.random() < rule.chance
