from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from hypothesis import given
from hypothesis import strategies as st
from securesystemslib.dsse import Envelope
from securesystemslib.signer import Signature

from harness.bundle import Code, RefusedError, SigningKey, generate_key
from harness.bundle.envelope import parse, sign, verify

if TYPE_CHECKING:
    from collections.abc import Callable

PAYLOAD = b'{"_type":"x"}'


def refusal(data: bytes) -> Code:
    with pytest.raises(RefusedError) as caught:
        parse(data)
    return caught.value.code


@pytest.fixture
def changed(key: SigningKey) -> Callable[..., bytes]:
    """A good envelope with one field changed, encoded as ours are."""

    def build(**fields: Any) -> bytes:
        envelope = {**json.loads(sign(PAYLOAD, key)), **fields}
        return json.dumps(envelope, separators=(",", ":")).encode()

    return build


def test_the_vector_of_the_dsse_specification() -> None:
    """https://github.com/secure-systems-lab/dsse, protocol.md, "Test Vectors"."""
    envelope = Envelope(b"hello world", "http://example.com/HelloWorld", {})
    assert envelope.pae() == b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    secret = 97358161215184420915383655311931858321456579547487070936769975997791359926199
    public = SigningKey(derive_private_key(secret, SECP256R1())).public
    sig = "A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA=="
    raw = base64.b64decode(sig)
    halves = int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")
    der = encode_dss_signature(*halves)
    envelope.signatures[public.keyid] = Signature(public.keyid, der.hex())
    assert verify(envelope, [public]) == b"hello world"


def test_round_trip(key: SigningKey, p256_key: SigningKey) -> None:
    for signer in (key, p256_key):
        assert verify(parse(sign(PAYLOAD, signer)), [signer.public]) == PAYLOAD


def test_ed25519_signs_alike_every_time(key: SigningKey) -> None:
    assert sign(PAYLOAD, key) == sign(PAYLOAD, key)


def test_a_replaced_keyid(key: SigningKey, changed: Callable[..., bytes]) -> None:
    other = generate_key().public
    sig = json.loads(sign(PAYLOAD, key))["signatures"][0]["sig"]
    envelope = parse(changed(signatures=[{"keyid": other.keyid, "sig": sig}]))
    with pytest.raises(RefusedError) as caught:
        verify(envelope, [other])
    assert caught.value.code is Code.SIGNATURE_INVALID
    with pytest.raises(RefusedError):
        verify(envelope, [key.public])


def test_a_changed_payload(key: SigningKey, changed: Callable[..., bytes]) -> None:
    envelope = parse(changed(payload=base64.b64encode(PAYLOAD + b" ").decode()))
    with pytest.raises(RefusedError, match="does not fit"):
        verify(envelope, [key.public])


def test_every_signature_has_to_be_trusted(key: SigningKey, p256_key: SigningKey) -> None:
    one, two = (json.loads(sign(PAYLOAD, signer)) for signer in (key, p256_key))
    one["signatures"] += two["signatures"]
    envelope = parse(json.dumps(one, separators=(",", ":")).encode())
    assert verify(envelope, [key.public, p256_key.public]) == PAYLOAD
    with pytest.raises(RefusedError):
        verify(envelope, [key.public])


def test_another_payload_type(changed: Callable[..., bytes]) -> None:
    data = changed(payloadType="application/json")
    assert refusal(data) is Code.ENVELOPE_PAYLOAD_TYPE


@pytest.mark.parametrize(
    "fields",
    [
        {"signatures": []},
        {"signatures": [{"sig": "AA=="}]},
        {"signatures": [{"keyid": "short", "sig": "AA=="}]},
        {"signatures": [{"keyid": "0" * 64, "sig": "AA==", "cert": "x"}]},
        {"signatures": [{"keyid": "0" * 64, "sig": "AA=="}] * 2},
        {"signatures": {}},
        {"payload": 1},
        {"payload": "A"},
        {"payload": "e30"},
        {"payload": "e3 0="},
        {"extra": 1},
    ],
)
def test_malformed_envelopes(changed: Callable[..., bytes], fields: dict[str, Any]) -> None:
    assert refusal(changed(**fields)) is Code.ENVELOPE_MALFORMED


def test_another_encoding_of_the_same_envelope(key: SigningKey) -> None:
    data = sign(PAYLOAD, key)
    assert refusal(data + b"\n") is Code.ENVELOPE_MALFORMED
    assert refusal(json.dumps(json.loads(data)).encode()) is Code.ENVELOPE_MALFORMED
    twice = data.replace(b'{"payload"', b'{"payload":"","payload"')
    assert refusal(twice) is Code.ENVELOPE_MALFORMED


@given(st.binary(max_size=200))
def test_noise(data: bytes) -> None:
    assert refusal(data) is Code.ENVELOPE_MALFORMED
