from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.bundle import Code, RefusedError
from harness.bundle.outcomes import OutcomeLine, decode, encode
from harness.checks import Outcome

LINES = (
    OutcomeLine("a.b", "1.0", Outcome.PASSED),
    OutcomeLine("a.c", "1.0", Outcome.FAILED, "D38+V13"),
)
GOLDEN = b'[["a.b","1.0","passed",""],["a.c","1.0","failed","D38+V13"]]'


def test_the_bytes_are_fixed() -> None:
    assert encode(LINES) == GOLDEN
    assert encode(reversed(LINES)) == GOLDEN
    assert decode(GOLDEN) == LINES


lines = st.builds(
    OutcomeLine,
    st.from_regex(r"[a-z]{1,4}\.[a-z0-9]{1,6}(-[a-z0-9]{1,6})?", fullmatch=True),
    st.just("1.0"),
    st.sampled_from(Outcome),
    st.sampled_from(["", "timeout"]),
)


@given(st.lists(lines, max_size=10, unique_by=lambda line: line.check))
def test_round_trip(drawn: list[OutcomeLine]) -> None:
    assert decode(encode(drawn)) == tuple(sorted(drawn))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        GOLDEN + b"\n",
        GOLDEN.replace(b",", b", "),
        b'[["a.c","1.0","failed",""],["a.b","1.0","passed",""]]',
        b'[["a.b","1.0","passed",""],["a.b","2.0","failed",""]]',
        b'[["a.b","1.0","passed"]]',
        b'[["a.b","1.0","passed","",1]]',
        b'[["a.b","1.0","perhaps",""]]',
        b'[["A b","1.0","passed",""]]',
        b'[["a.b",1.0,"passed",""]]',
    ],
)
def test_refused(data: bytes) -> None:
    with pytest.raises(RefusedError) as caught:
        decode(data)
    assert caught.value.code is Code.OUTCOMES_MALFORMED
