"""The record of what was said over REST can be read back, one line for each exchange."""

from pathlib import Path

import msgspec
import pytest

from harness.client import Answer
from harness.pytest_plugin.exchanges import MAX_TEXT, Exchange, ExchangeLog


def answer(*, request: str = "{}", body: bytes = b"[]", ms: float = 1.0) -> Answer:
    return Answer(
        method="POST",
        path="/vco/api/x",
        request=request,
        status=202,
        headers={"x-mockvro-calls": "c1,c2"},
        body=body,
        ms=ms,
        at="2026-01-01T00:00:00Z",
    )


def recorded(path: Path, *answers: Answer) -> list[Exchange]:
    log = ExchangeLog(path)
    for each in answers:
        log.record(each)
    read = path.read_bytes()  # a run that is killed has not closed its record
    log.close()
    assert path.read_bytes() == read
    return [msgspec.json.decode(line, type=Exchange) for line in read.splitlines()]


def test_an_exchange_names_the_calls_behind_it(tmp_path: Path) -> None:
    (exchange,) = recorded(tmp_path / "x", answer(ms=1.2345))
    assert exchange == Exchange(
        at="2026-01-01T00:00:00Z",
        method="POST",
        path="/vco/api/x",
        status=202,
        ms=1.23,
        calls=("c1", "c2"),
        request="{}",
        response="[]",
    )


def test_a_record_goes_on_where_an_earlier_one_ended(tmp_path: Path) -> None:
    path = tmp_path / "x"
    recorded(path, answer(), answer())
    assert len(recorded(path, answer())) == 3


@pytest.mark.parametrize("letter", ["a", "ä", "€", "𝄞"])  # one to four bytes each
def test_of_a_long_body_the_first_characters_are_kept(tmp_path: Path, letter: str) -> None:
    text = letter * (MAX_TEXT + 9)
    (exchange,) = recorded(tmp_path / "x", answer(request=text, body=text.encode()))
    assert exchange.request == exchange.response == letter * MAX_TEXT
    assert MAX_TEXT == 65_536


def test_bytes_that_are_no_text_are_replaced(tmp_path: Path) -> None:
    (exchange,) = recorded(tmp_path / "x", answer(body=b"a\xffb"))
    assert exchange.response == "a�b"
