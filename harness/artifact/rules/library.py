"""How packaged workflows and actions are offered (``wf.locked-or-editable``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harness.artifact.rulebook import breach
from mockvro.content.action import Action
from mockvro.content.package import parse_elements
from mockvro.content.workflow import Workflow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.artifact.plugin import Plugin
    from harness.checks.finding import Finding

EDIT: Final = "e"
"""Letter of ``allowed-operations`` that lets everybody change an element."""


def rules(plugin: Plugin) -> Iterator[Finding]:
    """Judge every workflow and action that can be read."""
    for file in plugin.packages:
        for parsed in parse_elements(file.package) if file.package else ():
            content = parsed.content
            if isinstance(content, Workflow | Action):
                yield from _judge(content, f"{file.entry}!{_named(content)}")


def _judge(content: Workflow | Action, where: str) -> Iterator[Finding]:
    if EDIT in (content.allowed_operations or ""):
        yield breach(
            "S-locked",
            "everybody may change what the plug-in ships, and an upgrade overwrites it",
            where=where,
            expected='allowed-operations without "e"',
            seen=f'allowed-operations="{content.allowed_operations}"',
        )
    if not content.description.strip():
        yield breach("S-described", "nothing says what it does", where=where)


def _named(content: Workflow | Action) -> str:
    kind = "workflow" if isinstance(content, Workflow) else "action"
    return f"{kind} {content.name or content.id}"
