"""Every single changed byte is noticed, whether or not the attacker repairs the checksums."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harness.bundle import Verdict
from harness.bundle.archive import archive_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def assert_rejected(reviewer: Any, path: Path, data: bytes, what: object) -> None:
    path.write_bytes(data)
    verification = reviewer.verify(path)
    assert verification.verdict is Verdict.REJECTED, what
    assert all(reason.text for reason in verification.reasons), what


def test_every_flipped_byte_of_the_file(reviewer: Any, bundle: Path) -> None:
    good = bundle.read_bytes()
    for position in range(len(good)):
        data = bytearray(good)
        data[position] ^= 1 << position % 8
        assert_rejected(reviewer, bundle, bytes(data), position)


def test_every_flipped_byte_of_every_entry_with_repaired_checksums(
    reviewer: Any, bundle: Path, unpack: Callable[..., Any]
) -> None:
    good = unpack(bundle.read_bytes())
    for name, content in good.items():
        for position in range(len(content)):
            data = bytearray(content)
            data[position] ^= 1 << position % 8
            repaired = archive_bytes({**good, name: bytes(data)})
            assert_rejected(reviewer, bundle, repaired, (name, position))


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(choice=st.data())
def test_any_replacement_insertion_or_cut(
    reviewer: Any, bundle: Path, choice: st.DataObject
) -> None:
    good = bundle.read_bytes()
    start = choice.draw(st.integers(0, len(good)))
    end = choice.draw(st.integers(start, min(len(good), start + 64)))
    data = good[:start] + choice.draw(st.binary(max_size=64)) + good[end:]
    if data != good:
        assert_rejected(reviewer, bundle.with_suffix(".changed"), data, (start, end))


def test_every_truncation(reviewer: Any, bundle: Path) -> None:
    good = bundle.read_bytes()
    for length in range(0, len(good), 7):
        assert_rejected(reviewer, bundle, good[:length], length)


@pytest.mark.parametrize("where", ["front", "back"])
def test_bytes_around_the_archive(reviewer: Any, bundle: Path, where: str) -> None:
    good = bundle.read_bytes()
    assert_rejected(reviewer, bundle, b"#!" + good if where == "front" else good + b"\n", where)
