from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from harness.cli.main import execute
from sample_plugins.misbehaving.base import build, sound_parts
from sample_plugins.misbehaving.base.parts import EULA

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.needs_java


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    parts = sound_parts()
    path = tmp_path / parts.file
    path.write_bytes(build(parts))
    return path


@pytest.fixture
def spoiled(tmp_path: Path) -> Path:
    parts = sound_parts()
    parts.outer[EULA] = b"\x1b[31mshort"
    path = tmp_path / parts.file
    path.write_bytes(build(parts))
    return path


def test_nothing_fails(sound: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert execute(["inspect", str(sound)]) == 0
    out = capsys.readouterr().out
    assert "Beacon 1.0.0 build 7, 2 finders, 2 scripting objects, 1 jars, 2 elements" in out
    assert "0 failures, 0 warnings" in out


def test_a_failure_has_one_printable_line(
    spoiled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert execute(["inspect", "--no-class-files", str(spoiled)]) == 1
    out = capsys.readouterr().out
    (line,) = [line for line in out.splitlines() if line.startswith("fail")]
    assert "doc.eula-missing [D36]" in line
    assert "\x1b" not in out
    (line,) = [line for line in out.splitlines() if "class files were not to be read: " in line]
    assert "pkg.api-missing" in line
    assert "vroaccept checks ID" in out


def test_json(spoiled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert execute(["inspect", "--json", str(spoiled)]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["artifact"]["kind"] == "vmoapp"
    assert answer["artifact"]["digests"]["size"] == spoiled.stat().st_size
    assert answer["outcomes"]["doc.eula-missing"] == "failed"
    assert answer["outcomes"]["pkg.api-missing"] == "passed"
    assert [finding["rule"] for finding in answer["findings"]] == ["D36"]


def test_the_case_says_what_is_claimed(sound: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = sound.with_name("acceptance.toml")
    case.write_text('[plugin]\nname = "Beacon"\nversion = "1.1.0"\n')
    assert execute(["inspect", str(sound), "--case", str(case)]) == 1
    assert "the case, plugin.version" in capsys.readouterr().out


def test_a_missing_file_is_a_usage_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert execute(["inspect", str(tmp_path / "absent.dar")]) == 2
    assert "Traceback" not in capsys.readouterr().err
