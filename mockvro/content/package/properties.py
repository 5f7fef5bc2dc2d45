"""The XML form of ``java.util.Properties``, used by ``dunes-meta-inf`` and ``info``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mockvro.content import markup
from mockvro.content.encoding import decode_either
from mockvro.content.errors import MarkupError

if TYPE_CHECKING:
    from collections.abc import Mapping

_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
    '<!DOCTYPE properties SYSTEM "http://java.sun.com/dtd/properties.dtd">\n'
)


def read_properties(data: bytes) -> dict[str, str]:
    """The keys and values, in the order of the file.

    Raises:
        MarkupError: The bytes are no ``properties`` document.
    """
    root = markup.parse_markup(decode_either(data))
    if markup.local_name(root) != "properties":
        raise MarkupError(f"root element is <{markup.local_name(root)}>, expected <properties>")
    return {
        entry.get("key", ""): markup.text_of(entry)
        for entry in markup.children(root)
        if markup.local_name(entry) == "entry"
    }


def write_properties(values: Mapping[str, str], comment: str) -> bytes:
    """The document in UTF-8, as servers write it.

    Raises:
        MarkupError: A value has characters that XML cannot hold.
    """
    from xml.sax.saxutils import escape, quoteattr  # noqa: PLC0415 - brings a client for URLs

    for key, value in values.items():
        if not markup.xml_can_hold(key + value):
            raise MarkupError(f"the value of {key!r} has characters that XML does not allow")
    lines = [f"<comment>{escape(comment)}</comment>"]
    lines += [
        f"<entry key={quoteattr(key)}>{escape(value, {chr(13): '&#13;'})}</entry>"
        for key, value in values.items()
    ]
    body = "\n".join(["<properties>", *lines, "</properties>", ""])
    return (_HEAD + body).encode()
