"""Rules about files that the descriptor names, and what lies in ``resources/``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harness.artifact.plugin import RESOURCES, spot
from harness.artifact.rulebook import breach
from harness.checks.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.artifact.plugin import Plugin
    from harness.checks.finding import Finding
    from mockvro.content.descriptor import InstallationAction

_SIGNATURES: Final = {
    "png": (b"\x89PNG\r\n\x1a\n",),
    "gif": (b"GIF87a", b"GIF89a"),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
}
_SVG_LOOK: Final = 4096
INSTALL_PACKAGE: Final = "install-package"


def rules(plugin: Plugin) -> Iterator[Finding]:
    """Judge icons and installation actions."""
    icons = [
        ("D21", spot("module", plugin.descriptor.name), plugin.descriptor.image),
        *(("D23", spot("finder", each.type), each.image) for each in plugin.descriptor.finders),
    ]
    for rule, where, path in icons:
        if path and "${" not in path:
            yield from _icon(plugin, rule, where, path)
    yield from _formats(plugin, {path for _, _, path in icons if path})
    installation = plugin.descriptor.installation
    for number, action in enumerate(installation.actions if installation else (), start=1):
        yield from _action(plugin, spot("installation action", str(number)), action)
    yield from _unused(plugin)


def _icon(plugin: Plugin, rule: str, where: str, path: str) -> Iterator[Finding]:
    if _leaves(path):
        yield breach("D22", f"the path {path!r} leaves the resources folder", where=where)
    elif plugin.resource(path) is None:
        yield breach(rule, f"the icon {RESOURCES}{path} is not there", where=where)


def _leaves(path: str) -> bool:
    """Whether a path is absolute, climbs, or is written for one kind of computer only."""
    return "\\" in path or ":" in path or path.startswith("/") or ".." in path.split("/")


def _formats(plugin: Plugin, paths: set[str]) -> Iterator[Finding]:
    for entry in sorted(filter(None, (plugin.resource(path) for path in paths))):
        suffix = entry.rpartition(".")[2].lower()
        if not _has_format(plugin.archive.read(entry), suffix):
            what = f"no {suffix.upper()} image, as if a build had replaced text in it"
            yield breach("D27", what, where=entry, seen=plugin.archive.read(entry)[:8].hex())


def _has_format(data: bytes, suffix: str) -> bool:
    if suffix == "svg":
        return b"<svg" in data[:_SVG_LOOK]
    return data.startswith(_SIGNATURES.get(suffix, (b"",)))


def _action(plugin: Plugin, where: str, action: InstallationAction) -> Iterator[Finding]:
    path = action.resource
    if not path or not action.type:
        lacking = "resource" if action.type else "type"
        yield breach("V44", f"the installation action has no {lacking}", where=where)
    elif "${" in path:
        return  # rule D38 reports it
    elif action.type == "execute-workflow":
        if path.strip() != path or "\n" in path:
            yield breach("V46", "the resource is neither id nor path of a workflow", where=where)
    elif _leaves(path):
        yield breach("D22", f"the path {path!r} leaves the resources folder", where=where)
    elif plugin.resource(path) is None:
        severity = Severity.MAJOR if action.type == INSTALL_PACKAGE else Severity.MINOR
        what = f"the file {RESOURCES}{path} is not there"
        yield breach("D24", what, where=where, severity=severity)


def _unused(plugin: Plugin) -> Iterator[Finding]:
    installation = plugin.descriptor.installation
    actions = installation.actions if installation else ()
    installed = {plugin.resource(action.resource) for action in actions if action.resource}
    for name in plugin.archive.names:
        if name.endswith(".package") and name not in installed:
            yield breach("D41", "the package is never installed", where=name)
