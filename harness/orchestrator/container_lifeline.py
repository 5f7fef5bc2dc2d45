"""A container that lives as long as this process holds its standard input.

The server in it stops when its input ends, and the engine ends the input when the connection does
that was attached to it. So a killed process leaves no container behind, and nobody has to sweep.
"""

from __future__ import annotations

import contextlib
import re
import socket
import threading
from typing import TYPE_CHECKING, Any, cast

from docker.utils.socket import frames_iter_no_tty

from harness.orchestrator.api import OrchestratorError

if TYPE_CHECKING:
    from pathlib import Path

    from docker import DockerClient

LOG_LIMIT = 8 * 1024 * 1024
"""Bytes kept of what the server writes; it is quiet unless something is wrong."""

_ATTACH = {"stdin": 1, "stdout": 1, "stderr": 1, "stream": 1}
_ADDRESS = re.compile(rb"listens on (https?://\S+?)/vco/api/")
_LAST_WORDS = 300


class Lifeline:
    """The standard streams of a container that has not been started yet.

    Args:
        client: Connection to the engine.
        identity: Id of the container, created with an open input.
        log: File for what it writes.
    """

    def __init__(self, client: DockerClient, identity: str, log: Path) -> None:
        self._log = log
        self._stream: Any = client.api.attach_socket(identity, params=_ATTACH)
        self._changed = threading.Condition()
        self._kept = bytearray()
        self._over = False
        self._thread = threading.Thread(target=self._read, name="container output", daemon=True)
        self._thread.start()

    def address(self, seconds: float) -> str:
        """Wait until the server tells where it listens.

        Raises:
            OrchestratorError: It ends, or tells nothing in time.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._over or self._told(), timeout=seconds)
            found = self._told()
        if found is None:
            why = "ended at once" if self._over else f"told no address within {seconds:g} s"
            raise OrchestratorError(
                f"the server in the container {why}: {self.last_words()}", where=str(self._log)
            )
        return found[1].decode("ascii", "replace")

    def last_words(self) -> str:
        """The end of what the server wrote, in one line."""
        return " ".join(self._kept[-_LAST_WORDS:].decode("utf-8", "replace").split())

    def let_go(self, seconds: float) -> bool:
        """End the server's input; tell whether it has ended after so many seconds."""
        with contextlib.suppress(OSError):  # it has ended by itself
            self._stream._sock.shutdown(socket.SHUT_WR)  # noqa: SLF001 - SocketIO cannot half-close
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def close(self) -> None:
        """Close the connection, and wait for the last of the output."""
        with contextlib.suppress(OSError):
            self._stream._sock.shutdown(socket.SHUT_RDWR)  # noqa: SLF001 - as above
        self._thread.join()
        self._stream._response.close()  # noqa: SLF001 - where the SDK keeps what owns the stream

    def _told(self) -> re.Match[bytes] | None:
        return _ADDRESS.search(self._kept)

    def _read(self) -> None:
        with self._log.open("wb") as file, contextlib.suppress(OSError):
            for _, data in frames_iter_no_tty(self._stream):
                # the SDK's text is that of a Windows pipe
                self._keep(cast("bytes", data), file)
        with self._changed:
            self._over = True
            self._changed.notify_all()

    def _keep(self, data: bytes, file: Any) -> None:
        with self._changed:
            room = LOG_LIMIT - len(self._kept)
            self._kept += data[:room]
            self._changed.notify_all()
        file.write(data[:room])
        file.flush()
