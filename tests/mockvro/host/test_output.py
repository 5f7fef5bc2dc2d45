"""Draining a stream of a process."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from mockvro.host import Capture

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def program(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], Capture]]:
    source = "import sys\nfor line in sys.stdin: sys.stdout.write(eval(line)); sys.stdout.flush()"
    with subprocess.Popen(
        [sys.executable, "-c", source], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        capture = Capture(process.stdout, tmp_path / "stdout.txt", limit=10)
        yield process, capture
        process.kill()
        assert capture.finish(10)  # before the end of the block closes the pipe under it


def say(process: subprocess.Popen[bytes], expression: str) -> None:
    assert process.stdin is not None
    process.stdin.write(expression.encode() + b"\n")
    process.stdin.flush()


def test_what_is_beyond_the_limit_is_counted(
    program: tuple[subprocess.Popen[bytes], Capture],
) -> None:
    process, capture = program
    say(process, "'12345\\n' * 1000")
    say(process, "'the end'")
    assert process.stdin is not None
    process.stdin.close()
    assert capture.finish(10)
    assert (capture.size, capture.lines, capture.truncated) == (6007, 1000, True)
    assert capture.text() == "12345\n1234"
    assert capture.sample() == ["12345", "1234"]
    assert capture.tail(7) == "the end"


def test_waiting_looks_at_new_output_only(
    program: tuple[subprocess.Popen[bytes], Capture],
) -> None:
    process, capture = program
    say(process, "'mark'")
    assert capture.wait_for("mark", 0, 10)
    before = capture.size
    assert not capture.wait_for("mark", before, 0.01)
    say(process, "'again mark'")
    assert capture.wait_for("mark", before, 10)
    assert capture.since(before) == "again mark"
