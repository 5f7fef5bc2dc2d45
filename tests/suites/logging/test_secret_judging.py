from __future__ import annotations

import base64
import json
from urllib.parse import quote

import pytest

from harness.canary import leaks_in
from harness.pytest_plugin import Leak
from suites.logging.test_secret import grouped

SECRET = 'canary-"7f&3é'


@pytest.mark.parametrize(
    "text",
    [
        f"password={SECRET}.",
        base64.b64encode(f"user:{SECRET}".encode()).decode(),
        quote(SECRET, safe=""),
        SECRET.encode().hex(),
        json.dumps({"password": SECRET}),
        "<p>canary-&quot;7f&amp;3é</p>",
    ],
)
def test_every_form_is_found(text: str) -> None:
    (leak,) = leaks_in({"pin": SECRET}, [("log", text)])
    assert (leak.secret, leak.where) == ("pin", "log")
    assert SECRET not in repr(leak)


@pytest.mark.parametrize("text", ["", "canary-", "c a n a r y", SECRET[:-1]])
def test_near_misses_are_not(text: str) -> None:
    assert leaks_in({"pin": SECRET}, [("log", text)]) == ()


def test_short_secrets_are_not_looked_for() -> None:
    assert leaks_in({"pin": "1234"}, [("log", "1234")]) == ()


def test_one_finding_for_a_secret_and_a_place() -> None:
    leaks = [
        Leak("pin", "log, org.example at INFO (01-install)", "plain"),
        Leak("pin", "log, org.example at INFO (02-logging)", "hex"),
        Leak("pin", "stderr (01-install)", "plain"),
    ]
    found = [(leak.where, len(places)) for leak, places in grouped(leaks)]
    assert found == [(leaks[0].where, 2), (leaks[2].where, 1)]
