"""The side files of an element: categories, tags, version history (`package-format.md` §3)."""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING, Final

from mockvro.content import markup
from mockvro.content.encoding import decode_utf16
from mockvro.content.errors import MarkupError
from mockvro.content.markup_write import attribute, cdata
from mockvro.content.package.model import Category, HistoryItem, Tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import etree

_PLAIN_NAME: Final = re.compile(r"[A-Za-z0-9 ,.()_-]*")


def _named(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return (child for child in markup.children(root) if markup.local_name(child) == name)


def _child_text(element: etree._Element, name: str) -> str:
    return markup.text_of(next(_named(element, name), None))


def _root(data: bytes, expected: str) -> etree._Element:
    root = markup.parse_markup(decode_utf16(data))
    if markup.local_name(root) != expected:
        raise MarkupError(f"root element is <{markup.local_name(root)}>, expected <{expected}>")
    return root


def read_categories(data: bytes) -> tuple[Category, ...]:
    """The path of an element; a non-empty ``name`` element overrides the attribute.

    Raises:
        MarkupError: The bytes are no ``categories`` document in UTF-16.
    """
    return tuple(
        Category(
            name=_child_text(node, "name") or node.get("name", ""),
            description=_child_text(node, "desc"),
        )
        for node in _named(_root(data, "categories"), "category")
    )


def write_categories(categories: Iterable[Category]) -> str:
    """The document as the product writes it, on one line and without declaration.

    Raises:
        MarkupError: A name or description has characters that XML cannot hold.
    """
    return f"<categories>{''.join(map(_category, categories))}</categories>"


def _category(category: Category) -> str:
    plain = _PLAIN_NAME.fullmatch(category.name) is not None
    attribute = f" name='{category.name}'" if plain else ""
    description = f"<desc>{cdata(category.description)}</desc>" if category.description else ""
    return f"<category{attribute}>{description}<name>{cdata(category.name)}</name></category>"


def read_tags(data: bytes) -> tuple[Tag, ...]:
    """The tags of an element.

    Raises:
        MarkupError: The bytes are no ``tags`` document, or a tag has no name.
    """
    tags = []
    for node in _named(_root(data, "tags"), "tag"):
        name = node.get("name")
        if name is None:
            raise MarkupError("a tag has no name", line=markup.line_of(node))
        is_global = node.get("global", "").lower() == "true"
        tags.append(Tag(name, node.get("value"), is_global))
    return tuple(tags)


def write_tags(tags: Iterable[Tag]) -> str:
    """The ``tags`` document.

    Raises:
        MarkupError: A tag has characters that XML cannot hold.
    """
    return f"<tags>{''.join(map(_tag, tags))}</tags>"


def _tag(tag: Tag) -> str:
    value = f" value={attribute(tag.value)}" if tag.value is not None else ""
    return f'<tag name={attribute(tag.name)}{value} global="{str(tag.is_global).lower()}"/>'


def read_history(data: bytes) -> tuple[HistoryItem, ...]:
    """The saved versions of an element.

    Raises:
        MarkupError: The bytes are no ``items`` document in UTF-16.
    """
    return tuple(map(_history_item, _named(_root(data, "items"), "item")))


def _history_item(node: etree._Element) -> HistoryItem:
    return HistoryItem(
        version=_child_text(node, "ver"),
        date=_child_text(node, "date"),
        user=_child_text(node, "user"),
        comment=_child_text(node, "cm"),
        content=_saved_content(_child_text(node, "content")),
    )


def _saved_content(text: str) -> str | None:
    try:
        return base64.b64decode(text).decode()
    except (binascii.Error, ValueError):
        return None
