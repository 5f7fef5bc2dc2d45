"""What the XML of workflows, actions, configurations and policies has in common.

Readers match local names only, as the product does (`reference/workflow-xml.md` §1). Text that XML
cannot hold is stored *encoded*: four lower-case hex digits per UTF-16 code unit.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mockvro.content import markup
from mockvro.content.errors import ElementError, MarkupError
from mockvro.content.markup_write import attribute, cdata

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

_HEX_UNITS: Final = re.compile(r"(?:[0-9a-fA-F]{4})*")
_ENCODED_FLAGS: Final = frozenset({"true", "y"})
_NOT_IN_CDATA: Final = ("<![CDATA[", "]]>", "\r")


def parse_root(text: str, expected: str, *, rule: str = "P09") -> etree._Element:
    """The root of an element's document.

    Raises:
        ElementError: The text is not well-formed or has another root.
    """
    try:
        root = markup.parse_markup(text)
    except MarkupError as error:
        raise ElementError(error.what, rule=rule, line=error.line) from error
    found = markup.local_name(root)
    if found != expected:
        raise ElementError(f"root element is <{found}>, expected <{expected}>", rule=rule)
    return root


def named(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """The child elements of a local name."""
    return (child for child in markup.children(parent) if markup.local_name(child) == name)


def first(parent: etree._Element, name: str) -> etree._Element | None:
    """The first child of a local name."""
    return next(named(parent, name), None)


def child_text(parent: etree._Element, name: str) -> str:
    """The text of the first child of a local name; "" without one."""
    return markup.text_of(first(parent, name))


def flag(node: etree._Element, name: str) -> bool:
    """Whether an attribute says true."""
    return node.get(name, "").strip().lower() == "true"


def encodable_text(parent: etree._Element, name: str, *, rule: str = "P09") -> str | None:
    """The decoded text of a ``script`` or ``value`` child; ``None`` without one.

    Both spellings of the flag count everywhere, because the product's writer and reader of
    configurations disagree (`reference/workflow-xml.md` §11).

    Raises:
        ElementError: An encoded text is not hexadecimal.
    """
    node = first(parent, name)
    if node is None:
        return None
    text = markup.text_of(node)
    if node.get("encoded", "").lower() not in _ENCODED_FLAGS:
        return text
    try:
        return decode(text.strip())
    except ElementError as error:
        raise ElementError(error.what, rule=rule, line=markup.line_of(node)) from error


def decode(text: str) -> str:
    """The text of an encoded one.

    Raises:
        ElementError: Rule W03, it is no series of four hex digits.
    """
    if not _HEX_UNITS.fullmatch(text):
        raise ElementError("encoded text is not a multiple of four hex digits", rule="W03")
    return bytes.fromhex(text).decode("utf-16-be", "surrogatepass")


def encode(text: str) -> str:
    """The encoded form of a text."""
    return text.encode("utf-16-be", "surrogatepass").hex()


def must_encode(text: str) -> bool:
    """Whether a text cannot stand in CDATA and read back unchanged."""
    return any(mark in text for mark in _NOT_IN_CDATA) or not markup.xml_can_hold(text)


def element(name: str, attributes: Mapping[str, str | None], *content: str) -> str:
    """An element from finished pieces of content; attributes that are ``None`` are left out.

    Raises:
        MarkupError: An attribute has characters that XML cannot hold.
    """
    written = [
        f" {key}={attribute(value)}" for key, value in attributes.items() if value is not None
    ]
    inner = "".join(content)
    head = f"<{name}{''.join(written)}"
    return f"{head}>{inner}</{name}>\n" if inner else f"{head}/>\n"


def text_element(name: str, text: str | None) -> str:
    """An element with character data; nothing for ``None`` and for the empty text.

    Raises:
        MarkupError: The text has characters that XML cannot hold.
    """
    return f"<{name}>{cdata(text)}</{name}>\n" if text else ""


def encodable_element(name: str, text: str | None, yes: str, no: str) -> str:
    """A ``script`` or ``value`` element; nothing for ``None``."""
    if text is None:
        return ""
    if must_encode(text):
        return f'<{name} encoded="{yes}">{encode(text)}</{name}>\n'
    return f'<{name} encoded="{no}">{cdata(text)}</{name}>\n'


def document(root: str) -> str:
    """A complete document.

    The declaration says UTF-8 although packages store UTF-16: editors refuse the truth
    (`reference/package-format.md` §4).
    """
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}'
