"""What a child process writes: kept up to a limit, counted beyond it."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path
    from typing import IO

_CHUNK: Final = 1 << 16
_TAIL: Final = 1 << 18  # a thread dump of a busy JVM fits
_SAMPLE_LINES: Final = 20
_SAMPLE_CHARS: Final = 4000


class Capture:
    """Drains one stream of a process into a file, never slower than the process writes.

    Args:
        stream: The reading end of a pipe.
        path: Receives the first ``limit`` bytes.
        limit: Bytes kept.
    """

    def __init__(self, stream: IO[bytes], path: Path, *, limit: int) -> None:
        self.path = path
        self.limit = limit
        self.size = 0
        self.lines = 0
        self._stream = stream
        self._keeps = True
        self._tail = bytearray()
        self._written = threading.Condition()
        self._thread = threading.Thread(
            target=self._drain, name=f"mockvro-{path.stem}", daemon=True
        )
        self._thread.start()

    @property
    def truncated(self) -> bool:
        """Whether the process wrote more than was kept."""
        return self.size > self.limit or not self._keeps

    def text(self) -> str:
        """What was kept so far."""
        return self.path.read_bytes().decode("utf-8", "replace")

    def head(self, limit: int) -> bytes:
        """The first bytes that were kept so far."""
        with self.path.open("rb") as file:
            return file.read(limit)

    def tail(self, limit: int = 4000) -> str:
        """The last characters written, also when the file was full before."""
        return self.since(0)[-limit:]

    def since(self, position: int) -> str:
        """What was written after so many bytes, as far as it is still in memory."""
        with self._written:
            return self._since(position).decode("utf-8", "replace")

    def _since(self, position: int) -> bytes:
        wanted = max(0, self.size - position)
        return bytes(self._tail[-wanted:]) if wanted else b""

    def sample(self) -> list[str]:
        """The first lines."""
        with self.path.open("rb") as file:
            head = file.read(_SAMPLE_CHARS)
        return head.decode("utf-8", "replace").splitlines()[:_SAMPLE_LINES]

    def wait_for(self, text: str, position: int, timeout_s: float) -> bool:
        """Wait until the text was written after so many bytes; false when the time passed."""
        with self._written:
            return self._written.wait_for(lambda: text.encode() in self._since(position), timeout_s)

    def finish(self, timeout_s: float) -> bool:
        """Wait for the end of the stream; false when something still holds it open."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _drain(self) -> None:
        descriptor = self._stream.fileno()
        with self.path.open("wb", buffering=0) as file, self._stream:
            while chunk := os.read(descriptor, _CHUNK):
                if self._keeps and (room := self.limit - self.size) > 0:
                    self._keeps = _write(file, chunk[:room])
                with self._written:
                    self.size += len(chunk)
                    self.lines += chunk.count(b"\n")
                    self._tail += chunk
                    if len(self._tail) > 2 * _TAIL:
                        del self._tail[:-_TAIL]
                    self._written.notify_all()


def _write(file: IO[bytes], data: bytes) -> bool:
    """Whether there was room on the disk; without it the process must not wait for us either."""
    try:
        file.write(data)
    except OSError:
        return False
    return True
