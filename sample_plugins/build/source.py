"""The sources of a plug-in, held in memory so that variants are cheap."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import msgspec

from sample_plugins.build.errors import BuildError

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS: Final = "plugin.toml"
# everything else in a source folder, such as the proof case, is not part of the plug-in
_PARTS: Final = ("java", "VSO-INF", "resources", "content", "lib", "docs", "eula.txt", SETTINGS)


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``plugin.toml``: what the other sources do not say.

    Attributes:
        artifact: First part of the file names, ``lighthouse``.
        version: Version in file names and manifests.
        package: Name of the content package; empty for a plug-in without content.
        description: Description of the package.
        module: Module name and version that the package says it uses.
        signer: Distinguished name of the certificate that signs the package; empty for unsigned.
        platform: Names of platform jars to compile against, without version and suffix.
        release: Java level of the class files.
        vmoapp: Whether a ``.vmoapp`` is made, which needs ``eula.txt``; else only a ``.dar``.
    """

    artifact: str
    version: str
    package: str = ""
    description: str = ""
    module: str = ""
    signer: str = ""
    platform: tuple[str, ...] = ()
    release: int = 8
    vmoapp: bool = True


class PluginSource(msgspec.Struct, frozen=True, kw_only=True):
    """All files a plug-in is built from.

    Attributes:
        name: What to call it in messages and file names of variants.
        files: Contents by path: ``java/…``, ``VSO-INF/vso.xml``, ``resources/…``, ``lib/…`` (jars
            as they are), ``content/workflows/<folders>/…``, ``content/actions/<module>/…``,
            ``content/forms/<folders of the workflow>/….json``,
            ``content/configurations/<folders>/…``, ``content/resources/<folders>/…`` (each file
            with a ``….element_info.xml``), ``docs/…``, ``eula.txt`` and ``plugin.toml``.
    """

    name: str
    files: Mapping[str, bytes]

    @classmethod
    def load(cls, folder: Path) -> PluginSource:
        """Read a source folder.

        Raises:
            BuildError: There is no ``plugin.toml`` in it.
        """
        if not (folder / SETTINGS).is_file():
            raise BuildError(f"no {SETTINGS}", where=str(folder), advice="name a source folder")
        paths = sorted(path for part in _PARTS for path in _files(folder / part))
        files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
        return cls(name=folder.name, files=files)

    def overlay(self, name: str, changes: Mapping[str, bytes | str | None]) -> PluginSource:
        """A variant: some files replaced, added, or (None) left out."""
        files = dict(self.files)
        for path, content in changes.items():
            if content is None:
                files.pop(path, None)
            else:
                files[path] = content.encode() if isinstance(content, str) else content
        return PluginSource(name=name, files=files)

    def replace(self, name: str, path: str, old: str, new: str) -> PluginSource:
        """A variant: one passage of one text file replaced.

        Raises:
            BuildError: The passage does not occur exactly once.
        """
        text = self.text(path)
        if text.count(old) != 1:
            what = f"the passage occurs {text.count(old)} times, not once: {old[:60]!r}"
            raise BuildError(what, where=f"{self.name}/{path}")
        return self.overlay(name, {path: text.replace(old, new)})

    def text(self, path: str) -> str:
        """A file as text.

        Raises:
            BuildError: There is no such file.
        """
        try:
            return self.files[path].decode()
        except KeyError:
            raise BuildError("no such source file", where=f"{self.name}/{path}") from None

    def below(self, folder: str) -> dict[str, bytes]:
        """The files below a folder, by path relative to it."""
        start = f"{folder}/"
        return {
            path.removeprefix(start): content
            for path, content in self.files.items()
            if path.startswith(start)
        }

    @property
    def settings(self) -> Settings:
        """``plugin.toml``.

        Raises:
            BuildError: It cannot be read.
        """
        try:
            return msgspec.convert(tomllib.loads(self.text(SETTINGS)), Settings)
        except (tomllib.TOMLDecodeError, msgspec.ValidationError) as problem:
            raise BuildError(str(problem), where=f"{self.name}/{SETTINGS}") from problem


def _files(part: Path) -> list[Path]:
    found = part.rglob("*") if part.is_dir() else [part]
    return [path for path in found if path.is_file()]
