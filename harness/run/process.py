"""A process of its own that runs checks with pytest, and everything it started."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import signal
import subprocess
import sys
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

import harness
from harness.errors import HarnessError
from harness.settings import RunSettings, write_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

MARK = "VROACCEPT_RUN"
"""Variable that everything a process starts inherits, so that nothing can outlive it unseen."""

_INI = "[pytest]\naddopts =\n"
_PLUGINS = ("harness.pytest_plugin", "pytest_timeout", "no:cacheprovider")
_KILL_SECONDS = 5.0


def suites_folder() -> Path:
    """Find the installed suites without importing them.

    Raises:
        HarnessError: They are not installed.
    """
    found = importlib.util.find_spec("suites")
    if found is None or not found.submodule_search_locations:
        raise HarnessError("the suites are not installed", advice="install vro-acceptance again")
    return Path(next(iter(found.submodule_search_locations)))


class CheckProcess:
    """One pytest process.

    Args:
        settings: What it is to check.
        run: Id of the run.
        scratch: Folder for its settings; holds secrets and is thrown away.
        output: File for what it writes.
        suites: Folder of the suites.
    """

    def __init__(
        self, settings: RunSettings, *, run: str, scratch: Path, output: Path, suites: Path
    ) -> None:
        self._mark = f"{run}.{uuid.uuid4().hex}"
        file = scratch / "settings.json"
        write_settings(file, settings)
        ini = scratch / "pytest.ini"
        ini.write_text(_INI, encoding="ascii")
        with output.open("ab") as log:
            self._process = subprocess.Popen(
                _command(file, ini, suites),
                env=_environment(self._mark),
                cwd=scratch,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait(self, seconds: float) -> int | None:
        """Wait for its end; return the exit code, or None while it runs."""
        try:
            return self._process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            return None

    def kill(self) -> None:
        """End it and everything that it started."""
        started = _descendants(self._process.pid)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        left = [*started, *_marked(self._mark)]
        for process in left:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(left, timeout=_KILL_SECONDS)


def _command(settings: Path, ini: Path, suites: Path) -> list[str]:
    plugins = [part for name in _PLUGINS for part in ("-p", name)]
    return [
        *(sys.executable, "-P", "-m", "pytest", *plugins),
        *("-c", str(ini), "--rootdir", str(suites), "--import-mode", "importlib"),
        *("--continue-on-collection-errors", "--vroaccept-run", str(settings), str(suites)),
    ]


def _environment(mark: str) -> dict[str, str]:
    """The environment without what would change pytest, and with our own package first."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    ours = str(Path(harness.__file__).parent.parent)
    path = os.pathsep.join(filter(None, (ours, os.environ.get("PYTHONPATH", ""))))
    return kept | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": path, MARK: mark}


def _descendants(pid: int) -> list[psutil.Process]:
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def _marked(mark: str) -> Iterator[psutil.Process]:
    for process in psutil.process_iter():
        try:
            if process.environ().get(MARK) == mark and process.pid != os.getpid():
                yield process
        except (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
            continue
