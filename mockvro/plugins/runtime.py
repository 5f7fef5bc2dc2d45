"""The JVM of one Orchestrator over its life: started when first needed, loaded, restarted."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Protocol

from mockvro.plugins.errors import StoppingError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mockvro.host.output import Capture
    from mockvro.plugins.loading import Loader

STREAMS = ("stdout", "stderr")


class Host(Protocol):
    """One JVM."""

    def call(self, method: str, params: Mapping[str, Any], *, limit_s: float | None = None) -> Any:
        """Ask the JVM.

        Raises:
            HostError: One of the errors of `mockvro.host.errors`.
        """

    def close(self) -> None:
        """End it on purpose, together with everything it started."""

    def output(self, stream: str) -> Capture:
        """What it wrote to `stdout` or `stderr`."""

    def facts(self) -> dict[str, Any]:
        """`state`, `pid`, `exitCode`, `signal` as `GET /mockvro/host` shows them."""


class Runtime:
    """At most one JVM at a time.

    A JVM that died stays dead, and every call says so, until somebody restarts it: its death is a
    result that must not be papered over.
    """

    def __init__(self, start: Callable[[], Host], loader: Loader) -> None:
        self._start = start
        self._loader = loader
        self._lock = threading.Lock()
        self._host: Host | None = None
        self._captures: dict[str, list[Capture]] = {stream: [] for stream in STREAMS}
        self._opened: set[str] = set()
        self._stopped = False

    def ask(self, method: str, params: Mapping[str, Any], *, limit_s: float | None = None) -> Any:
        """Ask the JVM, which is started and loaded first when there is none.

        Raises:
            HostError: One of the errors of `mockvro.host.errors`.
        """
        return self.ensure().call(method, params, limit_s=limit_s)

    def open_session(
        self, session: str, user: str, password: str, *, internal: bool = False
    ) -> None:
        """Tell the JVM whose a session is, once for each JVM.

        Args:
            session: Name of the session.
            user: Name of the user.
            password: Password of the user.
            internal: Whether the server opens it for itself (`plugin-host-protocol.md` §3).

        Raises:
            HostError: One of the errors of `mockvro.host.errors`.
        """
        host = self.ensure()
        if session not in self._opened:
            self._opened.add(session)
            opened = {"session": session, "user": user, "password": password, "internal": internal}
            host.call("session.open", opened)

    def ensure(self) -> Host:
        """The running JVM with all plug-ins loaded.

        Raises:
            StoppingError: The Orchestrator is being stopped.
            HostError: The JVM cannot be started.
        """
        host = self._host
        if host is not None:
            return host
        with self._lock:
            if self._stopped:
                raise StoppingError("the Orchestrator is being stopped")
            if self._host is None:
                self._host = self._fresh()
            return self._host

    def _fresh(self) -> Host:
        host, self._opened = self._start(), set()
        for stream, captures in self._captures.items():
            captures.append(host.output(stream))
        self._loader.load_all(host)
        return host

    def restart(self, *, eager: bool) -> None:
        """End the JVM; a fresh one starts at once if `eager`, else when it is needed."""
        with self._lock:
            if self._host is not None:
                self._host.close()
                self._host = None
            if eager and not self._stopped:
                self._host = self._fresh()

    def stop(self) -> None:
        """End the JVM for good."""
        with self._lock:
            self._stopped = True
            if self._host is not None:
                self._host.close()

    def outputs(self, stream: str) -> tuple[Capture, ...]:
        """What each JVM so far wrote to `stdout` or `stderr`, oldest first."""
        return tuple(self._captures[stream])

    def failures(self) -> dict[str, str]:
        """Module name to failure text of plug-ins that did not load into the JVM of now."""
        return self._loader.failures()

    def facts(self) -> dict[str, Any]:
        """State of the JVM; `stopped` while there is none."""
        host = self._host
        if host is None:
            return {"state": "stopped", "pid": None, "exitCode": None, "signal": None}
        return host.facts()
