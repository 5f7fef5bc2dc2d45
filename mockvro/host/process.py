"""The plug-in host as the rest of the simulation sees it."""

from __future__ import annotations

import signal
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from mockvro.host import calls, dump
from mockvro.host.connection import Connection, Pending
from mockvro.host.errors import HostDeadline, HostDied, HostStartError
from mockvro.host.filing import Filing
from mockvro.host.launch import Child, HostOptions, accept, listen
from mockvro.host.output import Capture
from mockvro.host.watchdog import Watchdog

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable
    from types import TracebackType

    from mockvro.host.limits import Breach
    from mockvro.host.observations import Observations

_EXIT_S: Final = 5.0  # from the end of the connection to the end of the process
_LEFT: Final = 20  # a fork bomb leaves hundreds of equal ones
_DUMP_S: Final = 2.0  # twice: for the host, and for the JVM

Params = dict[str, Any]


class HostProcess:
    """A running JVM with plug-ins; every call and the end of the process become observations.

    Calls may be made from any thread and run side by side. A call that takes too long raises
    and leaves the process alive; `close` ends it in any case.

    Attributes:
        observations: Where this host files what happens.
        started_ms: Milliseconds from the start of the JVM to its ``ready``.
    """

    def __init__(self, options: HostOptions, observations: Observations) -> None:
        self.observations = observations
        self._ids = observations.call_ids
        self._ready = threading.Event()
        self._over = threading.Event()
        self._expected = False
        self._filed = threading.Lock()
        self._breach: Breach | None = None
        begin = time.monotonic()
        with tempfile.TemporaryDirectory(
            prefix="mockvro-"
        ) as folder:  # the path is short: 107 bytes
            path = Path(folder) / "host.sock"
            with listen(path) as server:
                self._child = Child(options, path)
                self._watchdog = Watchdog(
                    self.pid, options.workdir, options.limits, options.heap_mb, self._exceeded
                )
                self._outputs = self._captures(options)
                self._connection = self._connect(server, begin + options.ready_s)
        self.started_ms = (time.monotonic() - begin) * 1000
        self._watchdog.start()

    @classmethod
    def start(cls, options: HostOptions, observations: Observations) -> Self:
        """Start a JVM and wait until it is ready.

        Raises:
            HostStartError: It ended or stayed silent; the end of its error output is quoted.
        """
        return cls(options, observations)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """Process id of the JVM."""
        return self._child.pid

    @property
    def state(self) -> str:
        """``running``, ``stopped`` (we closed it) or ``dead`` (it ended by itself)."""
        if not self._over.is_set():
            return "running"
        return "stopped" if self._expected else "dead"

    @property
    def exit_code(self) -> int | None:
        """Exit code of an ended JVM; ``None`` while it runs or when a signal ended it."""
        code = self._child.process.returncode
        return code if code is not None and code >= 0 else None

    @property
    def signal(self) -> int | None:
        """Number of the signal that ended the JVM, or ``None``."""
        code = self._child.process.returncode
        return -code if code is not None and code < 0 else None

    def output(self, stream: str) -> Capture:
        """What the JVM wrote to ``stdout`` or ``stderr``."""
        return self._outputs[stream]

    def on_request(self, method: str, handler: Callable[[Params], Any]) -> None:
        """Answer the JVM's requests of a method with what the handler returns.

        The handler runs in a thread of its own and may call back into the host. What it raises
        reaches the JVM as an error with its text.
        """
        self._connection.on_request(method, handler)

    def call(self, method: str, params: Params | None = None, deadline: float = 60.0) -> Any:
        """Ask the host and wait for the answer; files the call whatever comes of it.

        Args:
            method: A method of `docs/host-protocol.md`.
            params: Its parameters.
            deadline: Seconds until the call is given up.

        Raises:
            HostCallError: The host answered with an error, such as the plug-in's exception.
            HostDeadline: No answer in time; the thread dump is filed as ``call-hung``.
            HostDied: The JVM has ended, before or during the call.
        """
        identity = f"c{next(self._ids)}"
        calls.record(identity)
        begin = time.monotonic()
        filed = Filing(self.observations, identity, method, params or {}, begin)
        pending = self._connection.send(identity, method, params or {})
        if pending is None:
            self._over.wait(_EXIT_S)
            raise filed.died(self._died(f"{method}: the plug-in host has ended"))
        if not pending.wait(deadline):
            raise self._hung(filed, deadline)
        return self._result(filed, pending)

    def close(self, grace_s: float = 3.0) -> None:
        """End the JVM: ask it, then kill it and everything it started. May be called again."""
        self._expected = self._expected or not self._over.is_set()
        if not self._over.is_set():
            asked = self._connection.send(f"c{next(self._ids)}", "host.shutdown", {})
            if asked is None or not asked.wait(grace_s) or self._child.wait(grace_s) is None:
                self._file_dump()
                self._child.process.kill()
        self._end()
        self._connection.close()

    def kill(self) -> None:
        """End the JVM without asking it."""
        self._expected = True
        self._watchdog.stop()
        self._child.kill()
        self._connection.close()

    def _captures(self, options: HostOptions) -> dict[str, Capture]:
        process = self._child.process
        streams = {"stdout": process.stdout, "stderr": process.stderr}
        return {
            name: Capture(stream, options.workdir / f"{name}.txt", limit=options.output_limit)
            for name, stream in streams.items()
            if stream is not None
        }

    def _connect(self, server: socket.socket, until: float) -> Connection:
        sock = accept(server, self._child, until)
        if sock is not None:
            connection = Connection(sock, self)
            connection.start()
            if self._ready.wait(until - time.monotonic()):
                self.observations.file("host-started", pid=self.pid)
                return connection
        raise self._not_ready()

    def _not_ready(self) -> HostStartError:
        code = self._child.process.poll()
        self._expected = True
        self._child.kill()
        state = "stayed silent" if code is None else f"ended with {code}"
        return HostStartError(
            f"the plug-in host {state} before it was ready: {self._last_words()}",
            advice="check the Java installation and the heap size",
        )

    def _last_words(self) -> str:
        """The end of the error output; a JVM that crashed speaks on its standard output."""
        for output in (self._outputs["stderr"], self._outputs["stdout"]):
            output.finish(1)
            if tail := output.tail(1000).strip():
                return tail.replace("\n", " | ")
        return "no output"

    def notified(self, method: str, params: Params) -> None:
        """Take a notification of the JVM; called by the connection."""
        if method == "ready":
            self._ready.set()
        elif method == "observe":
            self.observations.file(str(params.pop("kind")), **params)

    def ended(self) -> None:
        """Take the end of the connection, which is the end of the JVM; called by it."""
        self._end()

    def _exceeded(self, found: Breach) -> None:
        """Take word of a limit that was passed; called by the watchdog."""
        if self._expected:
            return
        self._breach = found
        self.observations.file(
            "host-killed",
            pid=self.pid,
            reason=found.reason,
            measured=found.measured,
            limit=found.limit,
            processes=self._child.started(),
        )
        self._child.kill_group()

    def _end(self) -> None:
        with self._filed:
            if self._over.is_set():
                return
            self._child.wait(_EXIT_S)
            self._watchdog.stop()
            self._file_left(self._child.kill())
            self._file_end()
            self._over.set()

    def _file_left(self, left: list[str]) -> None:
        for command in left[:_LEFT]:
            self.observations.file("process-left", command=command)
        if len(left) > _LEFT:
            self.observations.file("process-left", command=f"{len(left) - _LEFT} more")

    def _file_end(self) -> None:
        for name, capture in self._outputs.items():
            capture.finish(_EXIT_S)
            if capture.size:
                self.observations.file(
                    "output",
                    stream=name,
                    bytes=capture.size,
                    lines=capture.lines,
                    sample=capture.sample(),
                    truncated=capture.truncated,
                )
        end = {"exitCode": self.exit_code} if self.signal is None else {"signal": self.signal}
        tail = self._outputs["stderr"].tail()
        self.observations.file(
            "host-exited", pid=self.pid, expected=self._expected, stderrTail=tail, **end
        )

    def _result(self, filed: Filing, pending: Pending) -> Any:
        answer = pending.answer
        if answer is None:
            raise filed.died(self._died(f"{filed.method}: the plug-in host ended during the call"))
        if "error" in answer:
            raise filed.failed(answer["error"])
        return filed.succeeded(answer.get("result"))

    def _died(self, what: str) -> HostDied:
        end = (
            f"exit code {self.exit_code}"
            if self.signal is None
            else f"signal {signal.Signals(self.signal).name}"
        )
        if self._breach is not None:
            end = f"killed because of its {self._breach.reason}"
        return HostDied(f"{what} ({end})", exit_code=self.exit_code, signal=self.signal)

    def _hung(self, filed: Filing, limit_s: float) -> HostDeadline:
        self._connection.forget(filed.identity)
        threads = self._threads()
        return filed.hung(limit_s, threads, dump.stack_of(threads, filed.identity))

    def _file_dump(self) -> None:
        """The JVM did not end when asked: leave a trace of what it was doing."""
        self.observations.file("shutdown-hung", dump=self._threads())

    def _threads(self) -> dump.Dump:
        """A thread dump: from the host, or from the JVM itself when the host does not answer."""
        asked = self._connection.send(f"d{next(self._ids)}", "host.threads", {})
        if asked is not None and asked.wait(_DUMP_S) and asked.answer is not None:
            return dump.from_host(asked.answer.get("result"))
        return dump.from_jvm(self._child, self._outputs["stdout"], _DUMP_S)
