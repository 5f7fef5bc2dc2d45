"""Rules D38 and V47: build expressions that survived into the shipped descriptor."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from harness.artifact.plugin import attributes, place
from harness.artifact.rulebook import breach
from mockvro.content.descriptor.tree import Node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.artifact.plugin import Plugin
    from harness.checks.finding import Finding

PLACEHOLDER: Final = re.compile(r"\$\{[^{}]*\}")
_MODES: Final = ("never", "always", "version")
_ADVICE: Final = "a value; pass the property to the build"


def rules(plugin: Plugin) -> Iterator[Finding]:
    """Judge attribute values; texts may explain a placeholder and are exempt."""
    for node in map(Node, plugin.tree.element.iter("*")):
        for name, value in attributes(node).items():
            for found in PLACEHOLDER.findall(value):
                yield breach(
                    "D38",
                    f"{node.name}/@{name} still contains {found}",
                    where=place(node),
                    expected=_ADVICE,
                    seen=value,
                )
    yield from _mode(plugin)


def _mode(plugin: Plugin) -> Iterator[Finding]:
    installation = plugin.descriptor.installation
    if installation is None or "${" in installation.mode or installation.mode in _MODES:
        return
    yield breach(
        "V47",
        "the installation mode is none of those that exist",
        where=place(plugin.tree.child("installation") or plugin.tree),
        expected=" or ".join(_MODES),
        seen=installation.mode or "nothing",
    )
