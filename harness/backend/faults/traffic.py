"""What went through the proxy: counted, and kept request by request."""

from __future__ import annotations

import threading
import time
from collections import Counter, deque
from typing import TYPE_CHECKING

from msgspec import Struct, field, structs

from harness.backend.faults.sessions import ends_session

if TYPE_CHECKING:
    from harness.canary import Leak, Needles

MAX_REQUESTS = 20_000
"""Requests that are kept; older ones are only counted."""
MAX_CLEAR = 200


class Exchange(Struct, kw_only=True):
    """A request of the plug-in.

    Attributes:
        at: When it was complete, in seconds of a clock that only runs forward.
        connection: Number of its connection.
        method: HTTP method, empty on other protocols.
        path: HTTP path with query.
        user: User name of Basic authentication.
        login: Whether it carries a password.
        tls: Whether it came through TLS that ends at the proxy.
        fault: What the proxy did to it.
        status: HTTP status of the answer, 0 without one.
        seconds: From the request to the end of its answer.
        carried: Digests of the sessions it carries that were handed out before.
        handed: Digests of the sessions that its answer hands out, if it is a log-in.
        named: Which of the watched names it holds.
    """

    at: float
    connection: int
    method: str = ""
    path: str = ""
    user: str = ""
    login: bool = False
    tls: bool = False
    fault: str = ""
    status: int = 0
    seconds: float = 0.0
    carried: frozenset[str] = frozenset()
    handed: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()

    @property
    def ends(self) -> bool:
        """Whether it looks as if it ended the sessions that it carries."""
        return bool(self.carried) and ends_session(self.method, self.path)


class Counters(Struct, frozen=True, kw_only=True):
    """Totals since the proxy was started; the difference of two is what happened between them.

    Attributes:
        connections: Connections that were taken.
        open: Connections that are open now.
        most_open: The most that were ever open at a time; in a difference the later one's.
        requests: Exchanges.
        logins: Exchanges that carry a password.
        uploaded: Bytes from the plug-in.
        downloaded: Bytes to the plug-in.
        handshake_failures: TLS handshakes that the plug-in broke off.
        garbled: Messages that are no HTTP although the connection began as such.
        faults: How often each fault struck.
    """

    connections: int = 0
    open: int = 0
    most_open: int = 0
    requests: int = 0
    logins: int = 0
    uploaded: int = 0
    downloaded: int = 0
    handshake_failures: int = 0
    garbled: int = 0
    faults: dict[str, int] = field(default_factory=dict)

    def __sub__(self, earlier: Counters) -> Counters:
        names = set(self.__struct_fields__) - {"faults", "most_open"}
        apart = {name: getattr(self, name) - getattr(earlier, name) for name in names}
        faults = Counter(self.faults)
        faults.subtract(earlier.faults)
        struck = {name: count for name, count in faults.items() if count}
        return Counters(most_open=self.most_open, faults=struck, **apart)


class Traffic:
    """Takes notes for all connections of a proxy.

    Args:
        needles: Secrets to look for; a request with one is a log-in.
    """

    def __init__(self, needles: Needles) -> None:
        self.needles = needles
        self.watched: frozenset[str] = frozenset()
        self._lock = threading.Lock()
        self._totals = Counters()
        self._faults: Counter[str] = Counter()
        self._exchanges: deque[Exchange] = deque(maxlen=MAX_REQUESTS)
        self._clear: dict[tuple[str, str], Leak] = {}
        self.protocols: Counter[str] = Counter()

    def opened(self) -> int:
        """Count a connection; return its number."""
        with self._lock:
            self._totals = structs.replace(
                self._totals,
                connections=self._totals.connections + 1,
                open=self._totals.open + 1,
                most_open=max(self._totals.most_open, self._totals.open + 1),
            )
            return self._totals.connections

    def add(self, **amounts: int) -> None:
        """Add to totals by name."""
        with self._lock:
            sums = {name: getattr(self._totals, name) + more for name, more in amounts.items()}
            self._totals = structs.replace(self._totals, **sums)

    def begin(
        self,
        connection: int,
        data: bytes,
        *,
        tls: bool,
        method: str = "",
        path: str = "",
        user: str = "",
        login: bool = False,
        carried: frozenset[str] = frozenset(),
    ) -> Exchange:
        """Note a request.

        Args:
            connection: Number of the connection.
            data: What is searched for secrets: the whole request.
            tls: Whether it was protected on its way.
            method: HTTP method.
            path: HTTP path.
            user: User name, if it carries one.
            login: Whether it carries a password that may be none of the case.
            carried: Sessions that it carries.
        """
        leaks = self.needles.find(f"{method} {path}".strip() or "stream", data)
        exchange = Exchange(
            at=time.monotonic(),
            connection=connection,
            method=method,
            path=path,
            user=user,
            login=login or bool(leaks),
            tls=tls,
            carried=carried,
            named=self._named(user, data),
        )
        with self._lock:
            self._exchanges.append(exchange)
            for leak in () if tls else leaks[: MAX_CLEAR - len(self._clear)]:
                self._clear.setdefault((leak.secret, leak.where), leak)
        self.add(requests=1, logins=int(exchange.login))
        return exchange

    def _named(self, user: str, data: bytes) -> frozenset[str]:
        """The watched names in a request; Basic authentication hides its user from a search."""
        return frozenset(each for each in self.watched if each in user or each.encode() in data)

    def struck(self, exchange: Exchange, fault: str) -> None:
        """Note what the proxy does to a request."""
        exchange.fault = fault
        with self._lock:
            self._faults[fault] += 1

    def answered(self, exchange: Exchange, status: int = 0) -> None:
        """Note the end of an answer."""
        exchange.status = status
        exchange.seconds = time.monotonic() - exchange.at

    @property
    def counters(self) -> Counters:
        """The totals now."""
        with self._lock:
            return structs.replace(self._totals, faults=dict(self._faults))

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The requests that are kept, oldest first; each may still change until it is answered."""
        with self._lock:
            return tuple(self._exchanges)

    @property
    def clear(self) -> tuple[Leak, ...]:
        """Secrets that came without TLS, each once for every place."""
        with self._lock:
            return tuple(self._clear.values())
