"""Values of scripts and workflows: the Python model, stored texts, and the wire form."""

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
from mockvro.content.values.text import NULL, Form, from_text, to_text, type_of
from mockvro.content.values.uri import read_uri, uri_text
from mockvro.content.values.wire import from_wire, to_wire

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
