"""Reading XML from outside: no network, no DTD, no entities, no huge documents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, cast

from mockvro.content.errors import MarkupError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_DECLARATION: Final = re.compile(r"\A\ufeff?\s*<\?xml\b[^>]*?\?>", re.IGNORECASE)
_PLACE: Final = re.compile(r" ?, line \d+, column \d+$")
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def parse_markup(document: str | bytes) -> etree._Element:
    """Parse a document whose author we do not trust.

    A text is parsed as text: its XML declaration is dropped, because inside packages it names
    an encoding that is wrong (`reference/package-format.md` §4). Bytes are decoded as XML says.

    Raises:
        MarkupError: The document is not well-formed, uses an entity, or is too large or deep.
    """
    from lxml import etree  # noqa: PLC0415 - a server that has nothing to read starts without it

    data = _encoded(document) if isinstance(document, str) else document
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise MarkupError(_plain(error.msg or ""), line=line, column=column) from error
    except ValueError as error:
        raise MarkupError(str(error)) from error
    _refuse_entities(root, data)
    return root


def _plain(message: str) -> str:
    """The parser's words on one line and without the place, which the error has as numbers."""
    return _PLACE.sub("", " ".join(message.split())) or "not well-formed"


def _encoded(document: str) -> bytes:
    text = _DECLARATION.sub("", document.removeprefix("\ufeff"), count=1)
    try:
        return text.lstrip().encode()
    except UnicodeEncodeError as error:
        line = document.count("\n", 0, error.start) + 1
        raise MarkupError("a character that XML does not allow", line=line) from error


def _parser() -> etree.XMLParser:
    from lxml import etree  # noqa: PLC0415 - as above

    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_pis=True,
    )


def _refuse_entities(root: etree._Element, data: bytes) -> None:
    """Entities in text are nodes; those in attribute values must be looked for in the source."""
    from lxml import etree  # noqa: PLC0415 - as above

    for node in root.iter(etree.Entity):
        raise MarkupError(f"entity {node.text} is used", line=line_of(node), entity=True)
    # the stubs do not know that the DTD may be absent and lists its entities
    dtd = cast("Any", root.getroottree().docinfo.internalDTD)
    for declared in () if dtd is None else dtd.iterentities():
        use = f"&{declared.name};".encode()
        if use in data.replace(b"\0", b""):  # UTF-16 too: names are ASCII in practice
            raise MarkupError(f"entity {use.decode()} is used", entity=True)


def line_of(element: etree._Element) -> int:
    """The line an element starts at, from 1; 0 when unknown."""
    return cast("int | None", element.sourceline) or 0


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace; the product looks at nothing else."""
    return str(element.tag).rpartition("}")[2]


def children(element: etree._Element) -> Iterator[etree._Element]:
    """The child elements, without comments."""
    return element.iterchildren("*")


def text_of(element: etree._Element | None) -> str:
    """The character data directly inside an element, also around comments; "" for no element."""
    if element is None:
        return ""
    parts = [element.text or ""]
    parts += [child.tail or "" for child in element]
    return "".join(parts)


def xml_can_hold(text: str) -> bool:
    """Whether every character of a text may occur in an XML document."""
    return _NOT_XML.search(text) is None
