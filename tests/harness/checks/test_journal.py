import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.checks import CheckOutcome, JournalTail, JournalWriter, Outcome, read_journal
from harness.checks.journal import AttemptEnded, CheckStarted, Event, unfinished
from harness.errors import HarnessError


def started(check: str, attempt: int = 1) -> CheckStarted:
    return CheckStarted(check=check, version="1.0", attempt=attempt)


def passed(check: str, attempt: int = 1) -> CheckOutcome:
    return CheckOutcome(check=check, version="1.0", outcome=Outcome.PASSED, attempt=attempt)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    writer = JournalWriter(tmp_path / "journal.jsonl")
    events: tuple[Event, ...] = (
        started("a.b"),
        passed("a.b"),
        AttemptEnded(attempt=1, exit_code=0),
    )
    for event in events:
        writer.append(event)
    assert read_journal(tmp_path / "journal.jsonl") == events


@given(cut=st.integers(1, 200))
def test_a_torn_last_line_costs_only_itself(
    tmp_path_factory: pytest.TempPathFactory, cut: int
) -> None:
    path = tmp_path_factory.mktemp("journal") / "journal.jsonl"
    writer = JournalWriter(path)
    writer.append(passed("a.b"))
    first = path.stat().st_size
    writer.append(passed("c.d"))
    whole = path.read_bytes()
    path.write_bytes(whole[: max(first, len(whole) - cut)])
    assert read_journal(path) == (passed("a.b"),)
    writer.append(passed("e.f"))
    assert read_journal(path) == (passed("a.b"), passed("e.f"))


def test_a_broken_line_in_the_middle_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    path.write_bytes(b'{"kind":"outcome"}\n')
    with pytest.raises(HarnessError, match="the journal is damaged"):
        read_journal(path)


def test_a_tail_gives_each_event_once(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    tail = JournalTail(path)
    assert tail.poll() == ()
    writer = JournalWriter(path)
    writer.append(started("a.b"))
    assert tail.poll() == (started("a.b"),)
    with path.open("ab") as file:
        file.write(b'{"kind":"outc')
    assert tail.poll() == ()
    writer.append(passed("a.b"))
    assert tail.poll() == (passed("a.b"),)


def test_the_check_in_which_a_process_died_is_known() -> None:
    assert unfinished((started("a.b"), passed("a.b"), started("c.d")), 1) == started("c.d")
    assert unfinished((started("a.b"), passed("a.b")), 1) is None
    assert unfinished((started("a.b"), started("a.b", 2), passed("a.b", 2)), 1) == started("a.b")


def test_a_full_disk_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(HarnessError, match="cannot write the journal"):
        JournalWriter(tmp_path / "absent" / "journal.jsonl").append(passed("a.b"))


def test_several_writers_tear_nothing(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    event = CheckStarted(check="pkg.debris", version="1.0")

    def write() -> None:
        writer = JournalWriter(path)
        for _ in range(25):
            writer.append(event)

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert read_journal(path) == (event,) * 100
