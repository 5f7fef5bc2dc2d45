"""What a presentation says about the parameters it shows (`reference/workflow-xml.md` §6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockvro.content.workflow.model import Node


class Qualifier(msgspec.Struct, frozen=True):
    """One qualifier of a parameter; ``kind`` is ``static``, ``ognl`` or "" (legacy)."""

    name: str
    kind: str
    type: str
    text: str


class Shown(msgspec.Struct, frozen=True):
    """A parameter that a presentation shows."""

    name: str
    description: str
    qualifiers: tuple[Qualifier, ...]

    def static(self, name: str) -> str | None:
        """The text of a qualifier with a literal value; ``None`` without it."""
        texts = (
            each.text for each in self.qualifiers if (each.name, each.kind) == (name, "static")
        )
        return next(texts, None)


def shown_parameters(presentation: Node | None) -> Iterator[Shown]:
    """The parameters of all steps and groups, in order."""
    for node in () if presentation is None else presentation.children:
        if node.name == "p-param":
            yield _shown(node)
        else:
            yield from shown_parameters(node)


def expressions(presentation: Node | None) -> Iterator[str]:
    """The texts of all qualifiers that are OGNL expressions."""
    for node in () if presentation is None else presentation.children:
        if node.name == "p-qual" and node.get("kind") == "ognl":
            yield node.text
        yield from expressions(node)


def _shown(node: Node) -> Shown:
    described = (child.text for child in node.children if child.name == "desc")
    qualifiers = (
        Qualifier(child.get("name"), child.get("kind"), child.get("type"), child.text)
        for child in node.children
        if child.name == "p-qual"
    )
    return Shown(node.get("name"), next(described, ""), tuple(qualifiers))
