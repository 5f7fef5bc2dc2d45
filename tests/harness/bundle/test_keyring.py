from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from harness.bundle import Code, Keyring, SigningKey, TrustedKey, generate_key
from harness.bundle.keyring import load_keyring, parse_keyring, save_keyring
from harness.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_round_trip(tmp_path: Path, key: SigningKey, trust: Callable[..., TrustedKey]) -> None:
    path = tmp_path / "ring.json"
    keyring = Keyring().with_key(trust(key))
    save_keyring(path, keyring)
    assert load_keyring(path) == keyring
    assert keyring.find(key.public.keyid) is not None
    assert keyring.find("0" * 64) is None


def test_a_key_belongs_to_one_partner(key: SigningKey, trust: Callable[..., TrustedKey]) -> None:
    keyring = Keyring().with_key(trust(key))
    with pytest.raises(UsageError, match="already there, of Example Corp"):
        keyring.with_key(structs.replace(trust(key), partner="Mallory"))


def test_revocation(key: SigningKey, trust: Callable[..., TrustedKey]) -> None:
    moment = datetime(2026, 6, 1, tzinfo=UTC)
    keyring = Keyring().with_key(trust(key)).with_revocation(key.public.keyid, moment)
    entry = keyring.keys[0]
    assert entry.problem_at(moment - timedelta(seconds=1)) is None
    problem = entry.problem_at(moment)
    assert problem is not None
    assert problem.code is Code.KEY_REVOKED
    with pytest.raises(UsageError, match="no such key"):
        keyring.with_revocation("0" * 64, moment)


@pytest.fixture
def ring_file(key: SigningKey) -> Callable[..., bytes]:
    """A keyring file of one key, with fields of the key replaced."""

    def build(**fields: Any) -> bytes:
        entry = {
            "keyid": key.public.keyid,
            "partner": "P",
            "publicKey": key.public.pem,
            "validFrom": "2026-01-01T00:00:00Z",
            **fields,
        }
        return json.dumps({"format": "vroaccept-keyring/1", "keys": [entry]}).encode()

    return build


def test_an_entry_without_an_end(ring_file: Callable[..., bytes]) -> None:
    (entry,) = parse_keyring(ring_file(), where="ring").keys
    assert entry.problem_at(datetime(2099, 1, 1, tzinfo=UTC)) is None


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"keyid": "0" * 64}, "not that of the public key"),
        ({"publicKey": "no key"}, "not a public key"),
        ({"publicKey": generate_key().public.pem}, "not that of the public key"),
        ({"validFrom": "2026-01-01T00:00:00"}, "not a keyring"),
        ({"keyid": "ABC"}, "not a keyring"),
        ({"partner": ""}, "not a keyring"),
        ({"typo": 1}, "not a keyring"),
    ],
)
def test_entries_that_cannot_be_trusted(
    ring_file: Callable[..., bytes], fields: dict[str, Any], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        parse_keyring(ring_file(**fields), where="ring")


def test_two_entries_with_one_key_and_an_unknown_format(ring_file: Callable[..., bytes]) -> None:
    ring = json.loads(ring_file())
    ring["keys"] *= 2
    with pytest.raises(UsageError, match="twice"):
        parse_keyring(json.dumps(ring).encode(), where="ring")
    with pytest.raises(UsageError, match="format"):
        parse_keyring(b'{"format":"vroaccept-keyring/2","keys":[]}', where="ring")


@given(st.one_of(st.binary(max_size=80), st.text(max_size=80).map(str.encode)))
def test_noise(data: bytes) -> None:
    with pytest.raises(UsageError):
        parse_keyring(b"[" + data, where="ring")


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot read the keyring"):
        load_keyring(tmp_path / "absent")
    with pytest.raises(UsageError, match="cannot write the keyring"):
        save_keyring(tmp_path / "absent" / "ring", Keyring())
