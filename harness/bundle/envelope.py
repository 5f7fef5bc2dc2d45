"""The signed envelope: DSSE 1.0.2, thin over securesystemslib (its PAE, never one of our own)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Final

import msgspec
from msgspec import Meta, Struct
from securesystemslib.dsse import Envelope
from securesystemslib.exceptions import FormatError, VerificationError

from harness.bundle import strict_json
from harness.bundle.errors import RefusedError
from harness.bundle.reasons import Code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from harness.bundle.keys import PublicKey, SigningKey

PAYLOAD_TYPE: Final = "application/vnd.in-toto+json"
MAX_ENVELOPE: Final = 8 * 1024 * 1024


class _WireSignature(Struct, forbid_unknown_fields=True):
    keyid: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
    sig: str


class _WireEnvelope(Struct, rename="camel", forbid_unknown_fields=True):
    payload: str
    payload_type: str
    signatures: Annotated[list[_WireSignature], Meta(min_length=1, max_length=8)]


def sign(payload: bytes, key: SigningKey) -> bytes:
    """Sign a statement and return the envelope as JSON."""
    envelope = Envelope(payload, PAYLOAD_TYPE, {})
    envelope.sign(key.signer)
    return _encode(envelope)


def parse(data: bytes) -> Envelope:
    """Decode an envelope without believing anything in it.

    Only the encoding that :func:`sign` writes is taken, so that nothing unsigned can hide in it.

    Raises:
        RefusedError: It is no envelope, is encoded differently, or carries another payload type.
    """
    try:
        wire = msgspec.convert(strict_json.decode(data, max_bytes=MAX_ENVELOPE), _WireEnvelope)
        envelope = Envelope.from_dict(msgspec.to_builtins(wire))
    except (ValueError, FormatError) as exc:
        raise RefusedError(Code.ENVELOPE_MALFORMED, f"not an envelope: {exc}") from exc
    if _encode(envelope) != data:
        raise RefusedError(Code.ENVELOPE_MALFORMED, "envelope is not encoded as the format says")
    if envelope.payload_type != PAYLOAD_TYPE:
        raise RefusedError(Code.ENVELOPE_PAYLOAD_TYPE, f"payload type is {envelope.payload_type!r}")
    return envelope


def verify(envelope: Envelope, keys: Sequence[PublicKey]) -> bytes:
    """Verify every signature and return the payload that was verified.

    Args:
        envelope: A parsed envelope.
        keys: Trusted keys, one for each signature.

    Raises:
        RefusedError: A signature is not by its key.
    """
    try:
        envelope.verify([key.verifier for key in keys], threshold=len(envelope.signatures))
    except (VerificationError, ValueError) as exc:
        raise RefusedError(Code.SIGNATURE_INVALID, "the signature does not fit") from exc
    return bytes(envelope.payload)


def _encode(envelope: Envelope) -> bytes:
    return json.dumps(envelope.to_dict(), separators=(",", ":")).encode("ascii")
