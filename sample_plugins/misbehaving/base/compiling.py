"""Compiling the Java sources beside this module, once per process."""

from __future__ import annotations

import os
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import TYPE_CHECKING

from mockvro.errors import MockvroError
from mockvro.jvm import locate

if TYPE_CHECKING:
    from collections.abc import Mapping

_HERE = Path(__file__).parent
_SHIPPED = ("java", "variants")
_FOLDERS = (*_SHIPPED, "compile-only")
_JAVA_RELEASE = "8"


class CompileError(MockvroError):
    """The compiler refused our sources."""


@cache
def classes() -> Mapping[str, bytes]:
    """Map entry names such as ``org/example/beacon/Beacon.class`` to class files.

    Raises:
        CompileError: The compiler refused the sources.
        JavaNotFoundError: There is no JDK.
    """
    with TemporaryDirectory(prefix="beacon-") as folder:
        _compile(Path(folder))
        return MappingProxyType(
            {
                path.relative_to(folder).as_posix(): path.read_bytes()
                for path in sorted(Path(folder).rglob("*.class"))
            }
        )


@cache
def names_in(folder: str) -> frozenset[str]:
    """Entry names of the classes with sources in ``java``, ``variants`` or ``compile-only``."""
    sources = (_HERE / folder).rglob("*.java")
    return frozenset(
        path.relative_to(_HERE / folder).with_suffix(".class").as_posix() for path in sources
    )


def _compile(target: Path) -> None:
    sources = [str(path) for name in _FOLDERS for path in sorted((_HERE / name).rglob("*.java"))]
    classpath = os.pathsep.join(str(jar) for jar in locate.classpath("common"))
    command = [str(locate.javac().javac), "-proc:none", "-nowarn", "--release", _JAVA_RELEASE]
    done = subprocess.run(
        [*command, "-d", str(target), "-cp", classpath, *sources],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CompileError(f"javac refused the sources: {done.stderr.strip()}", where=str(_HERE))
