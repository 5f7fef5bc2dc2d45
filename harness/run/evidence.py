"""Which files of a run go into its bundle, and what is taken out of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from harness.bundle import Secret, read_subjects, redact
from harness.bundle.secrets import MIN_SECRET
from harness.report import digests_text, python_lock, system_facts
from harness.run.request import case_text, config_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from harness.run.request import RunFolder, RunRequest

MAX_FILE: Final = 8 * 1024 * 1024
"""Bytes kept of one trace; what is cut says so at its end."""
MAX_TEXT: Final = 1024 * 1024
"""Bytes kept of one text; a plug-in may flood the standard streams of every stage."""
MAX_FILES: Final = 500
RUN_FOLDER: Final = b"RUN"
"""Stands for the folder of the run, whose place says something about the person's machine."""
_FURTHER: Final = {"findings.json": "results/findings.json", "own.json": "own/outcomes.json"}
"""Reports that not every run has, by their name in the bundle."""
_KEPT: Final = frozenset({".jsonl", ".txt", ".log"})
_TRACES: Final = frozenset({".jsonl"})


def usable_secrets(secrets: Mapping[str, str]) -> tuple[Secret, ...]:
    """Pick the secrets that are long enough to be searched for without chance hits."""
    return tuple(Secret(name, value) for name, value in secrets.items() if len(value) >= MIN_SECRET)


def collect(request: RunRequest, folder: RunFolder) -> dict[str, bytes]:
    """Gather the evidence of a run by its name in the bundle, free of the run's secrets."""
    secrets = usable_secrets(request.secrets)
    place = str(folder.path.absolute()).encode()
    return {
        name: redact(secrets, data.replace(place, RUN_FOLDER))[0]
        for name, data in _files(request, folder)
    }


def _files(request: RunRequest, folder: RunFolder) -> Iterator[tuple[str, bytes]]:
    for name in ("junit.xml", "ctrf.json", "summary.html"):
        yield f"results/{name}", (folder.results / name).read_bytes()
    for file, name in _FURTHER.items():
        if (folder.results / file).exists():
            yield name, (folder.results / file).read_bytes()
    yield "results/journal.jsonl", folder.journal.read_bytes()
    yield "config/run.toml", config_text(request).encode()
    yield "config/case.json", case_text(request.case)
    yield "environment/python-lock.txt", python_lock().encode()
    yield "environment/system.json", system_facts({"profile": request.profile})
    yield "plugin/digests.txt", digests_text(read_subjects(request.artifact)).encode()
    yield from _kept(folder)


def _kept(folder: RunFolder) -> Iterator[tuple[str, bytes]]:
    """Logs and traces of the stages, and what the processes wrote."""
    paths = sorted((*folder.logs.glob("*.txt"), *folder.stages.glob("*/*/*")))
    for path in [path for path in paths if path.is_file() and path.suffix in _KEPT][:MAX_FILES]:
        root = "traces" if path.suffix in _TRACES else "logs"
        base = folder.logs if path.parent == folder.logs else folder.stages
        yield f"{root}/{_name(path.relative_to(base))}", _capped(path)


def _name(path: Path) -> str:
    """Make a name that the bundle allows: lower case, and a suffix that a person knows."""
    text = re.sub(r"[^a-z0-9._/-]", "-", path.as_posix().lower())
    return f"{text}.txt" if text.endswith(".log") else text


def _capped(path: Path) -> bytes:
    size = path.stat().st_size
    limit = MAX_FILE if path.suffix in _TRACES else MAX_TEXT
    with path.open("rb") as file:
        data = file.read(limit)
    return data if size <= limit else data + f"\n[cut: {size} bytes]\n".encode()
