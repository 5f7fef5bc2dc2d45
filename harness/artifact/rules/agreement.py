"""``pkg.version-disagrees``: every place that names a version names the same one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from harness.artifact.rulebook import breach
from mockvro.content import versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.artifact.plugin import Plugin
    from harness.case.model import Case
    from harness.checks.finding import Finding

_IN_NAME: Final = re.compile(r"(?<![0-9.])[0-9]+(?:\.[0-9]+)+(?![0-9])")
_IN_PATTERN: Final = re.compile(r"(?<![0-9.\\])[0-9]+(?:\\?\.[0-9]+)+")
_POM: Final = re.compile(r"META-INF/maven/[^/]+/[^/]+/pom\.properties")


def rules(plugin: Plugin, file_names: Iterable[str], case: Case | None) -> Iterator[Finding]:
    """Compare with the version in the descriptor; without a usable one there is nothing to do."""
    version = plugin.descriptor.version
    if not versions.is_dotted(version):
        return
    build = plugin.descriptor.build_number
    for where, others in _named(plugin, file_names, case):
        if others and not any(_agree(version, build, other) for other in others):
            yield breach(
                "S-version",
                f"the descriptor says {version}, another place says {others[0]}",
                where=where,
                expected=version,
                seen=others[0],
            )


def _agree(version: str, build: str, other: str) -> bool:
    """Equal, or equal with the build number appended; ``-SNAPSHOT`` is no difference."""
    whole = versions.encode_installed(versions.trim(version), build)
    return versions.compare(version, other) == 0 or versions.compare(whole, other) == 0


def _named(
    plugin: Plugin, file_names: Iterable[str], case: Case | None
) -> Iterator[tuple[str, list[str]]]:
    """Places and the versions they name; a name may also tell the releases it is made for."""
    for name in file_names:
        yield f"file name {name}", _IN_NAME.findall(name)
    for file in plugin.packages:
        yield file.entry, _IN_NAME.findall(file.entry.rpartition("/")[2])
    yield from _poms(plugin)
    if case is not None:
        signature = (found.replace("\\", "") for found in _IN_PATTERN.findall(case.log.signature))
        documents = case.documentation.zip.rpartition("/")[2]
        yield "the case, plugin.version", [case.plugin.version] if case.plugin.version else []
        yield "the case, log.signature", list(signature)
        yield "the name of the documentation archive", _IN_NAME.findall(documents)


def _poms(plugin: Plugin) -> Iterator[tuple[str, list[str]]]:
    """Maven's own record of the dar; what libraries say about themselves does not count."""
    for name in filter(_POM.fullmatch, plugin.archive.names):
        for line in plugin.archive.read(name).decode("latin-1").splitlines():
            key, separator, value = line.partition("=")
            if separator and key.strip() == "version" and "${" not in value:
                yield name, [value.strip()]
