"""The raw tree of a ``vso.xml``, and typed access to elements as lenient as the product's reader.

Element names match in any case and in any namespace; attribute names match exactly; unknown
elements and attributes are ignored (`reference/dar-and-vmoapp.md` §4).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mockvro.content import markup
from mockvro.content.errors import DescriptorError, MarkupError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_WHOLE: Final = re.compile(r"[0-9]{1,18}")  # what surely fits a Java long
_TRUE: Final = frozenset({"true", "1"})
_FALSE: Final = frozenset({"false", "0"})


def load_tree(data: bytes) -> etree._Element:
    """The root element of a descriptor, whatever it is called.

    Raises:
        DescriptorError: Rule D06 (not well-formed) or D10 (an entity is used).
    """
    try:
        return markup.parse_markup(data)
    except MarkupError as error:
        rule = "D10" if error.entity else "D06"
        raise DescriptorError(
            error.what, rule=rule, line=error.line, column=error.column
        ) from error


class Node:
    """An element of the descriptor, read leniently."""

    def __init__(self, element: etree._Element) -> None:
        self.element = element
        self.name = markup.local_name(element).lower()

    @property
    def line(self) -> int:
        """Line in the file, 0 when unknown."""
        return markup.line_of(self.element)

    @property
    def text(self) -> str:
        """The character data, without surrounding blanks."""
        return markup.text_of(self.element).strip()

    def children(self, name: str) -> Iterator[Node]:
        """The children called so, in any case."""
        nodes = map(Node, markup.children(self.element))
        return (node for node in nodes if node.name == name)

    def child(self, name: str) -> Node | None:
        """The first child called so."""
        return next(self.children(name), None)

    def below(self, container: str, name: str) -> Iterator[Node]:
        """The children called ``name`` of all children called ``container``."""
        return (node for outer in self.children(container) for node in outer.children(name))

    def child_text(self, name: str) -> str:
        """The text of the first child called so; "" without one."""
        node = self.child(name)
        return node.text if node is not None else ""

    def get(self, attribute: str) -> str | None:
        """The attribute as written, or ``None``."""
        return self.element.get(attribute)

    def string(self, attribute: str, default: str = "") -> str:
        """The attribute as written, or the default."""
        return self.element.get(attribute, default)

    def flag(self, attribute: str, *, default: bool) -> bool:
        """The attribute as ``xs:boolean``; anything else reads as the default."""
        text = self.string(attribute).strip().lower()
        if text in _TRUE:
            return True
        return False if text in _FALSE else default

    def seconds(self, attribute: str, default: int) -> int:
        """The attribute as a whole number; anything else reads as the default."""
        text = self.string(attribute).strip()
        return int(text) if _WHOLE.fullmatch(text) else default
