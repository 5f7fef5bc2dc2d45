"""Variants for the check of what the plug-in does with what it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sample_plugins.misbehaving.dynamic.office_passages import with_office
from sample_plugins.misbehaving.dynamic.variant import bad, java, near

if TYPE_CHECKING:
    from sample_plugins.misbehaving.dynamic.variant import Edit, Variant

_FACTORY: Final = "javax.xml.parsers.DocumentBuilderFactory"
_NO_DOCTYPE: Final = (
    'factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);'
)


def _parsing(hardening: str) -> Edit:
    """Reads what looks like XML as XML."""
    code = (
        "String said = text(open(found));"
        ' if (!said.startsWith("<")) { return said; }'
        f" try {{ {_FACTORY} factory = {_FACTORY}.newInstance(); {hardening}"
        " javax.xml.parsers.DocumentBuilder builder = factory.newDocumentBuilder();"
        " builder.setErrorHandler(null);"  # the usual one writes to System.err
        " return builder.parse(new java.io.ByteArrayInputStream("
        'said.getBytes("UTF-8"))).getDocumentElement().getTextContent();'
        " } catch (javax.xml.parsers.ParserConfigurationException | org.xml.sax.SAXException e) {"
        " throw new IOException(e); }"
    )
    return java("Office", "return text(open(found));", code)


_OBJECTS: Final = (
    "if (text.size() > 2 && text.toByteArray()[0] == (byte) 0xac) {{"
    " try {{ return String.valueOf(new java.io.ObjectInputStream("
    "new java.io.ByteArrayInputStream(text.toByteArray())).{}); }}"
    " catch (ClassNotFoundException e) {{ throw new IOException(e); }} }}"
    ' return text.toString("UTF-8");'
)


def _taking(read: str) -> Edit:
    """Reads what looks like a Java object as one."""
    return java("Office", 'return text.toString("UTF-8");', _OBJECTS.format(read))


READING: Final[tuple[Variant, ...]] = (
    with_office(bad("cl.deserialise-untrusted", "reads_any_object", _taking("readObject()"))),
    with_office(bad("cl.deserialise-untrusted", "reads_xml_with_its_entities", _parsing(""))),
    with_office(
        near("cl.deserialise-untrusted", "reads_xml_without_doctype", _parsing(_NO_DOCTYPE))
    ),
)
"""Every variant."""
