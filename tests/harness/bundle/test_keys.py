from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from harness.bundle import (
    KeyKind,
    generate_key,
    is_encrypted,
    load_private_key,
    load_public_key,
    save_private_key,
)
from harness.bundle.passphrase import VARIABLE, read_passphrase
from harness.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

PASSPHRASE = "correct horse battery"


@pytest.mark.parametrize("kind", KeyKind)
@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_private_key_round_trip(tmp_path: Path, kind: KeyKind, passphrase: str | None) -> None:
    path, key = tmp_path / "k.pem", generate_key(kind)
    save_private_key(path, key, passphrase)
    loaded = load_private_key(path, passphrase)
    assert loaded.public.keyid == key.public.keyid
    assert loaded.public.kind is kind
    assert path.stat().st_mode & 0o777 == 0o600
    assert is_encrypted(path) is (passphrase is not None)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
@pytest.mark.parametrize("kind", KeyKind)
def test_the_key_id_is_what_openssl_says(tmp_path: Path, kind: KeyKind) -> None:
    path, key = tmp_path / "k.pub.pem", generate_key(kind)
    path.write_text(key.public.pem)
    command = ["openssl", "pkey", "-pubin", "-in", path, "-outform", "DER"]
    der = subprocess.run(command, capture_output=True, check=True).stdout
    assert hashlib.sha256(der).hexdigest() == load_public_key(path).keyid == key.public.keyid


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_a_key_that_openssl_encrypted_with_more_rounds(tmp_path: Path) -> None:
    plain, strong = tmp_path / "plain.pem", tmp_path / "strong.pem"
    save_private_key(plain, generate_key(), None)
    command = ["openssl", "pkcs8", "-topk8", "-v2", "aes-256-cbc", "-iter", "200000"]
    files = ["-in", plain, "-out", strong, "-passout", "env:PW"]
    subprocess.run([*command, *files], check=True, env={**os.environ, "PW": PASSPHRASE})
    strong.chmod(0o600)
    loaded = load_private_key(strong, PASSPHRASE)
    assert loaded.public.keyid == load_private_key(plain, None).public.keyid


def test_an_existing_key_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "k.pem"
    save_private_key(path, generate_key(), None)
    with pytest.raises(UsageError, match="there is a key already"):
        save_private_key(path, generate_key(), None)


def test_a_short_passphrase(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="too short"):
        save_private_key(tmp_path / "k.pem", generate_key(), "short")
    assert not (tmp_path / "k.pem").exists()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_key_that_others_can_read(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "k.pem"
    save_private_key(path, generate_key(), None)
    path.chmod(mode)
    with pytest.raises(UsageError, match="accessible to others"):
        load_private_key(path, None)


def test_wrong_missing_and_needless_passphrases(tmp_path: Path) -> None:
    secret, plain = tmp_path / "secret.pem", tmp_path / "plain.pem"
    save_private_key(secret, generate_key(), PASSPHRASE)
    save_private_key(plain, generate_key(), None)
    with pytest.raises(UsageError, match="and the passphrase right"):
        load_private_key(secret, "wrong" * 4)
    with pytest.raises(UsageError, match="needs a passphrase"):
        load_private_key(secret, None)
    with pytest.raises(UsageError, match="is not encrypted"):
        load_private_key(plain, PASSPHRASE)


@pytest.mark.parametrize(
    "key",
    [
        rsa.generate_private_key(public_exponent=65537, key_size=2048),
        ec.generate_private_key(ec.SECP384R1()),
    ],
    ids=["rsa", "p384"],
)
def test_other_kinds_of_keys(
    tmp_path: Path, key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
) -> None:
    private, public = tmp_path / "k.pem", tmp_path / "k.pub.pem"
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    private.chmod(0o600)
    spki = PublicFormat.SubjectPublicKeyInfo
    public.write_bytes(key.public_key().public_bytes(Encoding.PEM, spki))
    with pytest.raises(UsageError, match="neither Ed25519 nor ECDSA P-256"):
        load_private_key(private, None)
    with pytest.raises(UsageError, match="neither Ed25519 nor ECDSA P-256"):
        load_public_key(public)


@pytest.mark.parametrize("data", [b"", b"\0", b"-----BEGIN PUBLIC KEY-----\nAAAA\n", b"{}"])
def test_what_is_no_key(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "k.pem"
    path.write_bytes(data)
    path.chmod(0o600)
    with pytest.raises(UsageError):
        load_public_key(path)
    with pytest.raises(UsageError):
        load_private_key(path, None)
    with pytest.raises(UsageError, match="No such file"):
        load_public_key(tmp_path / "absent")


def test_the_passphrase_comes_from_descriptor_or_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert read_passphrase() is None
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    assert read_passphrase() == PASSPHRASE
    reading, writing = os.pipe()
    os.write(writing, b"from the pipe\nmore\n")
    os.close(writing)
    assert read_passphrase(reading) == "from the pipe"
    os.close(reading)
    with pytest.raises(UsageError, match="cannot read the passphrase"):
        read_passphrase(reading)


def test_an_empty_passphrase_is_refused() -> None:
    reading, writing = os.pipe()
    os.close(writing)
    with pytest.raises(UsageError, match="empty"):
        read_passphrase(reading)
    os.close(reading)
