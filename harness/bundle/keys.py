"""Signing keys: Ed25519 by default, ECDSA P-256 where hardware or FIPS asks for it.

Only these two kinds exist, and the kind follows from the trusted key, never from an envelope
(threat T8). The id of a key is the lower-case hex SHA-256 of its DER SubjectPublicKeyInfo, which
``openssl pkey -pubin -in k.pub -outform DER | sha256sum`` prints as well.
"""

from __future__ import annotations

import hashlib
import os
import stat
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from securesystemslib.signer import CryptoSigner, SSlibKey  # type: ignore[attr-defined]

from harness.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

MIN_PASSPHRASE: Final = 15
"""Characters; NIST SP 800-63B-4 asks for 15 where a password is the only factor."""

_MAX_KEY_FILE: Final = 64 * 1024
_PRIVATE_MODE: Final = 0o600


class KeyKind(StrEnum):
    """The two allowed kinds of key."""

    ED25519 = "ed25519"
    P256 = "p256"


class PublicKey:
    """A public key of an allowed kind."""

    def __init__(self, key: Ed25519PublicKey | EllipticCurvePublicKey) -> None:
        self._key = key

    @property
    def kind(self) -> KeyKind:
        """The kind of this key."""
        return KeyKind.ED25519 if isinstance(self._key, Ed25519PublicKey) else KeyKind.P256

    @cached_property
    def keyid(self) -> str:
        """Lower-case hex SHA-256 of the DER SubjectPublicKeyInfo."""
        spki = self._key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return hashlib.sha256(spki).hexdigest()

    @property
    def pem(self) -> str:
        """SubjectPublicKeyInfo PEM."""
        return self._key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()

    @cached_property
    def verifier(self) -> SSlibKey:
        """The form that securesystemslib verifies with, under our key id."""
        return SSlibKey.from_crypto(self._key, keyid=self.keyid)


class SigningKey:
    """A private key of an allowed kind."""

    def __init__(self, key: Ed25519PrivateKey | EllipticCurvePrivateKey) -> None:
        self._key = key
        self.public = PublicKey(key.public_key())

    @cached_property
    def signer(self) -> CryptoSigner:
        """The form that securesystemslib signs with, under our key id."""
        return CryptoSigner(self._key, self.public.verifier)

    def pem(self, passphrase: str | None) -> bytes:
        """Encode as PKCS#8 PEM, encrypted unless the passphrase is ``None``."""
        encryption: KeySerializationEncryption = NoEncryption()
        if passphrase is not None:
            encryption = BestAvailableEncryption(passphrase.encode())
        return self._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption)


def generate_key(kind: KeyKind = KeyKind.ED25519) -> SigningKey:
    """Make a new key from the operating system's randomness."""
    if kind is KeyKind.ED25519:
        return SigningKey(Ed25519PrivateKey.generate())
    return SigningKey(generate_private_key(SECP256R1()))


def save_private_key(path: Path, key: SigningKey, passphrase: str | None) -> None:
    """Write a new private key file with mode 0600; an existing file is never replaced.

    Raises:
        UsageError: The passphrase is too short, or the file exists or cannot be written.
    """
    if passphrase is not None and len(passphrase) < MIN_PASSPHRASE:
        raise UsageError(
            "passphrase is too short", advice=f"use {MIN_PASSPHRASE} characters or more"
        )
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE_MODE)
        with os.fdopen(handle, "wb") as stream:
            stream.write(key.pem(passphrase))
    except FileExistsError as exc:
        raise UsageError(
            "there is a key already", where=str(path), advice="give another folder, or move it away"
        ) from exc
    except OSError as exc:
        raise UsageError(f"cannot write the private key: {exc.strerror}", where=str(path)) from exc


def load_private_key(path: Path, passphrase: str | None) -> SigningKey:
    """Read a PKCS#8 PEM private key.

    Raises:
        UsageError: The file is missing, readable by others, of another kind, or the passphrase
            does not fit.
    """
    _check_private_mode(path)
    secret = passphrase.encode() if passphrase else None
    try:
        key = load_pem_private_key(_read(path), secret)
    except TypeError as exc:
        needed = "needs a passphrase" if secret is None else "is not encrypted"
        raise UsageError(f"private key {needed}", where=str(path)) from exc
    except (ValueError, UnsupportedAlgorithm) as exc:
        raise UsageError(
            "private key cannot be read",
            where=str(path),
            advice="is it a PKCS#8 PEM file, and the passphrase right?",
        ) from exc
    if isinstance(key, Ed25519PrivateKey):
        return SigningKey(key)
    if isinstance(key, EllipticCurvePrivateKey) and isinstance(key.curve, SECP256R1):
        return SigningKey(key)
    raise _wrong_kind(str(path))


def is_encrypted(path: Path) -> bool:
    """Tell whether a private key file needs a passphrase; raises when it is unreadable."""
    return b"-----BEGIN ENCRYPTED PRIVATE KEY-----" in _read(path)


def load_public_key(path: Path) -> PublicKey:
    """Read a public key PEM file; raises as :func:`parse_public_key`, or when it is unreadable."""
    return parse_public_key(_read(path), where=str(path))


def parse_public_key(pem: bytes, *, where: str) -> PublicKey:
    """Decode a SubjectPublicKeyInfo PEM.

    Raises:
        UsageError: It is no public key, or one of another kind.
    """
    try:
        key = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm) as exc:
        raise UsageError("not a public key in PEM form", where=where) from exc
    if isinstance(key, Ed25519PublicKey):
        return PublicKey(key)
    if isinstance(key, EllipticCurvePublicKey) and isinstance(key.curve, SECP256R1):
        return PublicKey(key)
    raise _wrong_kind(where)


def _wrong_kind(where: str) -> UsageError:
    return UsageError("key is neither Ed25519 nor ECDSA P-256", where=where)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_MAX_KEY_FILE)
    except OSError as exc:
        raise UsageError(f"cannot read the key: {exc.strerror}", where=str(path)) from exc


def _check_private_mode(path: Path) -> None:
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except OSError as exc:
        raise UsageError(f"cannot read the key: {exc.strerror}", where=str(path)) from exc
    if mode & 0o077:
        raise UsageError(
            f"private key is accessible to others (mode {mode:04o})",
            where=str(path),
            advice="run chmod 600 on it, and replace it if others could read it",
        )
