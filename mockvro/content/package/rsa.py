"""MD5withRSA, the one signature algorithm of packages (`reference/package-format.md` §5).

An OpenSSL in FIPS mode refuses MD5; then the same computation is done by hand. What is proven
by such a signature is the format's business, not ours.
"""

from __future__ import annotations

import hashlib
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import MD5

_DIGEST_INFO: Final = bytes.fromhex("3020300c06082a864886f70d020505000410")  # ASN.1 head for MD5


def verifies(key: rsa.RSAPublicKey, signature: bytes, data: bytes) -> bool:
    """Whether the signature over the data was made with the key's private half."""
    try:
        key.verify(signature, data, padding.PKCS1v15(), MD5())  # noqa: S303  # the format's choice
    except InvalidSignature:
        return False
    except UnsupportedAlgorithm:
        return verifies_plainly(key, signature, data)
    return True


def sign(key: rsa.RSAPrivateKey, data: bytes) -> bytes:
    """The signature over the data."""
    try:
        return key.sign(data, padding.PKCS1v15(), MD5())  # noqa: S303  # the format's choice
    except UnsupportedAlgorithm:
        return sign_plainly(key, data)


def verifies_plainly(key: rsa.RSAPublicKey, signature: bytes, data: bytes) -> bool:
    """As :func:`verifies`, by modular exponentiation."""
    numbers = key.public_numbers()
    size = (key.key_size + 7) // 8
    value = int.from_bytes(signature, "big")
    if len(signature) != size or value >= numbers.n:
        return False
    block = pow(value, numbers.e, numbers.n).to_bytes(size, "big")
    return block == _padded(data, size)


def sign_plainly(key: rsa.RSAPrivateKey, data: bytes) -> bytes:
    """As :func:`sign`, by modular exponentiation."""
    numbers = key.private_numbers()
    size = (key.key_size + 7) // 8
    block = int.from_bytes(_padded(data, size), "big")
    return pow(block, numbers.d, numbers.public_numbers.n).to_bytes(size, "big")


def digest_in(key: rsa.RSAPublicKey, signature: bytes) -> bytes | None:
    """The MD5 digest that a signature carries, ``None`` when the key did not make it."""
    numbers = key.public_numbers()
    size = (key.key_size + 7) // 8
    value = int.from_bytes(signature, "big")
    if len(signature) != size or value >= numbers.n:
        return None
    block = pow(value, numbers.e, numbers.n).to_bytes(size, "big")
    digest = block[-16:]
    return digest if block == _block(digest, size) else None


def _padded(data: bytes, size: int) -> bytes:
    return _block(hashlib.md5(data, usedforsecurity=False).digest(), size)


def _block(digest: bytes, size: int) -> bytes:
    """EMSA-PKCS1-v1_5; a key too small for it yields a block that never matches."""
    tail = b"\0" + _DIGEST_INFO + digest
    return b"\0\1" + b"\xff" * (size - 2 - len(tail)) + tail
