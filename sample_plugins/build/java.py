"""Compiling Java sources: many small compilations in one JVM."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Final, Self

import msgspec

from mockvro.jvm import locate
from sample_plugins.build.errors import BuildError

_BATCH: Final = Path(__file__).with_name("Batch.java")


class Compilation(msgspec.Struct, frozen=True, kw_only=True):
    """One compilation.

    Attributes:
        name: What to call it in messages.
        sources: ``.java`` files by path below the source root.
        classpath: Jars to compile against.
        release: Java level of the class files.
    """

    name: str
    sources: Mapping[str, bytes]
    classpath: tuple[Path, ...]
    release: int = 8


class Compiler:
    """A JVM that compiles one thing after the other, which is cheap once it is warm.

    Raises:
        JavaNotFoundError: There is no JDK.
    """

    def __init__(self) -> None:
        self._batch = _batch()
        self._folder = tempfile.TemporaryDirectory(prefix="compile-")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_problem: object) -> None:
        with self._folder, self._batch:
            pass

    def compile(self, job: Compilation) -> dict[str, bytes]:
        """Class files by path.

        Raises:
            BuildError: The compilation fails; the compiler's messages are the text.
        """
        with tempfile.TemporaryDirectory(dir=self._folder.name) as folder:
            return _compile(self._batch, job, Path(folder))


class _Batch:
    def __init__(self, process: subprocess.Popen[str], jobs: IO[str], answers: IO[str]) -> None:
        self._process = process
        self._jobs = jobs
        self._answers = answers

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_problem: object) -> None:
        with self._process:
            self._jobs.close()

    def run(self, *fields: object) -> str:
        """Messages of the compiler, empty when all went well."""
        self._jobs.write("\t".join(map(str, fields)) + "\n")
        self._jobs.flush()
        answer = self._answers.readline().rstrip("\n")
        if answer == "ok":
            return ""
        if not answer.startswith("failed\t"):
            raise BuildError(f"the compiler has died: {answer or 'no answer'}", where=str(_BATCH))
        count = int(answer.split("\t")[1])
        return "".join(self._answers.readline() for _ in range(count)) or "no message"


def _batch() -> _Batch:
    # serial collection and C1 only: the JVM lives for seconds
    command = [locate.javac().java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", _BATCH]
    process = subprocess.Popen(
        list(map(str, command)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    if process.stdin is None or process.stdout is None:
        raise BuildError("the compiler has no standard input and output", where=str(_BATCH))
    return _Batch(process, process.stdin, process.stdout)


def _compile(batch: _Batch, job: Compilation, folder: Path) -> dict[str, bytes]:
    if not job.sources:
        return {}
    sources, classes = folder / "src", folder / "classes"
    for path, content in job.sources.items():
        file = sources / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    classpath = ":".join(map(str, job.classpath))
    if messages := batch.run(sources, classes, classpath, job.release):
        raise BuildError(messages.strip(), where=job.name)
    return dict(_read(classes))


def _read(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*.class")):
        yield path.relative_to(folder).as_posix(), path.read_bytes()
