"""After the installation, something leads to the documents (``inst.doc-offer-missing``)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from harness.artifact.rulebook import breach
from mockvro.content.package import parse_elements
from mockvro.content.resource_element import ResourceElement
from mockvro.content.workflow import Workflow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.artifact.plugin import Plugin
    from harness.checks.finding import Finding

_URL: Final = re.compile(r"https?://[\w.-]+\.[a-z]{2,}", re.IGNORECASE)
_PLACEHOLDER: Final = re.compile(
    r"https?://([\w-]+\.)*(localhost|w3\.org|schemas?\.\w+)", re.IGNORECASE
)
_READ: Final = 1 << 20
"""Bytes of a resource element that are looked through."""


def rules(plugin: Plugin) -> Iterator[Finding]:
    """Look for an address wherever a person who has installed the plug-in reads."""
    if not any(_leads_on(text) for text in read_after_installation(plugin)):
        yield breach(
            "S-offer",
            "after the installation nothing leads to the documentation",
            where="VSO-INF/vso.xml module description",
            expected="the address of a help page there, in a resource element, or in the "
            "description of a workflow",
        )


def read_after_installation(plugin: Plugin) -> Iterator[str]:
    """Texts that the product shows: of the module, its scripting objects, its content."""
    yield plugin.descriptor.description or ""
    yield from (each.url for each in plugin.descriptor.objects)
    for file in plugin.packages:
        for parsed in parse_elements(file.package) if file.package else ():
            if isinstance(parsed.content, Workflow):
                yield parsed.content.description
            elif isinstance(parsed.content, ResourceElement):
                yield (parsed.content.data or b"")[:_READ].decode("utf-8", "replace")


def _leads_on(text: str) -> bool:
    return any(not _PLACEHOLDER.match(found[0]) for found in _URL.finditer(text))
