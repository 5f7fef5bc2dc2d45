"""The detection table is up to date, and what was measured adds up."""

from pathlib import Path

import pytest

from harness.checks.registry import checks
from sample_plugins.misbehaving import measured, table

ROOT = Path(__file__).parents[3]


def test_the_page_is_what_is_generated() -> None:
    assert (ROOT / "docs" / "detection.md").read_text("utf-8") == table.page()


def test_only_checks_are_measured_and_none_speaks_without_reason() -> None:
    known = measured.measured()
    assert set(known) <= set(checks())
    assert {check for check, runs in known.items() if runs.false} == set()


def test_runs_add_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measured, "FILE", tmp_path / "measured.json")
    assert measured.measured() == {}
    measured.record(judged=("a.b", "c.d"), spoke=("c.d",), expected=("c.d",))
    measured.record(judged=("a.b", "c.d"), spoke=("a.b",), expected=())
    assert measured.measured() == {
        "a.b": measured.Measured(runs=2, false=1),
        "c.d": measured.Measured(runs=1, false=0),
    }
