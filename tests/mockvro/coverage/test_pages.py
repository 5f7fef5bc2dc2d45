from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mockvro.content.workflow.model import ITEM_TYPES
from mockvro.coverage import pages
from mockvro.coverage.__main__ import main
from mockvro.engine.coverage import CHOICES, item_coverage
from mockvro.engine.handlers import HANDLERS

if TYPE_CHECKING:
    import pytest

DOCS = Path(__file__).parents[3] / "docs"


def test_the_pages_are_what_the_program_writes(tmp_path: Path) -> None:
    assert main([str(tmp_path)]) == 0
    made = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.md")}
    assert made == set(pages())
    for name in made:
        assert (DOCS / name).read_text("utf-8") == (tmp_path / name).read_text("utf-8"), name


def test_no_page_is_left_over() -> None:
    there = {f"coverage/{path.name}" for path in (DOCS / "coverage").iterdir()}
    assert there == {name for name in pages() if "/" in name}


def test_a_folder_is_needed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "FOLDER" in capsys.readouterr().err


def test_every_item_type_is_listed_and_runs() -> None:
    running = {row.item.strip("`") for row in item_coverage() if row.state == "runs"}
    assert running == ITEM_TYPES == set(HANDLERS)
    assert set(CHOICES) <= ITEM_TYPES
