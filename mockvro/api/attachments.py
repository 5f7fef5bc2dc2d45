"""Files as parameter values (`reference/rest-api.md` §2).

Stored, an attachment is Base64 of JSON with the same three keys (`docs/host-protocol.md`).
"""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

import msgspec

from mockvro.api.errors import BadRequest
from mockvro.content.values import MimeAttachment

if TYPE_CHECKING:
    from mockvro.api.documents import Json

KEYS = ("name", "mime-type", "content")


def read_attachment(content: Json) -> MimeAttachment:
    """The attachment; one client says `content` where others say `mime-content`.

    Raises:
        BadRequest: The content is not Base64.
    """
    data = content.get("mime-content", content.get("content")) or ""
    try:
        base64.b64decode(data, validate=True)
    except (binascii.Error, TypeError, ValueError) as problem:
        raise BadRequest(f"an attachment's content must be Base64: {problem}") from problem
    stored = {
        "name": str(content.get("name") or ""),
        "mime-type": str(content.get("mime-type") or ""),
        "content": str(data),
    }
    return MimeAttachment(base64.b64encode(msgspec.json.encode(stored)).decode())


def write_attachment(value: MimeAttachment) -> Json:
    """The value as its one-key object; a text in another layout is shown as it is."""
    try:
        stored = msgspec.json.decode(base64.b64decode(value.text, validate=True))
    except (binascii.Error, ValueError, msgspec.DecodeError):
        stored = None
    if not isinstance(stored, dict) or not all(isinstance(stored.get(key), str) for key in KEYS):
        return {"string": {"value": value.text}}
    content = {"name": stored["name"], "mime-type": stored["mime-type"]}
    # Clients read either word.
    return {
        "mime-attachment": content
        | {"mime-content": stored["content"], "content": stored["content"]}
    }
