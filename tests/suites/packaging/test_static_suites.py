"""The suites of the static areas: one module per check, and what a run makes of them."""

from __future__ import annotations

import ast
import json
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from harness.checks.registry import areas
from harness.cli.main import execute
from sample_plugins.misbehaving.static import VARIANTS

if TYPE_CHECKING:
    from pathlib import Path

STATIC = [
    spec.id for area in ("packaging", "documentation") for spec in areas()[area] if not spec.dynamic
]
CASE = '[plugin]\nname = "Beacon"\n'


@pytest.mark.parametrize("check", [*STATIC, "wf.broken-binding"])
def test_module_function_and_check_have_one_name(check: str) -> None:
    name = check.partition(".")[2].replace("-", "_")
    area = next(area for area, specs in areas().items() if check in {spec.id for spec in specs})
    module = ast.parse((files("suites") / area / f"test_{name}.py").read_text("utf-8"))
    (function,) = [node for node in module.body if isinstance(node, ast.FunctionDef)]
    assert function.name == f"test_{name}"
    assert ast.get_docstring(module)
    assert ast.unparse(function.decorator_list[0]) == f"check({check!r})"


def test_every_static_check_has_a_variant() -> None:
    assert set(STATIC) - {variant.check for variant in VARIANTS} == set()


@pytest.mark.needs_java
def test_a_run_fails_what_was_spoiled(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    variant = next(each for each in VARIANTS if each.check == "pkg.version-missing")
    name, data = variant.build()
    (tmp_path / name).write_bytes(data)
    (tmp_path / "acceptance.toml").write_text(CASE)
    arguments = ["--case", str(tmp_path / "acceptance.toml"), "--out", str(tmp_path / "out")]
    assert execute(["run", str(tmp_path / name), *arguments, "--plan", "quick", "--json"]) == 1
    capsys.readouterr()
    (journal,) = tmp_path.glob("out/**/journal.jsonl")
    lines = [json.loads(line) for line in journal.read_text("utf-8").splitlines()]
    outcomes = {line["check"]: line["outcome"] for line in lines if line["kind"] == "outcome"}
    assert outcomes["pkg.version-missing"] == "failed"
    assert outcomes["pkg.java-level"] == "passed"
    assert outcomes["doc.release-notes"] == "not_exercised"
    failed = {check for check, outcome in outcomes.items() if outcome == "failed"}
    assert failed == {"pkg.version-missing", "doc.bundle-missing"}
