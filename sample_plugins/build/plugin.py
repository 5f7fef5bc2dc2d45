"""From sources to what a partner ships."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import msgspec

from mockvro.jvm import locate
from sample_plugins.build.archives import MANIFEST, write_jar, write_zip
from sample_plugins.build.content import new_signer, pack
from sample_plugins.build.errors import BuildError
from sample_plugins.build.java import Compilation, Compiler

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from mockvro.content.package import PackageSigner
    from sample_plugins.build.source import PluginSource

_EULA = "VSO-INF/vsoapp.txt"


class Built(msgspec.Struct, frozen=True, kw_only=True):
    """A built plug-in.

    Attributes:
        name: Name of its sources.
        file_name: ``lighthouse-1.0.0.vmoapp`` or ``….dar``.
        artifact: What a person installs.
        dar: The plug-in archive, which is inside the artifact if that is a ``.vmoapp``.
        documentation: The documentation archive, None without ``docs``.
    """

    name: str
    file_name: str
    artifact: bytes
    dar: bytes
    documentation: bytes | None

    def write(self, folder: Path) -> Path:
        """Write artifact and documentation.

        Returns:
            The artifact.
        """
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / self.file_name
        target.write_bytes(self.artifact)
        if self.documentation is not None:
            (folder / f"{target.stem}-docs.zip").write_bytes(self.documentation)
        return target


class Builder:
    """Builds plug-ins one after the other, compiling all of them in one JVM.

    Args:
        signer: Gives the key for the distinguished name in a plug-in's settings.
    """

    def __init__(self, signer: Callable[[str], PackageSigner] = new_signer) -> None:
        self._compiler = Compiler()
        self._signer = signer

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_problem: object) -> None:
        with self._compiler:
            pass

    def build(self, source: PluginSource) -> Built:
        """Build one.

        Raises:
            BuildError: Its sources cannot be built.
            MockvroError: There is no JDK, the jars to compile against are missing, or the package
                cannot be written.
        """
        classes = self._compiler.compile(_compilation(source))
        return _assemble(source, classes, self._signer)


def build(
    sources: Iterable[PluginSource],
    signer: Callable[[str], PackageSigner] = new_signer,
) -> list[Built]:
    """Build plug-ins, compiling all of them in one JVM.

    Args:
        sources: What to build.
        signer: Gives the key for the distinguished name in a plug-in's settings.

    Raises:
        BuildError: Sources cannot be built.
        MockvroError: There is no JDK, the jars to compile against are missing, or the package
            cannot be written.
    """
    with Builder(signer) as builder:
        return [builder.build(source) for source in sources]


def _compilation(source: PluginSource) -> Compilation:
    settings = source.settings
    platform = {jar.name: jar for jar in locate.classpath("platform")} if settings.platform else {}
    return Compilation(
        name=source.name,
        sources=source.below("java"),
        classpath=locate.classpath("common") + tuple(_chosen(source, platform)),
        release=settings.release,
    )


def _chosen(source: PluginSource, platform: dict[str, Path]) -> Iterable[Path]:
    for wanted in source.settings.platform:
        matching = [jar for name, jar in platform.items() if name.startswith(f"{wanted}-")]
        if not matching:
            raise BuildError(f"the platform has no {wanted}", where=source.name)
        yield from matching


def _assemble(
    source: PluginSource, classes: dict[str, bytes], signer: Callable[[str], PackageSigner]
) -> Built:
    settings = source.settings
    stem = f"{settings.artifact}-{settings.version}"
    dar = write_zip(_dar_files(source, classes, signer))
    docs = source.below("docs")
    return Built(
        name=source.name,
        file_name=f"{stem}.vmoapp" if settings.vmoapp else f"{stem}.dar",
        artifact=_vmoapp(source, dar) if settings.vmoapp else dar,
        dar=dar,
        documentation=write_zip(docs) if docs else None,
    )


def _dar_files(
    source: PluginSource, classes: dict[str, bytes], signer: Callable[[str], PackageSigner]
) -> dict[str, bytes]:
    settings = source.settings
    stem = f"{settings.artifact}-{settings.version}"
    files = {MANIFEST: b"Manifest-Version: 1.0\r\n\r\n"}
    for folder in ("VSO-INF", "resources", "lib"):
        files |= {f"{folder}/{path}": data for path, data in source.below(folder).items()}
    if classes:
        files[f"lib/{stem}.jar"] = write_jar(classes, settings.artifact, settings.version)
    if settings.package:
        key = signer(settings.signer) if settings.signer else None
        files[f"resources/packages/{stem}.package"] = pack(source, key)
    return files


def _vmoapp(source: PluginSource, dar: bytes) -> bytes:
    files = {MANIFEST: b"Manifest-Version: 1.0\r\n\r\n", f"{source.settings.artifact}.dar": dar}
    if "eula.txt" in source.files:
        files[_EULA] = source.files["eula.txt"]
    return write_zip(files)
