"""The reviewer's keyring: whose key is whose, from when until when (threats T7, T19).

Trust comes from this file alone; nothing inside a bundle can add to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import msgspec
from msgspec import Meta, Struct

from harness.bundle import strict_json
from harness.bundle.keys import PublicKey, parse_public_key
from harness.bundle.reasons import Code, Reason
from harness.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

from datetime import datetime

FORMAT: Final = "vroaccept-keyring/1"
_MAX_BYTES: Final = 4 * 1024 * 1024

Moment = Annotated[datetime, Meta(tz=True)]
KeyId = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


class TrustedKey(Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """One partner's key.

    Attributes:
        keyid: SHA-256 of the public key; repeated so that a person can compare it.
        partner: Whom the programme gave this key's trust.
        public_key: SubjectPublicKeyInfo PEM.
        valid_from: First moment at which bundles are taken.
        valid_to: First moment at which they no longer are; ``None`` for no end.
        revoked_on: From when on the key is not trusted; ``None`` while it is.
    """

    keyid: KeyId
    partner: Annotated[str, Meta(min_length=1, max_length=200)]
    public_key: str
    valid_from: Moment
    valid_to: Moment | None = None
    revoked_on: Moment | None = None

    def key(self) -> PublicKey:
        """Decode the key; raises :class:`UsageError` when the entry contradicts itself."""
        public = parse_public_key(self.public_key.encode(), where=f"keyring entry {self.keyid}")
        if public.keyid != self.keyid:
            raise UsageError("key id is not that of the public key", where=self.keyid)
        return public

    def problem_at(self, moment: datetime) -> Reason | None:
        """Say why the key is not trusted at a moment, or ``None``."""
        if self.revoked_on is not None and moment >= self.revoked_on:
            return Reason(Code.KEY_REVOKED, f"key of {self.partner} was revoked {self.revoked_on}")
        if moment < self.valid_from:
            text = f"key of {self.partner} is valid from {self.valid_from} on"
            return Reason(Code.KEY_NOT_YET_VALID, text)
        if self.valid_to is not None and moment >= self.valid_to:
            return Reason(Code.KEY_EXPIRED, f"key of {self.partner} ended {self.valid_to}")
        return None


class Keyring(Struct, frozen=True, forbid_unknown_fields=True):
    """All keys that a reviewer trusts."""

    format: str = FORMAT
    keys: tuple[TrustedKey, ...] = ()

    def find(self, keyid: str) -> TrustedKey | None:
        """Find a key by its id, whatever its validity."""
        return next((key for key in self.keys if key.keyid == keyid), None)

    def with_key(self, key: TrustedKey) -> Keyring:
        """Return a keyring that has one more key.

        Raises:
            UsageError: The key is there already, perhaps as another partner's.
        """
        known = self.find(key.keyid)
        if known is not None:
            raise UsageError(f"key is already there, of {known.partner}", where=key.keyid)
        return Keyring(self.format, (*self.keys, key))

    def with_revocation(self, keyid: str, moment: datetime) -> Keyring:
        """Return a keyring in which a key is revoked from a moment on.

        Raises:
            UsageError: There is no such key.
        """
        if self.find(keyid) is None:
            raise UsageError("no such key in the keyring", where=keyid)
        keys = (
            msgspec.structs.replace(key, revoked_on=moment) if key.keyid == keyid else key
            for key in self.keys
        )
        return Keyring(self.format, tuple(keys))


def parse_keyring(data: bytes, *, where: str) -> Keyring:
    """Decode a keyring file.

    Raises:
        UsageError: It is not a keyring, names one key twice, or an entry contradicts itself.
    """
    try:
        keyring = msgspec.convert(strict_json.decode(data, max_bytes=_MAX_BYTES), Keyring)
    except ValueError as exc:
        raise UsageError(f"not a keyring: {exc}", where=where) from exc
    if keyring.format != FORMAT:
        raise UsageError(f"keyring format {keyring.format!r} is unknown", where=where)
    if len({key.keyid for key in keyring.keys}) != len(keyring.keys):
        raise UsageError("a key is in the keyring twice", where=where)
    for key in keyring.keys:
        key.key()
    return keyring


def load_keyring(path: Path) -> Keyring:
    """Read a keyring file; raises as :func:`parse_keyring`, or when it is unreadable."""
    try:
        data = path.read_bytes()
    except OSError as exc:
        raise UsageError(f"cannot read the keyring: {exc.strerror}", where=str(path)) from exc
    return parse_keyring(data, where=str(path))


def save_keyring(path: Path, keyring: Keyring) -> None:
    """Write a keyring file, replacing it in one step.

    Raises:
        UsageError: The file cannot be written.
    """
    draft = path.with_name(path.name + ".new")
    try:
        draft.write_bytes(msgspec.json.format(msgspec.json.encode(keyring), indent=2) + b"\n")
        draft.replace(path)
    except OSError as exc:
        raise UsageError(f"cannot write the keyring: {exc.strerror}", where=str(path)) from exc
