"""Writing XML pieces that read back as what was written."""

from __future__ import annotations

from mockvro.content.errors import MarkupError
from mockvro.content.markup import xml_can_hold


def cdata(text: str) -> str:
    """Character data that reads back as the text.

    Raises:
        MarkupError: The text has characters that XML cannot hold.
    """
    if not xml_can_hold(text):
        raise MarkupError(f"{text[:40]!r} has characters that XML does not allow")
    if "]]>" in text or "\r" in text:
        from xml.sax.saxutils import escape  # noqa: PLC0415 - brings a client for URLs

        return escape(text, {"\r": "&#13;"})
    return f"<![CDATA[{text}]]>"


def attribute(text: str) -> str:
    """A quoted attribute value that reads back as the text.

    Raises:
        MarkupError: The text has characters that XML cannot hold.
    """
    if not xml_can_hold(text):
        raise MarkupError(f"{text[:40]!r} has characters that XML does not allow")
    from xml.sax.saxutils import quoteattr  # noqa: PLC0415 - as above

    return quoteattr(text)
