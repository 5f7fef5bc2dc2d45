"""The journal: every outcome is on disk before the next check starts.

Reports, verdict and bundle are folds over it (guide ``design.md``, decision 6). One JSON object a
line; the last line may be torn by a crash, any other may not.
"""

from __future__ import annotations

import fcntl
import os
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from harness.checks.outcome import CheckOutcome, OwnOutcome
from harness.errors import HarnessError

if TYPE_CHECKING:
    from pathlib import Path


class CheckStarted(Struct, frozen=True, kw_only=True, tag_field="kind", tag="started"):
    """A check begins; without an outcome behind it, the process died in it."""

    check: str
    version: str
    attempt: int = 1


class CheckDeferred(Struct, frozen=True, kw_only=True, tag_field="kind", tag="deferred"):
    """A check waits until the processes that share the attempt have ended."""

    check: str
    attempt: int = 1


class AttemptEnded(Struct, frozen=True, kw_only=True, tag_field="kind", tag="attempt"):
    """A process that ran checks has ended: its exit code, and a note if that was not by itself."""

    attempt: int
    exit_code: int
    note: str = ""


Event = CheckStarted | CheckOutcome | CheckDeferred | OwnOutcome | AttemptEnded

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)


class JournalWriter:
    """Appends events; each is synced to disk before :meth:`append` returns."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def append(self, event: Event) -> None:
        """Write one event.

        Raises:
            HarnessError: The disk does not take it.
        """
        line = _encoder.encode(event) + b"\n"
        try:
            descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
            try:
                # others may be writing: a line that is not finished yet is not torn
                fcntl.flock(descriptor, fcntl.LOCK_EX)
                _drop_torn_tail(self._path)
                os.write(descriptor, line)
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        except OSError as exc:
            raise HarnessError(
                f"cannot write the journal: {exc.strerror}",
                where=str(self._path),
                advice="free some space or choose another --out",
            ) from exc


def _drop_torn_tail(path: Path) -> None:
    """Cut off what a crashed writer left behind, so that the next line stands alone."""
    size = path.stat().st_size
    if not size:
        return
    with path.open("rb") as file:
        file.seek(size - 1)
        if file.read(1) == b"\n":
            return
    whole = path.read_bytes().rpartition(b"\n")
    os.truncate(path, len(whole[0]) + len(whole[1]))


class JournalTail:
    """Reads a journal that is still being written, from where it stopped the last time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._offset = 0

    def poll(self) -> tuple[Event, ...]:
        """Return the events that were completed since the last call.

        Raises:
            HarnessError: A complete line is no event.
        """
        if not self._path.exists():
            return ()
        with self._path.open("rb") as file:
            file.seek(self._offset)
            whole, newline, _ = file.read().rpartition(b"\n")
        first = self._offset
        self._offset += len(whole) + len(newline)
        return tuple(self._decode(line, first) for line in whole.splitlines() if newline)

    def _decode(self, line: bytes, offset: int) -> Event:
        try:
            return _decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as exc:
            raise HarnessError(
                f"the journal is damaged: {exc}", where=f"{self._path} behind byte {offset}"
            ) from exc


def read_journal(path: Path) -> tuple[Event, ...]:
    """Read a whole journal; a torn last line is left out.

    Raises:
        HarnessError: A complete line is no event.
    """
    return JournalTail(path).poll()


def outcomes_in(events: tuple[Event, ...]) -> tuple[CheckOutcome, ...]:
    """Pick the outcomes, in order."""
    return tuple(event for event in events if isinstance(event, CheckOutcome))


def unfinished(events: tuple[Event, ...], attempt: int) -> CheckStarted | None:
    """Find the check of an attempt that started last and has no outcome."""
    started: CheckStarted | None = None
    for event in events:
        if isinstance(event, CheckStarted) and event.attempt == attempt:
            started = event
        elif (
            isinstance(event, CheckOutcome)
            and started is not None
            and (event.check, event.attempt) == (started.check, attempt)
        ):
            started = None
    return started
