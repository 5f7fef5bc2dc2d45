from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from harness.case import load_case


def test_a_draft_loads_and_names_the_plugin(
    vroaccept: Callable[..., Any], tiny_dar: Path, tmp_path: Path
) -> None:
    out = tmp_path / "acceptance.toml"
    assert vroaccept("init", tiny_dar, "--out", out).code == 0
    plugin = load_case(out).plugin
    assert (plugin.name, plugin.version, plugin.build) == ("Tiny", "1.0.0", "7")


def test_an_existing_file_is_kept(
    vroaccept: Callable[..., Any], tiny_dar: Path, tmp_path: Path
) -> None:
    out = tmp_path / "acceptance.toml"
    out.write_text("mine")
    ran = vroaccept("init", tiny_dar, "--out", out)
    assert (ran.code, out.read_text()) == (2, "mine")
    assert "use --force" in ran.err
    assert vroaccept("init", tiny_dar, "--out", out, "--force").code == 0


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_plugin_is_told_in_one_line(
    vroaccept: Callable[..., Any], tmp_path: Path, content: bytes
) -> None:
    artifact = tmp_path / "bad.dar"
    artifact.write_bytes(content)
    ran = vroaccept("init", artifact)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
