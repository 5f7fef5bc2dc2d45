"""A process of its own group whose output goes to files of limited size."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
import time
from typing import IO, TYPE_CHECKING

import psutil

from harness.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

LIMIT_BYTES = 8 * 1024 * 1024
_CHUNK = 64 * 1024
_TAIL = 2000
_GRACE_SECONDS = 5.0
_POLL_SECONDS = 0.01


class CapturedProcess:
    """A running program; both streams are drained for ever, and kept up to a limit.

    Args:
        command: Program and arguments.
        directory: Working directory.
        environment: The whole environment.
        output: File for standard output and standard error together.

    Raises:
        UsageError: The program cannot be started.
    """

    def __init__(
        self, command: Sequence[str], directory: Path, environment: Mapping[str, str], output: Path
    ) -> None:
        self._output = output
        try:
            self._process = subprocess.Popen(
                list(command),
                cwd=directory,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError as exc:
            raise UsageError(
                f"cannot start the program: {exc.strerror}",
                where=command[0],
                advice="see backend.start of the case",
            ) from exc
        assert self._process.stdout is not None  # noqa: S101 - PIPE was asked for
        self._drain = threading.Thread(
            target=_drain, args=(self._process.stdout, output), daemon=True
        )
        self._drain.start()

    @property
    def pid(self) -> int:
        """Process id, also the id of the group."""
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """Exit code, negative for a signal; None while it runs."""
        return self._process.poll()

    def tail(self) -> str:
        """Return the end of what it wrote, for messages."""
        self._drain.join(timeout=0.2 if self.exit_code is not None else 0)
        data = self._output.read_bytes() if self._output.exists() else b""
        return data[-_TAIL:].decode("utf-8", "replace").strip()

    def stop(self) -> None:
        """End the whole group: SIGTERM, then SIGKILL for whatever is left."""
        members = _group(self.pid)
        self._signal(signal.SIGTERM)
        end = time.monotonic() + _GRACE_SECONDS
        while self.exit_code is None or any(map(_lives, members)):
            if time.monotonic() > end:
                self._signal(signal.SIGKILL)
                break
            time.sleep(_POLL_SECONDS)
        self._process.wait()
        self._drain.join(timeout=_GRACE_SECONDS)

    def _signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, number)


def _group(leader: int) -> list[psutil.Process]:
    try:
        process = psutil.Process(leader)
        return process.children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def _lives(process: psutil.Process) -> bool:
    """Whether it still runs; one that nobody has reaped yet does not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _drain(stream: IO[bytes], output: Path) -> None:
    written = 0
    with stream, output.open("wb") as file:
        while chunk := stream.read1(_CHUNK):  # type: ignore[attr-defined]
            kept = chunk[: max(0, LIMIT_BYTES - written)]
            written += len(chunk)
            file.write(kept)
            file.flush()
        if written > LIMIT_BYTES:
            file.write(f"\n[cut: {written} bytes were written]\n".encode())
