from __future__ import annotations

import base64
import html
import json
import secrets
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.bundle import BundleWriteError, Secret, find_leaks, redact

CANARY = "p\"a<s&s'w/ö+rd"
SECRET = Secret("the password", CANARY)

FORMS = {
    "plain": CANARY.encode(),
    "latin": f"user={CANARY};".encode(),
    "json": json.dumps({"m": CANARY}).encode(),
    "json-utf8": json.dumps({"m": CANARY}, ensure_ascii=False).encode(),
    "xml": html.escape(CANARY).encode(),
    "json-in-html": html.escape(json.dumps(CANARY)).encode(),
    "url": quote(CANARY, safe="").encode(),
    "form": quote_plus(CANARY).encode(),
    "hex": CANARY.encode().hex().encode(),
    "utf-16": CANARY.encode("utf-16"),
    "basic": base64.b64encode(f"vcoadmin:{CANARY}".encode()),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_found_and_redacted(form: str) -> None:
    files = {"log": b"before " + FORMS[form] + b" after", "other": b"nothing"}
    (leak,) = find_leaks([SECRET], files)
    assert (leak.file, leak.secret) == ("log", "the password")
    cleaned, count = redact([SECRET], files["log"])
    assert count == 1
    assert b"REDACTED-the-password" in cleaned
    assert find_leaks([SECRET], {"log": cleaned}) == ()


@given(
    value=st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=6, max_size=40),
    before=st.binary(max_size=9),
    after=st.binary(max_size=9),
)
def test_base64_is_found_at_any_alignment(value: str, before: bytes, after: bytes) -> None:
    raw = before + value.encode() + after
    for text in (base64.b64encode(raw), base64.urlsafe_b64encode(raw)):
        assert find_leaks([Secret("s", value)], {"f": text})


def test_other_random_texts_are_not_found() -> None:
    noise = "\n".join(secrets.token_hex(16) for _ in range(1000)).encode()
    assert find_leaks([Secret("s", secrets.token_hex(8))], {"f": noise}) == ()


def test_a_short_secret_cannot_be_told_from_chance() -> None:
    with pytest.raises(BundleWriteError, match="fewer than 6"):
        find_leaks([Secret("s", "admin")], {"f": b""})


def test_a_secret_does_not_show_itself() -> None:
    assert CANARY not in repr(SECRET)
