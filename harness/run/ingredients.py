"""What shaped a run: digests of the tool, the suites, the catalogue and the plug-in host."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import harness
import mockvro
from harness.bundle import Digest, Ingredient
from harness.run.process import suites_folder
from harness.version import kit_version

if TYPE_CHECKING:
    from collections.abc import Iterable

_SOURCES = ("*.py", "*.toml", "*.j2", "*.html")


def ingredients(plan: str) -> tuple[Ingredient, ...]:
    """List them for the statement; two installations of one release have the same digests."""
    kit, host = Path(harness.__file__).parent, Path(mockvro.__file__).parent
    release = kit_version()
    return (
        _ingredient("vroaccept-kit", kit, _SOURCES, {"version": release}),
        _ingredient("vroaccept-suite", suites_folder(), _SOURCES, {"plan": plan}),
        _ingredient("check-catalogue", kit / "checks" / "catalogue", ("*.toml",), {}),
        _ingredient("mockvro", host, _SOURCES, {"version": release}),
        _ingredient("plugin-host", host / "jvm" / "dist", ("*.jar",), {}),
    )


def _ingredient(
    name: str, folder: Path, patterns: Iterable[str], annotations: dict[str, str]
) -> Ingredient:
    return Ingredient(name, Digest(tree_digest(folder, patterns)), annotations)


def tree_digest(folder: Path, patterns: Iterable[str]) -> str:
    """SHA-256 over the names and digests of files below a folder, in order of name."""
    files = sorted({path for pattern in patterns for path in folder.rglob(pattern)})
    whole = hashlib.sha256()
    for path in files:
        name = path.relative_to(folder).as_posix()
        whole.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()
