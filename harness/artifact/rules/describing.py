"""What scripts see must be described (``doc.api-doc-missing``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harness.artifact.plugin import spot
from harness.artifact.rulebook import breach

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.artifact.plugin import Plugin
    from harness.checks.finding import Finding
    from mockvro.content.descriptor import Descriptor

SHARE: Final = 0.10
"""Uncalibrated: above this share of missing descriptions the check warns."""
_EXAMPLES: Final = 5


def rules(plugin: Plugin) -> Iterator[Finding]:
    """Judge the share of parts without a description of their own."""
    parts = list(described_parts(plugin.descriptor))
    bare = [where for where, name, text in parts if text.strip().lower() in {"", name.lower()}]
    if parts and len(bare) / len(parts) > SHARE:
        yield breach(
            "S-api-doc",
            f"{len(bare)} of {len(parts)} objects, methods, parameters and attributes have no "
            "description",
            where=bare[0],
            expected=f"at most {SHARE:.0%}",
            seen=f"{len(bare) / len(parts):.0%}",
            evidence={"examples": bare[:_EXAMPLES]},
        )


def described_parts(descriptor: Descriptor) -> Iterator[tuple[str, str, str]]:
    """Place, name and description of everything that scripts see."""
    for each in descriptor.objects:
        yield spot("object", each.script_name), each.script_name, each.description
        for attribute in each.attributes:
            where = spot("attribute", each.script_name, attribute.script_name)
            yield where, attribute.script_name, attribute.description
        for method in each.methods:
            where = spot("method", each.script_name, method.script_name)
            yield where, method.script_name, method.description
            for parameter in method.parameters:
                inner = spot("parameter", each.script_name, method.script_name, parameter.name)
                yield inner, parameter.name, parameter.description
