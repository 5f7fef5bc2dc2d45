"""Which representation a client gets (`reference/rest-api.md` §1.2)."""

from __future__ import annotations

from typing import Literal

Format = Literal["json", "xml"]

BINARY_TYPES = ("application/zip", "application/octet-stream")
METADATA_TYPE = "application/vnd.o11n.resource.metadata"


def media_types(accept: str) -> tuple[str, ...]:
    """Media types of an Accept header in the order sent, lower case, without parameters."""
    types = (part.split(";")[0].strip().lower() for part in accept.split(","))
    return tuple(each for each in types if each)


def document_format(accept: str) -> Format:
    """JSON or XML for a document; JSON whenever the header leaves it open.

    Clients that send nothing, `*/*` or only a binary type parse errors as JSON.
    """
    for each in media_types(accept):
        if each in ("application/json", "*/*") or each.endswith("+json"):
            return "json"
        if each in ("application/xml", "text/xml") or each == f"{METADATA_TYPE}+xml":
            return "xml"
    return "json"


def wants_binary(accept: str) -> bool:
    """Whether an archive or file is asked for before any document type."""
    types = media_types(accept)
    return bool(types) and types[0] in BINARY_TYPES
