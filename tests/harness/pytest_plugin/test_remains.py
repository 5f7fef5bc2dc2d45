"""What the checks of the whole run look at, and what they must not see."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from harness.case import Case, Plugin
from harness.pytest_plugin.archiving import OBSERVATIONS, PLUGIN_LOG, SINCE, SIZES
from harness.pytest_plugin.remains import Aftermath

if TYPE_CHECKING:
    from pathlib import Path

EARLY, LATE = "2026-11-24T20:00:00.000Z", "2026-11-24T20:00:02.500Z"


def written(folder: Path, name: str, *documents: dict[str, Any]) -> None:
    (folder / name).write_text("".join(json.dumps(each) + "\n" for each in documents))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for stage in ("01-plain", "02-upgrade"):
        folder = tmp_path / stage
        folder.mkdir()
        written(folder, PLUGIN_LOG, {"at": EARLY, "message": "a"}, {"at": LATE, "message": "b"})
        common = {"seq": 1, "kind": "call", "plugin": "P"}
        written(folder, OBSERVATIONS, {**common, "at": EARLY}, {**common, "seq": 2, "at": LATE})
        written(folder, SIZES, {"stream": "stdout", "bytes": 1})
        (folder / "stdout.txt").write_text("x")
    return tmp_path


def seen(folder: Path) -> Aftermath:
    return Aftermath(folder, Case(plugin=Plugin(name="P"), path=folder / "case.toml"), {})


def lines(aftermath: Aftermath) -> list[str]:
    return [f"{stage} {line['message']}" for stage, line in aftermath.log_lines]


def test_everything_counts_where_no_other_release_was(folder: Path) -> None:
    aftermath = seen(folder)
    assert lines(aftermath) == ["01-plain a", "01-plain b", "02-upgrade a", "02-upgrade b"]
    assert len(aftermath.observations) == 4
    assert [each.stage for each in aftermath.outputs] == ["01-plain", "02-upgrade"]


def test_what_an_earlier_release_did_is_left_out(folder: Path) -> None:
    (folder / "02-upgrade" / SINCE).write_text("2026-11-24T20:00:01+00:00")
    aftermath = seen(folder)
    assert lines(aftermath) == ["01-plain a", "01-plain b", "02-upgrade b"]
    assert [(stage, item.seq) for stage, item in aftermath.observations] == [
        ("01-plain", 1),
        ("01-plain", 2),
        ("02-upgrade", 2),
    ]
    assert [each.stage for each in aftermath.outputs] == ["01-plain"]


def test_nothing_counts_where_the_release_under_test_never_began(folder: Path) -> None:
    (folder / "02-upgrade" / SINCE).write_text("")
    assert lines(seen(folder)) == ["01-plain a", "01-plain b"]
