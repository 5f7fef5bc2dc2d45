"""Builds the jars while a wheel or an editable installation is made.

Maven runs only if `dist` does not belong to the present sources, so that installing again is quick.
"""

from __future__ import annotations

import hashlib
import importlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

if TYPE_CHECKING:
    from collections.abc import Iterator

_STAMP = "SOURCES.sha256"


class JarsHook(BuildHookInterface[Any]):
    """Puts the jars where `artifacts` of `pyproject.toml` expects them."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Called before hatchling collects files; a source distribution needs no jars."""
        if self.target_name == "wheel":
            build(Path(self.root))


def build(root: Path) -> bool:
    """Brings the jars up to date.

    Args:
        root: The project's folder, which has `mockvro/jvm`.

    Returns:
        Whether Maven had to run.

    Raises:
        SystemExit: One line for the person who installs: what is missing, how to get it.
    """
    project = root / "mockvro" / "jvm"
    stamp = project / "dist" / _STAMP
    digest = _digest(project)
    if stamp.exists() and stamp.read_text("utf-8") == digest and _complete(project):
        return False
    _run_maven(project, _java_home(root))
    stamp.write_text(digest, "utf-8")
    return True


def _complete(project: Path) -> bool:
    return all(
        any((project / "dist" / pom.parent.name).glob("*.jar")) for pom in _jar_makers(project)
    )


def _jar_makers(project: Path) -> Iterator[Path]:
    """Modules that have a folder of their own in `dist`; the others put their jar beside these."""
    for pom in project.glob("*/pom.xml"):
        if f"${{dist}}/{pom.parent.name}<" in pom.read_text("utf-8"):
            yield pom


def _digest(project: Path) -> str:
    """Digest over names and contents of everything Maven reads."""
    total = hashlib.sha256()
    for path in sorted(_sources(project)):
        total.update(str(path.relative_to(project)).encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _sources(project: Path) -> Iterator[Path]:
    yield from project.glob("**/pom.xml")
    yield from (path for path in project.glob("*/src/main/**/*") if path.is_file())


def _java_home(root: Path) -> Path:
    """The JDK that Maven has to use, found as the program itself will find it."""
    sys.path.insert(0, str(root))
    try:
        errors = importlib.import_module("mockvro.errors")
        locate = importlib.import_module("mockvro.jvm.locate")
    finally:
        sys.path.remove(str(root))
    try:
        home: Path = locate.javac().home
    except errors.MockvroError as problem:
        also = "" if shutil.which("mvn") else "; Maven is missing, too (Debian: apt install maven)"
        raise SystemExit(f"vro-acceptance: {problem}{also}") from None
    return home


def _run_maven(project: Path, java_home: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise SystemExit(
            "vro-acceptance: Maven is missing, it builds the Java side - "
            "install it (Debian: apt install maven) and install again"
        )
    command = [maven, "-q", "-B", "-DskipTests", f"-Ddist={project / 'dist'}", "package"]
    done = subprocess.run(
        command,
        cwd=project,
        env=os.environ | {"JAVA_HOME": str(java_home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.stderr.write(done.stdout)
        raise SystemExit(
            f"vro-acceptance: Maven failed (exit {done.returncode}, messages above) - "
            f"run it by hand: {' '.join(command)} in {project}"
        )
