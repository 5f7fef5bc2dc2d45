"""Finds the jars of this package and a Java to run them.

Imports nothing outside the standard library and `mockvro.errors`: the build hook uses it before
anything is installed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from mockvro.errors import MockvroError

MINIMUM = 17
FOLDERS = ("boot", "common", "platform", "host", "classindex", "control", "rhino-1.7.15")

_DIST = Path(__file__).parent / "dist"
_PROBE_SECONDS = 30.0


class JavaNotFoundError(MockvroError):
    """There is no Java that is new enough."""


class JarsMissingError(MockvroError):
    """The Maven project has not been built."""


@dataclass(frozen=True)
class JavaHome:
    """A Java installation.

    Attributes:
        home: Its folder, as `JAVA_HOME` would name it.
        version: Feature release, such as 17.
    """

    home: Path
    version: int

    @property
    def java(self) -> Path:
        """The launcher."""
        return self.home / "bin" / "java"

    @property
    def javac(self) -> Path:
        """The compiler; exists in a JDK only."""
        return self.home / "bin" / "javac"

    def tool(self, name: str) -> Path | None:
        """Another program of the JDK, such as `jcmd`; None if this is a JRE without it."""
        path = self.home / "bin" / name
        return path if path.exists() else None


def dist() -> Path:
    """The folder with the built jars.

    Raises:
        JarsMissingError: A part is missing.
    """
    missing = [name for name in FOLDERS if not any((_DIST / name).glob("*.jar"))]
    if missing:
        raise JarsMissingError(
            f"the Java side has not been built: no jars in {', '.join(missing)}",
            where=str(_DIST),
            advice="install the package again, or run: mvn -q -B -DskipTests package "
            f"-f {_DIST.parent / 'pom.xml'}",
        )
    return _DIST


def classpath(*folders: str) -> tuple[Path, ...]:
    """All jars of the named parts, in a stable order.

    Args:
        folders: Names out of `FOLDERS`.

    Raises:
        JarsMissingError: The Java side has not been built.
    """
    root = dist()
    return tuple(jar for name in folders for jar in sorted((root / name).glob("*.jar")))


def java() -> JavaHome:
    """A Java runtime of at least release 17: `JAVA_HOME` first, then `PATH`.

    Raises:
        JavaNotFoundError: There is none.
    """
    return _find("java", os.environ.get("JAVA_HOME"), os.environ.get("PATH"))


def javac() -> JavaHome:
    """As `java`, but a JDK, which has a compiler.

    Raises:
        JavaNotFoundError: There is none.
    """
    return _find("javac", os.environ.get("JAVA_HOME"), os.environ.get("PATH"))


@lru_cache(maxsize=16)
def _find(program: str, java_home: str | None, path: str | None) -> JavaHome:
    seen = []
    for launcher in _launchers(java_home, path):
        found = _inspect(launcher)
        if found and found.version >= MINIMUM and (found.home / "bin" / program).exists():
            return found
        seen.append(f"{launcher} ({found.version if found else 'does not answer'})")
    kind = "JDK" if program == "javac" else "Java"
    raise JavaNotFoundError(
        f"no {kind} {MINIMUM} or newer; looked at: {', '.join(seen) or 'JAVA_HOME and PATH'}",
        advice=f"install one (Debian: apt install openjdk-{MINIMUM}-jdk-headless) "
        "or set JAVA_HOME to it",
    )


def _launchers(java_home: str | None, path: str | None) -> list[Path]:
    candidates = [Path(java_home) / "bin" / "java"] if java_home else []
    if on_path := shutil.which("java", path=path):
        candidates.append(Path(on_path))
    return [candidate for candidate in candidates if candidate.exists()]


def _inspect(launcher: Path) -> JavaHome | None:
    """The installation a launcher belongs to; starts it only if no `release` file tells."""
    home = launcher.resolve().parent.parent
    try:
        told = re.search(
            r'^JAVA_VERSION="([^"]+)"', (home / "release").read_text("utf-8"), re.MULTILINE
        )
    except (OSError, UnicodeDecodeError):
        told = None
    return JavaHome(home, _feature(told[1])) if told else _ask(launcher)


def _ask(launcher: Path) -> JavaHome | None:
    command = [str(launcher), "-XshowSettings:properties", "-version"]
    try:
        answer = subprocess.run(
            command, capture_output=True, text=True, timeout=_PROBE_SECONDS, check=False
        ).stderr
    except (OSError, subprocess.TimeoutExpired):
        return None
    home = re.search(r"^\s*java\.home = (.+)$", answer, re.MULTILINE)
    version = re.search(r"^\s*java\.specification\.version = (.+)$", answer, re.MULTILINE)
    return JavaHome(Path(home[1].strip()), _feature(version[1])) if home and version else None


def _feature(version: str) -> int:
    """17 of `17.0.15`, 8 of `1.8.0_302`; 0 of what is no version."""
    numbers = [int(number) for number in re.findall(r"\d+", version)[:2]]
    if numbers[:1] == [1]:
        numbers = numbers[1:]
    return numbers[0] if numbers else 0
