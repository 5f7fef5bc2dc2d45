"""Where the files of installed plug-ins lie."""

from __future__ import annotations

import hashlib
import shutil
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from mockvro.content.submission import Dar


@dataclass(frozen=True, slots=True)
class PluginFiles:
    """Folders of plug-ins below the data folder.

    Every installation gets a folder of its own, because the JVM may still hold the jars of the one
    before. Names of modules come from outside and never become path segments.
    """

    root: Path

    def _home(self, module: str) -> Path:
        return self.root / hashlib.sha256(module.encode()).hexdigest()[:16]

    def put(self, module: str, dar: Dar) -> None:
        """Store a dar and unpack its jars and resources; older files of the module go."""
        home = self._home(module)
        shutil.rmtree(home, ignore_errors=True)
        folder = home / uuid.uuid4().hex
        folder.mkdir(parents=True)
        (folder / "plugin.dar").write_bytes(dar.data)
        resources = (name for name in dar.archive.names if name.startswith("resources/"))
        dar.archive.extract_to(folder / "content", (*dar.jars, *resources))

    def _folder(self, module: str) -> Path | None:
        return next(iter(sorted(self._home(module).glob("*"))), None)

    def dar(self, module: str) -> bytes | None:
        """The dar as it was uploaded."""
        folder = self._folder(module)
        return (folder / "plugin.dar").read_bytes() if folder is not None else None

    def jars(self, module: str) -> list[Path]:
        """The unpacked jars, by name, absolute."""
        folder = self._folder(module)
        return sorted((folder / "content").rglob("*.jar")) if folder is not None else []

    def resource(self, module: str, path: str) -> bytes | None:
        """A file below the plug-in's `resources/`; None when there is none."""
        folder = self._folder(module)
        if folder is None:
            return None
        base = (folder / "content" / "resources").resolve()
        found = base.joinpath(path.lstrip("/")).resolve()
        return found.read_bytes() if found.is_relative_to(base) and found.is_file() else None

    def remove(self, module: str) -> None:
        """Delete all files of a module."""
        shutil.rmtree(self._home(module), ignore_errors=True)
