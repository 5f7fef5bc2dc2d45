"""How often each check was right to be silent: kept beside the variants, and added to by tests.

`pytest tests/sample_plugins/misbehaving --every-variant --record-runs` adds the runs it makes.
"""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

FILE: Final = Path(__file__).with_name("measured.json")


class Measured(msgspec.Struct, kw_only=True):
    """Runs of one check on plug-ins that give it no reason to speak.

    Attributes:
        runs: How many came to a judgement.
        false: How many of them it spoke in.
    """

    runs: int = 0
    false: int = 0


def measured() -> dict[str, Measured]:
    """What was measured, by check."""
    content = FILE.read_bytes() if FILE.is_file() else b""
    return msgspec.json.decode(content or b"{}", type=dict[str, Measured])


def record(judged: Iterable[str], spoke: Iterable[str], expected: Iterable[str]) -> None:
    """Add one run.

    Args:
        judged: Checks that came to a judgement.
        spoke: Those that failed or warned.
        expected: Those that should have.
    """
    with FILE.open("a+b") as file:  # test processes run side by side
        fcntl.flock(file, fcntl.LOCK_EX)
        known, loud = measured(), set(spoke)
        for check in set(judged) - set(expected):
            kept = known.setdefault(check, Measured())
            kept.runs += 1
            kept.false += check in loud
        file.truncate(0)
        text = msgspec.json.encode({check: known[check] for check in sorted(known)})
        file.write(msgspec.json.format(text, indent=1) + b"\n")
