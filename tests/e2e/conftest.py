"""The command line as a partner uses it, and a watch over what it leaves running."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import psutil
import pytest

from harness.checks import CheckOutcome, Outcome, outcomes_in, read_journal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
LIMIT_S = 240.0
GONE_S = 10.0
_START = (sys.executable, "-c", "from harness.cli.main import main; main()")

REDIS_VARIABLE = "VROACCEPT_REDIS_VMOAPP"


class Ran(msgspec.Struct):
    """A command that has ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """What it answered to ``--json``."""
        return json.loads(self.out)


class Run(msgspec.Struct):
    """A ``vroaccept run`` that has ended, and what its folder holds."""

    code: int
    err: str
    answer: dict[str, Any]
    folder: Path

    @property
    def verdict(self) -> str:
        return str(self.answer["verdict"])

    @property
    def bundle(self) -> Path:
        return Path(self.answer["bundle"])

    @property
    def keyring(self) -> Path:
        return self.folder / "one-time-keyring.json"

    @property
    def outcomes(self) -> dict[str, dict[str, Any]]:
        """The outcome of every check of the plan, by id, all attempts folded."""
        return {each["check"]: each["outcome"] for each in self.answer["results"]}

    def of(self, *outcomes: str) -> set[str]:
        """The checks with one of these outcomes."""
        return {check for check, told in self.outcomes.items() if told["outcome"] in outcomes}

    def findings(self, check: str) -> list[dict[str, Any]]:
        """The failing findings of a check."""
        told = self.outcomes[check]["findings"]
        return [finding for finding in told if finding["effect"] == "fail"]

    @property
    def journal(self) -> tuple[CheckOutcome, ...]:
        """Every outcome of every attempt."""
        return outcomes_in(read_journal(self.folder / "journal.jsonl"))

    @property
    def lost(self) -> set[str]:
        """Checks of the plan without an outcome of their own, or with an error of ours."""
        return (set(self.outcomes) - {each.check for each in self.journal}) | self.of(Outcome.ERROR)

    def observations(self, *kinds: str) -> list[dict[str, Any]]:
        """What the hosts of all stages noticed, of these kinds."""
        files = sorted(self.folder.glob("stages/*/*/observations.jsonl"))
        lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
        return [told for told in map(json.loads, lines) if told["kind"] in kinds]


def vroaccept(*arguments: object, limit: float = LIMIT_S) -> Ran:
    """Run the command line in a process of its own, as a person does."""
    done = subprocess.run(
        [*_START, *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=limit,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="session")
def command() -> Callable[..., Ran]:
    return vroaccept


@pytest.fixture(scope="session")
def run_plugin() -> Callable[..., Run]:
    """Run the certification plan; the run must end by itself and leave no process behind."""

    def run(artifact: Path, case: Path, out: Path, *more: object, limit: float = LIMIT_S) -> Run:
        asked = ("run", artifact, "--case", case, "--out", out, "--seed", 7, "--json")
        ran = vroaccept(*asked, *more, limit=limit)
        assert ran.out, ran.err
        folder = next(out.iterdir())
        assert left_running(out) == []
        return Run(ran.code, ran.err, ran.document, folder)

    return run


def left_running(folder: Path) -> list[str]:
    """Processes that still work below a folder, after time to go; the JVM and its children do."""
    end = time.monotonic() + GONE_S
    while (left := list(_below(folder))) and time.monotonic() < end:
        psutil.wait_procs(left, timeout=0.2)
    return [" ".join(_command(process)) for process in left]


def _below(folder: Path) -> Iterator[psutil.Process]:
    for process in psutil.process_iter():
        try:
            inside = Path(process.cwd()).is_relative_to(folder)
            if inside and process.status() != psutil.STATUS_ZOMBIE:
                yield process
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:
        return []


@pytest.fixture(scope="session")
def redis_vmoapp() -> Path:
    """The published plug-in, which is obtained for a run and never part of this project."""
    path = Path(os.environ.get(REDIS_VARIABLE, ""))
    if not path.is_file():
        pytest.skip(f"{REDIS_VARIABLE} does not name the published Redis plug-in")
    return path
