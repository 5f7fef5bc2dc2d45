"""The JVM as an operating system process: how it is started, and how it is ended for sure."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import psutil

from mockvro.host.limits import Limits, descendants, impose

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MARK: Final = "MOCKVRO_HOST_ID"
_KEPT_ENVIRONMENT: Final = ("PATH", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH")
_POLL_S: Final = 0.05
_SHOWN: Final = 10
_FAST_START: Final = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto")


@dataclass(frozen=True, slots=True, kw_only=True)
class HostOptions:
    """How to start a host.

    Attributes:
        java: The ``java`` program.
        dist: Folder with ``boot``, ``common``, ``platform`` and ``host``.
        workdir: Working folder of the JVM; its home, temporary files and outputs lie below.
        log_file: Receives the plug-in log, JSON lines.
        heap_mb: Heap limit in MiB.
        log_limit: Bytes after which the plug-in log is cut off.
        log_level: log4j level of the loggers that belong to the plug-in.
        output_limit: Bytes kept of each output stream.
        ready_s: Seconds the JVM may take until it is ready.
        direct_mb: Limit of memory outside the heap in MiB; as much as the heap without one.
        exit_on_oom: Whether an ``OutOfMemoryError`` ends the JVM (exit code 3).
        opens_jdk: Whether plug-ins may reflect on the JDK, as on Java 8 and 11 of the product.
        limits: What it may use of the machine.
        jvm_arguments: Further arguments of the JVM.
    """

    java: Path
    dist: Path
    workdir: Path
    log_file: Path
    heap_mb: int = 512
    log_limit: int = 64 * 1024 * 1024
    log_level: str = "TRACE"
    output_limit: int = 8 * 1024 * 1024
    ready_s: float = 60.0
    direct_mb: int | None = None
    exit_on_oom: bool = False
    opens_jdk: bool = True
    limits: Limits = field(default_factory=Limits)
    jvm_arguments: tuple[str, ...] = ()


class Child:
    """A JVM in a session and process group of its own.

    Everything it starts carries a mark in its environment, so that also processes which left
    the group are found at the end.
    """

    def __init__(self, options: HostOptions, socket_path: Path) -> None:
        self._mark = uuid.uuid4().hex
        self.process = subprocess.Popen(
            _command(options, socket_path),
            cwd=options.workdir,
            env=_environment() | {_MARK: self._mark},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        impose(self.process.pid, options.limits)

    @property
    def pid(self) -> int:
        """Process id, also the id of its group."""
        return self.process.pid

    def wait(self, seconds: float) -> int | None:
        """The return code, negative for a signal; ``None`` while it runs."""
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None

    def quit_signal(self) -> None:
        """Make the JVM write a thread dump to its standard output."""
        self._signal(signal.SIGQUIT)

    def started(self) -> list[str]:
        """Command lines of some of the processes that the JVM has started."""
        return [_command_of(pid) for pid in sorted(descendants(self.pid))[:_SHOWN]]

    def kill_group(self) -> None:
        """End the group at once, before anything of it can grow any more."""
        self._signal(signal.SIGKILL)

    def kill(self) -> list[str]:
        """End the group and everything that left it.

        Returns:
            Command lines of processes that the JVM had started and that were still running.
        """
        left = [(process, _describe(process)) for process in self._descendants()]
        self._signal(signal.SIGKILL)
        for process, _ in left:
            _kill(process)
        self.process.wait()
        return [text for _, text in left]

    def _signal(self, number: signal.Signals) -> None:
        try:
            os.killpg(self.pid, number)
        except (ProcessLookupError, PermissionError):
            return  # the whole group has ended

    def _descendants(self) -> Iterator[psutil.Process]:
        for process in psutil.process_iter():
            if process.pid != self.pid and _environ(process).get(_MARK) == self._mark:
                yield process


def listen(path: Path) -> socket.socket:
    """A Unix socket that waits for the JVM."""
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(path))
    server.listen(1)
    return server


def accept(server: socket.socket, child: Child, until: float) -> socket.socket | None:
    """The connection of the child; ``None`` when it ended or the time (monotonic) passed."""
    server.settimeout(_POLL_S)
    while time.monotonic() < until and child.process.poll() is None:
        try:
            sock, _ = server.accept()
        except TimeoutError:
            continue
        sock.settimeout(None)
        return sock
    return None


def _environ(process: psutil.Process) -> dict[str, str]:
    try:
        return process.environ()
    except psutil.Error:
        return {}  # not ours, or gone already


def _describe(process: psutil.Process) -> str:
    try:
        return f"{process.pid}: {' '.join(process.cmdline())}"
    except psutil.Error:
        return str(process.pid)


def _command_of(pid: int) -> str:
    try:
        return _describe(psutil.Process(pid))
    except psutil.NoSuchProcess:
        return str(pid)


def _kill(process: psutil.Process) -> None:
    try:
        process.kill()
    except psutil.NoSuchProcess:
        return


def _command(options: HostOptions, socket_path: Path) -> list[str]:
    home = options.workdir / "home"
    temporary = options.workdir / "tmp"
    server = options.workdir / "server"
    for folder in (home, temporary, server / "conf" / "plugins"):
        folder.mkdir(parents=True, exist_ok=True)
    return [
        str(options.java),
        f"-Xmx{options.heap_mb}m",
        *_FAST_START,
        "-Dfile.encoding=UTF-8",
        f"-Duser.home={home}",
        f"-Djava.io.tmpdir={temporary}",
        f"-Dserver.home.dir={server}",
        f"-Djboss.server.home.dir={server}",
        *_memory(options),
        *options.jvm_arguments,
        *_program(options),
        str(options.dist),
        str(options.log_file),
        str(options.log_limit),
        options.log_level,
        str(socket_path),
    ]


def _memory(options: HostOptions) -> list[str]:
    direct = [] if options.direct_mb is None else [f"-XX:MaxDirectMemorySize={options.direct_mb}m"]
    return [*direct, *(["-XX:+ExitOnOutOfMemoryError"] if options.exit_on_oom else [])]


def _program(options: HostOptions) -> list[str]:
    """The manifest opens the JDK, and counts only with ``-jar``."""
    jar = str(options.dist / "boot" / "mockvro-boot.jar")
    if options.opens_jdk:
        return ["-jar", jar]
    return [f"-javaagent:{jar}", "-cp", jar, "mockvro.boot.Boot"]


def _environment() -> dict[str, str]:
    """Nothing of ours reaches the plug-in by accident, secrets least of all."""
    return {key: os.environ[key] for key in _KEPT_ENVIRONMENT if key in os.environ}
