"""Another release of the same plug-in, read for comparing the two."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from harness.artifact.constants import ClassFile, read_class
from harness.artifact.contents import open_packages
from harness.artifact.digests import Digests, digests_of
from harness.artifact.reading import open_plugin, open_submission
from harness.errors import UsageError
from mockvro.content.archive import open_archive
from mockvro.content.errors import ArchiveError
from mockvro.content.package import parse_elements
from mockvro.content.package.contents import Content

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from harness.artifact.plugin import Plugin

_CLASS = ".class"


class Packaged(Struct, frozen=True, kw_only=True):
    """An element of a content package.

    Attributes:
        type: Type of the package format, such as ``Workflow``.
        id: Its id.
        path: Its categories, and its name; the module of an action.
        content: ``None`` when it cannot be read.
    """

    type: str
    id: str
    path: tuple[str, ...]
    content: Content | None


@dataclass(frozen=True)
class Release:
    """One release.

    Attributes:
        file: Name of its file.
        digests: Check sums of the file.
        plugin: The plug-in in it.
    """

    file: str
    digests: Digests
    plugin: Plugin

    @property
    def designation(self) -> tuple[str, str]:
        """Version and build number."""
        return self.plugin.descriptor.version, self.plugin.descriptor.build_number

    @cached_property
    def packaged(self) -> tuple[Packaged, ...]:
        """The elements that it ships."""
        return tuple(_packaged(self.plugin))

    @cached_property
    def jars(self) -> dict[str, dict[str, bytes]]:
        """Content of the readable jars, by path of the jar, then by entry."""
        return dict(_jars(self.plugin))

    @cached_property
    def own_jars(self) -> frozenset[str]:
        """The jars with classes that the descriptor names."""
        descriptor = self.plugin.descriptor
        named = [each.adaptor_class for each in descriptor.datasources]
        named += [each.java_class for each in descriptor.objects]
        entries = {name.replace(".", "/") + _CLASS for name in named if name}
        return frozenset(path for path, jar in self.jars.items() if entries & jar.keys())

    @cached_property
    def own_classes(self) -> dict[str, ClassFile]:
        """The class files of those jars, by entry."""
        return {
            name: read_class(data)
            for path in sorted(self.own_jars)
            for name, data in self.jars[path].items()
            if name.endswith(_CLASS)
        }


def read_release(path: Path, plugin: str) -> Release | None:
    """Read an earlier release; ``None`` when it has no readable plug-in of that name.

    Raises:
        UsageError: The file cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"the earlier release cannot be read: {error.strerror}",
            where=str(path),
            advice="name another with --previous or claims.previous",
        ) from error
    submission = open_submission(path, [])
    for dar in submission.dars if submission else ():
        opened = open_plugin(dar, (), [])
        if opened is not None and opened.descriptor.name == plugin:
            opened = replace(opened, packages=tuple(open_packages(opened)))
            return Release(path.name, digests_of(data), opened)
    return None


def _packaged(plugin: Plugin) -> Iterator[Packaged]:
    for file in plugin.packages:
        for parsed in parse_elements(file.package) if file.package else ():
            element, content = parsed.element, parsed.content
            name = content.name if content else element.info.get("name", "")
            folders = [category.name for category in element.categories]
            yield Packaged(type=element.type, id=element.id, path=(*folders, name), content=content)


def _jars(plugin: Plugin) -> Iterator[tuple[str, dict[str, bytes]]]:
    for path in plugin.jars:
        try:
            jar = open_archive(plugin.archive.read(path), name=path)
        except ArchiveError:
            continue
        yield path, {name: jar.read(name) for name in jar.names}
