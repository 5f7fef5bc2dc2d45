"""Record of what was said over REST, one JSON object a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

if TYPE_CHECKING:
    from pathlib import Path

    from harness.client import Answer

MAX_TEXT = 64 * 1024
"""Characters kept of one body; the file must stay readable when a plug-in answers megabytes."""

_encoder = msgspec.json.Encoder()


class Exchange(Struct, frozen=True, kw_only=True):
    """A request and its answer; ``calls`` are the host calls behind it."""

    at: str
    method: str
    path: str
    status: int
    ms: float
    calls: tuple[str, ...]
    request: str
    response: str


class ExchangeLog:
    """Appends exchanges to a file."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("ab")

    def record(self, answer: Answer) -> None:
        """Append one exchange."""
        exchange = Exchange(
            at=answer.at,
            method=answer.method,
            path=answer.path,
            status=answer.status,
            ms=round(answer.ms, 2),
            calls=answer.calls,
            request=answer.request[:MAX_TEXT],
            response=answer.body[: 4 * MAX_TEXT].decode("utf-8", "replace")[:MAX_TEXT],
        )
        self._file.write(_encoder.encode(exchange) + b"\n")
        self._file.flush()

    def close(self) -> None:
        """Close the file."""
        self._file.close()
