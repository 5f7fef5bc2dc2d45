from __future__ import annotations

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockvro.content import versions

TEXTS = st.text("0123456789.-abv${}", max_size=12)


@pytest.mark.parametrize(
    ("text", "trimmed"),
    [
        ("1.0.0-SNAPSHOT", "1.0.0"),
        ("1.0.a", "1.0"),
        ("1.0-beta", "1.0"),
        ("1a", "1"),
        ("${project.version}", ""),
        ("1.0-beta2", "1.0-beta2"),
        ("v1", "v1"),
        ("", ""),
    ],
)
def test_trim(text: str, trimmed: str) -> None:
    assert versions.trim(text) == trimmed


@pytest.mark.parametrize(
    ("first", "second", "order"),
    [
        ("2.0", "10.0", -1),
        ("1.0.0-SNAPSHOT", "1.0.0", 0),
        ("1.0.0", "1.0", 0),
        ("1.2", "1.10", -1),
        ("1.010", "1.10", 0),
        ("${project.version}", "1.0.0", -1),
        ("1.0-beta2", "1.0", -1),
        ("v1", "0", -1),
        ("9" * 5000, "1" + "0" * 5000, -1),
    ],
)
def test_compare(first: str, second: str, order: int) -> None:
    assert versions.compare(first, second) == order
    assert versions.compare(second, first) == -order


@pytest.mark.parametrize(
    ("first", "second", "order"),
    [
        (("1.0.0", "1"), ("1.0.0", "2"), -1),
        (("1.0.1", "1"), ("1.0.0", "9"), 1),
        (("", "5"), ("9.9", "4"), 1),
        (("1.0", "${build.number}"), ("1.0.0", "0"), -1),
    ],
)
def test_compare_builds(first: tuple[str, str], second: tuple[str, str], order: int) -> None:
    assert versions.compare_builds(first, second) == order


def test_compare_listed(caplog: pytest.LogCaptureFixture) -> None:
    assert versions.compare_listed("1.0", "1") == 0
    assert versions.compare_listed("1.2", "1.10") == -1
    assert versions.compare_listed(None, "0") == -1
    assert versions.compare_listed("0", None) == 1
    assert versions.compare_listed(None, None) == 0
    assert not caplog.records
    with caplog.at_level(logging.WARNING):
        assert versions.compare_listed("1.0-SNAPSHOT", "0.1") == 0
    assert len(caplog.records) == 1


@pytest.mark.parametrize(
    ("text", "version", "build"),
    [("1.0.0.77", "1.0.0", "77"), ("1.0.0", "1.0", "0"), ("B77", "", "77"), ("7", "7", "0")],
)
def test_installed(text: str, version: str, build: str) -> None:
    assert versions.decode_installed(text) == (version, build)


def test_installed_round_trip() -> None:
    assert versions.decode_installed(versions.encode_installed("1.2", "3")) == ("1.2", "3")
    assert versions.encode_installed("", "3") == "B3"
    assert versions.is_dotted("1.0-SNAPSHOT")
    assert not versions.is_dotted("v1")


@given(TEXTS, TEXTS, TEXTS)
def test_it_is_an_order(a: str, b: str, c: str) -> None:
    assert versions.compare(a, b) == -versions.compare(b, a)
    if versions.compare(a, b) <= 0 and versions.compare(b, c) <= 0:
        assert versions.compare(a, c) <= 0
