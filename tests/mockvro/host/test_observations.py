"""The list of observations: order, bounds, questions."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from mockvro.host import Observations

if TYPE_CHECKING:
    from pathlib import Path


def test_numbers_are_given_in_order(tmp_path: Path) -> None:
    observations = Observations(tmp_path / "spill")
    first = observations.file("call", plugin="Redis", call="c1", outcome="ok")
    assert (first["seq"], first["kind"], first["plugin"], first["call"]) == (
        1,
        "call",
        "Redis",
        "c1",
    )
    assert observations.next == 2
    assert observations.since() == [first]
    assert observations.since(2) == []


def test_questions_by_number_and_kind(tmp_path: Path) -> None:
    observations = Observations(tmp_path / "spill")
    for number in range(10):
        observations.file("odd" if number % 2 else "even")
    assert [each["seq"] for each in observations.since(4, kind="odd")] == [4, 6, 8, 10]


def test_what_memory_cannot_hold_is_read_from_the_file(tmp_path: Path) -> None:
    observations = Observations(tmp_path / "spill", memory=8)
    for number in range(100):
        observations.file("call", number=number)
    assert [each["number"] for each in observations.since()] == list(range(100))
    assert [each["number"] for each in observations.since(51)] == list(range(50, 100))
    assert (tmp_path / "spill").stat().st_size > 0


@pytest.mark.parametrize("size", [10, 1000, 5000])
def test_memory_is_bounded_in_bytes_too(tmp_path: Path, size: int) -> None:
    observations = Observations(tmp_path / "spill", memory_bytes=4000)
    for number in range(20):
        observations.file("call", text="x" * size, number=number)
    assert observations._bytes == sum(len(each.line) for each in observations._recent) <= 4000
    assert [each["number"] for each in observations.since()] == list(range(20))


def test_a_full_file_loses_the_oldest_and_counts_them(tmp_path: Path) -> None:
    observations = Observations(tmp_path / "spill", memory=8, spill_limit=1000)
    for number in range(100):
        observations.file("call", number=number)
    kept = [each["number"] for each in observations.since()]
    assert kept[-8:] == list(range(92, 100))
    assert len(kept) + observations.lost == 100
    assert observations.lost > 0
    assert (tmp_path / "spill").stat().st_size <= 1000


def test_many_threads_file_without_loss(tmp_path: Path) -> None:
    observations = Observations(tmp_path / "spill", memory=50)

    def file() -> None:
        for _ in range(200):
            observations.file("call")

    threads = [threading.Thread(target=file) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [each["seq"] for each in observations.since()] == list(range(1, 1001))


def test_waiting_ends_when_the_observation_is_there(tmp_path: Path) -> None:
    observations = Observations(tmp_path / "spill")
    thread = threading.Thread(target=observations.file, args=("ready",))
    thread.start()
    found = observations.wait_for("ready")
    thread.join()
    assert found is not None
    assert observations.wait_for("never", timeout_s=0.01) is None


def test_calls_go_on_counting_when_a_jvm_takes_over(tmp_path: Path) -> None:
    observations = Observations(tmp_path / "spill")
    assert [next(observations.call_ids) for _ in range(2)] == [1, 2]
    assert next(observations.call_ids) == 3
