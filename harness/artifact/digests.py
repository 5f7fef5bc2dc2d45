"""Check sums that name a file for certain."""

from __future__ import annotations

import hashlib

from msgspec import Struct


class Digests(Struct, frozen=True):
    """Size in bytes and hex digests; MD5 and SHA-1 only because the programme asks for them."""

    size: int
    md5: str
    sha1: str
    sha256: str


def digests_of(data: bytes) -> Digests:
    """Compute all digests of some content."""
    return Digests(
        size=len(data),
        md5=hashlib.md5(data, usedforsecurity=False).hexdigest(),
        sha1=hashlib.sha1(data, usedforsecurity=False).hexdigest(),
        sha256=hashlib.sha256(data).hexdigest(),
    )
