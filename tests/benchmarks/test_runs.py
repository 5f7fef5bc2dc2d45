"""What a person waits for: ``inspect`` and ``run``."""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
INSPECT_MS, RUN_MS = 1000.0, 30_000.0
_START = (sys.executable, "-c", "from harness.cli.main import main; main()")

pytestmark = pytest.mark.needs_java


def vroaccept(*arguments: object) -> int:
    """Run the command line as a person does."""
    return subprocess.run(
        [*_START, *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    ).returncode


def inspect(benchmark: Any, artifact: Path) -> None:
    code = benchmark.pedantic(lambda: vroaccept("inspect", artifact), rounds=5, warmup_rounds=1)
    assert code in (0, 1)


def test_inspect_redis(benchmark: Any, target: Any, redis: Path) -> None:
    target(INSPECT_MS)
    inspect(benchmark, redis)


def test_inspect_lighthouse(benchmark: Any, target: Any, lighthouse: Path) -> None:
    target(INSPECT_MS)
    inspect(benchmark, lighthouse)


def test_floor_the_command_line_starts(benchmark: Any) -> None:
    benchmark.pedantic(lambda: vroaccept("--version"), rounds=5, warmup_rounds=1)


@pytest.mark.timeout(600)
def test_certification_of_lighthouse(
    benchmark: Any, target: Any, lighthouse: Path, tmp_path: Path
) -> None:
    target(RUN_MS)
    source = ROOT / "sample_plugins" / "lighthouse" / "acceptance.toml"
    text = source.read_text("utf-8").replace('directory = "../.."', f'directory = "{ROOT}"')
    case = tmp_path / "acceptance.toml"
    case.write_text(text.replace('zip = "../../build/', f'zip = "{lighthouse.parent}/'), "utf-8")
    numbers = itertools.count()

    def certify() -> int:
        return vroaccept("run", lighthouse, "--case", case, "--out", tmp_path / str(next(numbers)))

    assert benchmark.pedantic(certify, rounds=2) == 0
