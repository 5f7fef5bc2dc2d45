"""The author's signature of an element (`reference/package-format.md` §6); it never fails."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Literal

from mockvro.content.action import Action
from mockvro.content.package.rsa import digest_in
from mockvro.content.package.signature import certificate_names, load_certificate, rsa_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    from mockvro.content.package.contents import Content
    from mockvro.content.package.model import Element, Package

State = Literal["absent", "matches data", "matches script", "re-serialised", "unknown key"]


def content_signature_state(package: Package, element: Element, content: Content | None) -> State:
    """What the content signature of an element still proves.

    ``re-serialised`` is an intact block of a known author over bytes that the package no longer
    has; ``unknown key`` cannot be opened with any certificate of the named author.
    """
    if not element.content_signature:
        return "absent"
    keys = _keys(package, element.signature_owner)
    digests = {digest_in(key, element.content_signature) for key in keys} - {None}
    if not digests:
        return "unknown key"
    if _md5(element.data) in digests:
        return "matches data"
    script = content.script if isinstance(content, Action) else None
    if script is not None and _md5(script.encode(errors="replace")) in digests:
        return "matches script"
    return "re-serialised"


def _keys(package: Package, owner: str) -> Iterator[RSAPublicKey]:
    """The keys of every certificate filed under the author's name."""
    exact = {name.lower() for name in certificate_names(owner)}
    folder = f"certificates/{owner}/".lower()
    for name, entry in package.entries.items():
        if name not in exact and not name.startswith(folder):
            continue
        certificate = load_certificate(entry.data)
        key = rsa_key(certificate) if certificate is not None else None
        if key is not None:
            yield key


def _md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()
