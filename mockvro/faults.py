"""Faults by rule: what the Orchestrator's own services do wrong on purpose.

In the manner of vcsim: a rule says where, how often, how long and what; the first rule that matches
wins. Without rules nothing is delayed and nothing fails.
"""

from __future__ import annotations

import random
import threading
import time
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

import msgspec

from mockvro.errors import MockvroError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

OWN_SERVICES = {
    "server.endpoint.save": ("endpoint", "save", "plugin", "id"),
    "server.endpoint.delete": ("endpoint", "delete", "plugin", "id"),
    "server.action": ("action", "find", "module", "name"),
    "server.module": ("module", "find", "name", "name"),
    "server.call": ("scripting", "call", "object", "member"),
}
"""Requests of the JVM: service, method, and the parameters that are type and name."""


class FaultError(MockvroError):
    """A failure that somebody asked for.

    Attributes:
        status: Status code where the failure is an HTTP answer.
    """

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message, where="a fault that was asked for")
        self.status = status


class Failure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a call fails.

    Attributes:
        message: What the caller is told.
        status: HTTP status where the call is one.
    """

    message: str = "injected failure"
    status: int = 503

    def __post_init__(self) -> None:
        if not 400 <= self.status <= 599:  # noqa: PLR2004 - the error statuses of HTTP
            raise ValueError("status must be an error status")


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One rule.

    Attributes:
        service: Pattern (`*`, `?`, `[…]`): `rest`, `endpoint`, `action`, `module`, `scripting`.
        method: Pattern: HTTP method, or `save`, `delete`, `find`, `call`.
        type: Pattern: first segment of the path below `/vco/api`, plug-in, module, or object.
        name: Pattern: the whole path below `/vco/api`, endpoint id, action, or member.
        latency_ms: Delay in milliseconds.
        jitter_ms: Up to so much more, evenly distributed.
        failure: How it fails; None for delaying only.
        count: How often the rule acts; None for always. When used up it matches no more.
        skip: How many calls that match are let through first.
        probability: Share of the calls that match in which it acts.
        seed: For jitter and probability.
    """

    service: str = "*"
    method: str = "*"
    type: str = "*"
    name: str = "*"
    latency_ms: float = 0.0
    jitter_ms: float = 0.0
    failure: Failure | None = None
    count: int | None = None
    skip: int = 0
    probability: float = 1.0
    seed: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.probability <= 1:
            raise ValueError("probability must be between 0 and 1")
        if min(self.latency_ms, self.jitter_ms, self.skip, self.count or 0) < 0:
            raise ValueError("numbers must not be negative")


class Active:
    """A rule with its counters.

    Attributes:
        rule: The rule.
        matched: Calls that it decided about.
        acted: Calls that it delayed or let fail.
        failed: Calls that it let fail.
    """

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.matched = self.acted = self.failed = 0
        self._random = random.Random(rule.seed)  # noqa: S311 - repeatable on purpose

    def matches(self, service: str, method: str, kind: str, name: str) -> bool:
        """Whether the rule is about a call and not used up."""
        rule = self.rule
        pairs = ((service, rule.service), (method, rule.method), (kind, rule.type))
        is_spent = rule.count is not None and self.acted >= rule.count
        return not is_spent and all(
            fnmatchcase(each, pattern) for each, pattern in (*pairs, (name, rule.name))
        )

    def decide(self) -> tuple[float, Failure | None]:
        """Count a call that matches; seconds to wait and how to fail."""
        self.matched += 1
        rule = self.rule
        if self.matched <= rule.skip or self._random.random() >= rule.probability:
            return 0.0, None
        self.acted += 1
        self.failed += rule.failure is not None
        return (rule.latency_ms + self._random.uniform(0, rule.jitter_ms)) / 1000, rule.failure

    def facts(self) -> dict[str, Any]:
        """Rule and counters."""
        counters = {"matched": self.matched, "acted": self.acted, "failed": self.failed}
        return {**msgspec.to_builtins(self.rule), "counters": counters}


class Faults:
    """The rules of one server.

    Args:
        wait: Sleeps for seconds.
    """

    def __init__(self, wait: Callable[[float], object] = time.sleep) -> None:
        self._wait = wait
        self._lock = threading.Lock()
        self._rules: tuple[Active, ...] = ()

    def replace(self, rules: Sequence[Rule]) -> None:
        """Make exactly these the rules; counters begin anew."""
        with self._lock:
            self._rules = tuple(map(Active, rules))

    @property
    def any(self) -> bool:
        """Whether there is a rule, so that something may have to wait."""
        return bool(self._rules)

    def facts(self) -> list[dict[str, Any]]:
        """All rules with their counters."""
        with self._lock:
            return [each.facts() for each in self._rules]

    def meet(self, service: str, method: str, kind: str, name: str) -> None:
        """Delay a call or let it fail if a rule says so.

        Raises:
            FaultError: It fails.
        """
        if not self._rules:
            return
        with self._lock:
            rule = next((e for e in self._rules if e.matches(service, method, kind, name)), None)
            seconds, failure = rule.decide() if rule is not None else (0.0, None)
        if seconds:
            self._wait(seconds)
        if failure is not None:
            raise FaultError(failure.message, failure.status)

    def meet_request(self, method: str, params: dict[str, Any]) -> None:
        """As `meet`, for a request of the JVM."""
        known = OWN_SERVICES.get(method)
        if known is not None:
            service, verb, kind, name = known
            self.meet(service, verb, str(params.get(kind)), str(params.get(name)))
