"""Values of scripts and workflows: the Python model, stored texts, and the wire form."""

from mockvro.content.values.forms import NULL, Form
from mockvro.content.values.model import (
    JavaList,
    JavaMap,
    MimeAttachment,
    OpaqueText,
    Reference,
    SdkObject,
    SecureString,
    Unserialisable,
    Value,
)
from mockvro.content.values.reading import from_text
from mockvro.content.values.uri import read_uri, uri_text
from mockvro.content.values.wire import from_wire, to_wire
from mockvro.content.values.writing import to_text, type_of

__all__ = [
    "NULL",
    "Form",
    "JavaList",
    "JavaMap",
    "MimeAttachment",
    "OpaqueText",
    "Reference",
    "SdkObject",
    "SecureString",
    "Unserialisable",
    "Value",
    "from_text",
    "from_wire",
    "read_uri",
    "to_text",
    "to_wire",
    "type_of",
    "uri_text",
]
