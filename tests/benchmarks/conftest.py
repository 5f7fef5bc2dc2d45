"""Benchmarks: ``tox -e bench``, which is ``pytest tests/benchmarks --benchmark-only``.

They assert nothing about time. A figure depends on the machine, so each stands beside the target of
the project and, where there is one, beside a floor measured in the same run.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from sample_plugins.build import PluginSource, build

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
REDIS_VARIABLE = "VROACCEPT_REDIS_VMOAPP"
TARGET = "target_ms"


def pytest_ignore_collect(config: pytest.Config) -> bool | None:
    """Cost nothing in a run of the tests."""
    return None if config.getoption("--benchmark-only") else True


@pytest.fixture(scope="session")
def lighthouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample plug-in."""
    (built,) = build([PluginSource.load(ROOT / "sample_plugins" / "lighthouse")])
    return built.write(tmp_path_factory.mktemp("lighthouse"))


@pytest.fixture(scope="session")
def depot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plug-in that answers out of its memory."""
    folder = ROOT / "sample_plugins" / "misbehaving" / "dynamic" / "sound"
    (built,) = build([PluginSource.load(folder)])
    return built.write(tmp_path_factory.mktemp("depot"))


@pytest.fixture(scope="session")
def redis() -> Path:
    """The published Redis plug-in, which is obtained for a run and never part of this project."""
    path = Path(os.environ.get(REDIS_VARIABLE, ""))
    if not path.is_file():
        pytest.skip(f"{REDIS_VARIABLE} does not name the published Redis plug-in")
    return path


@pytest.fixture
def target(benchmark: Any) -> Callable[[float], None]:
    """Say what the project wants the median to be, in milliseconds."""

    def set_target(milliseconds: float) -> None:
        benchmark.extra_info[TARGET] = milliseconds

    return set_target


def pytest_terminal_summary(config: pytest.Config) -> None:
    """Print every median beside its target."""
    session = getattr(config, "_benchmarksession", None)
    if session is None or not session.benchmarks:
        return
    table = Table("benchmark", "rounds", "min ms", "median ms", "target ms", "", "requests/s")
    for each in (each for each in session.benchmarks if each.stats.data):  # one may have failed
        table.add_row(escape(each.name), str(each.stats.rounds), *_figures(each), _rate(each))
    load = " ".join(f"{part:.1f}" for part in os.getloadavg())
    console = Console(width=120)
    console.print(table)
    console.print(f"{os.cpu_count()} cores, load {load}")


def _rate(benchmark: Any) -> str:
    """Requests per second in the best round, where a round is many requests."""
    count = benchmark.extra_info.get("requests")
    return f"{count / benchmark.stats.min:.0f}" if count else ""


def _figures(benchmark: Any) -> tuple[str, str, str, str]:
    least, median = benchmark.stats.min * 1000, benchmark.stats.median * 1000
    wanted = benchmark.extra_info.get(TARGET)
    if wanted is None:
        floor = "floor" if "floor" in benchmark.name else ""
        return f"{least:.2f}", f"{median:.2f}", "", floor
    return (
        f"{least:.2f}",
        f"{median:.2f}",
        f"{wanted:.0f}",
        "kept" if median <= wanted else "missed",
    )
