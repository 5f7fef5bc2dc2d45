"""Who is asking: Basic and Bearer, and the challenge that some clients wait for."""

from __future__ import annotations

import base64
import binascii
import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockvro.settings import Settings

CHALLENGE = {"WWW-Authenticate": 'Basic realm="VMware vRealize Orchestrator"'}


def authenticate(header: str | None, settings: Settings, *, also: str = "") -> str | None:
    """The user that an Authorization header proves, or None.

    Basic knows one account; a user sent as `name@domain` is the same one. A Bearer token counts
    only if the settings name it. `also` is a further name of the account.
    """
    scheme, _, credentials = (header or "").strip().partition(" ")
    if scheme.lower() == "basic":
        return _basic(credentials.strip(), settings, also)
    if scheme.lower() == "bearer":
        return _bearer(credentials.strip(), settings)
    return None


def _basic(credentials: str, settings: Settings, also: str) -> str | None:
    try:
        decoded = base64.b64decode(credentials, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    user, _, password = decoded.partition(":")
    names = {settings.username, also} - {""}
    known = user in names or user.partition("@")[0] in names
    return user if _same(password, settings.password) and known else None


def _bearer(token: str, settings: Settings) -> str | None:
    known = [_same(token, each) for each in settings.bearer_tokens]
    return settings.username if any(known) else None


def _same(left: str, right: str) -> bool:
    return hmac.compare_digest(left.encode(), right.encode())
