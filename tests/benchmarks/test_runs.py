"""What a person waits for: ``inspect`` and ``run``."""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
INSPECT_MS = 1000.0
QUICK_MS, CORE_MS, CERTIFICATION_MS = 5_000.0, 30_000.0, 300_000.0
"""Of the plan of that name, of the first 40 checks, and of all."""
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


@pytest.fixture
def certify(benchmark: Any, lighthouse: Path, tmp_path: Path) -> Callable[[str], None]:
    """Run Lighthouse by a plan, twice; it is accepted."""
    source = ROOT / "sample_plugins" / "lighthouse" / "acceptance.toml"
    text = source.read_text("utf-8").replace('directory = "../.."', f'directory = "{ROOT}"')
    case = tmp_path / "acceptance.toml"
    case.write_text(text.replace('zip = "../../build/', f'zip = "{lighthouse.parent}/'), "utf-8")
    numbers = itertools.count()

    def certified(plan: str) -> None:
        options = ("--case", case, "--plan", plan)
        code = benchmark.pedantic(
            lambda: vroaccept("run", lighthouse, *options, "--out", tmp_path / str(next(numbers))),
            rounds=2,
        )
        assert code == 0

    return certified


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("plan", "wanted_ms"),
    [
        ("quick", QUICK_MS),
        (str(ROOT / "tests" / "plans" / "core.toml"), CORE_MS),
        ("certification", CERTIFICATION_MS),
    ],
    ids=["quick", "core", "certification"],
)
def test_run_of_lighthouse(
    certify: Callable[[str], None], target: Any, plan: str, wanted_ms: float
) -> None:
    target(wanted_ms)
    certify(plan)
