"""Pending installations: uploaded, read, not yet agreed to (`reference/rest-api.md` §7.1)."""

from __future__ import annotations

import shutil
import threading
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from mockvro.content.submission import read_submission
from mockvro.errors import MockvroError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from mockvro.content.descriptor import Descriptor
    from mockvro.content.submission import Dar, Submission


class UploadError(MockvroError):
    """An uploaded file cannot be kept or holds no plug-in."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A plug-in of an upload whose descriptor the product accepts."""

    dar: Dar
    descriptor: Descriptor


@dataclass(frozen=True, slots=True)
class Pending:
    """One uploaded file that waits for the decision about its EULA.

    Attributes:
        id: Opaque id.
        file_name: As uploaded.
        eula: The licence text; None when the file carries none.
        offers: The plug-ins in it, one per module name.
        expires_at: Seconds since the epoch.
    """

    id: str
    file_name: str
    eula: str | None
    offers: tuple[Offer, ...]
    expires_at: float


class PendingInstallations:
    """Uploads by id; each leaves no file behind once it is decided or has expired."""

    def __init__(self, folder: Path, ttl_s: float, clock: Callable[[], float]) -> None:
        self._folder = folder
        self._ttl_s = ttl_s
        self._clock = clock
        self._lock = threading.Lock()
        self._waiting: dict[str, Pending] = {}

    def add(self, name: str, stream: BinaryIO) -> Pending:
        """Read an upload.

        Raises:
            ContentError: The archive or a descriptor in it cannot be read.
            UploadError: The file cannot be stored, or holds no plug-in.
        """
        pending_id = uuid.uuid4().hex
        folder = self._folder / pending_id
        try:
            submission = read_submission(_stored(folder, name, stream))
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        expires_at = self._clock() + self._ttl_s
        offers = tuple(_offers(submission, name))
        pending = Pending(pending_id, name, submission.eula_text, offers, expires_at)
        with self._lock:
            self._drop_expired()
            self._waiting[pending_id] = pending
        return pending

    def get(self, pending_id: str) -> Pending | None:
        """The pending installation; None when unknown, decided or expired."""
        with self._lock:
            self._drop_expired()
            return self._waiting.get(pending_id)

    def take(self, pending_id: str) -> Pending | None:
        """Remove a pending installation and return it, so that it is decided only once."""
        with self._lock:
            self._drop_expired()
            return self._waiting.pop(pending_id, None)

    def remaining_ms(self, pending: Pending) -> int:
        """Milliseconds until it expires."""
        return max(0, round((pending.expires_at - self._clock()) * 1000))

    def _drop_expired(self) -> None:
        now = self._clock()
        self._waiting = {
            key: pending for key, pending in self._waiting.items() if pending.expires_at > now
        }


def _offers(submission: Submission, name: str) -> Iterable[Offer]:
    """The plug-ins of a file; of two with one module name the product keeps the later one."""
    found: dict[str, Offer] = {}
    for dar in submission.dars:
        if dar.descriptor_error is not None:
            raise dar.descriptor_error
        if dar.descriptor is None:
            detail = next((each.detail for each in dar.problems if each.severity == "error"), "")
            raise UploadError(detail or "no descriptor", where=dar.where)
        # A dar that comes alone has the name that the client gave it.
        named = msgspec.structs.replace(dar, name=name) if submission.kind == "dar" else dar
        found[dar.descriptor.name] = Offer(named, dar.descriptor)
    if not found:
        raise UploadError("the file holds no plug-in", where=name)
    return found.values()


def _stored(folder: Path, name: str, stream: BinaryIO) -> Path:
    # The suffix tells a dar from a vmoapp; nothing else of a client's name goes into a path.
    suffix = ".vmoapp" if name.lower().endswith(".vmoapp") else ".dar"
    path = folder / f"upload{suffix}"
    try:
        folder.mkdir(parents=True)
        with path.open("wb") as target:
            shutil.copyfileobj(stream, target)
    except OSError as problem:
        raise UploadError(f"the upload cannot be stored: {problem.strerror}") from problem
    return path
