from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import rsa as keys

from mockvro.content.package import rsa

if TYPE_CHECKING:
    import pytest

KEY = keys.generate_private_key(public_exponent=65537, key_size=2048)


def test_both_ways_agree() -> None:
    data = b"content"
    assert rsa.sign(KEY, data) == rsa.sign_plainly(KEY, data)
    signature = rsa.sign(KEY, data)
    public = KEY.public_key()
    for verifies in (rsa.verifies, rsa.verifies_plainly):
        assert verifies(public, signature, data)
        assert not verifies(public, signature, b"other")
        assert not verifies(public, signature[:-1], data)
        assert not verifies(public, b"\xff" * 256, data)
        assert not verifies(public, b"\0" * 256, data)
        assert not verifies(public, b"", data)


def test_digest_in() -> None:
    public = KEY.public_key()
    assert rsa.digest_in(public, rsa.sign(KEY, b"x")) == hashlib.md5(b"x").digest()  # noqa: S324
    assert rsa.digest_in(public, b"\1" * 256) is None
    assert rsa.digest_in(public, b"short") is None


def test_without_md5_in_openssl(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = rsa.sign(KEY, b"x")

    def refuse() -> None:
        raise UnsupportedAlgorithm("FIPS")

    monkeypatch.setattr(rsa, "MD5", refuse)
    assert rsa.sign(KEY, b"x") == expected
    assert rsa.verifies(KEY.public_key(), expected, b"x")
