"""The version history of an element (`reference/package-format.md` §3.4): read, grown."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from mockvro.content.encoding import decode_utf16, encode_utf16
from mockvro.content.errors import MarkupError
from mockvro.content.markup_write import cdata
from mockvro.store.sides import HISTORY

if TYPE_CHECKING:
    from mockvro.store import Element, Store

EMPTY = "<items></items>"
DATE = "%Y%m%d%H%M%S%z"
LAST = ("<last-content-signature", "</items>", "<items/>")


@dataclass(frozen=True, slots=True)
class Version:
    """One saved version.

    Attributes:
        id: Digest of content, version and date: names the version in addresses.
        moment: When it was saved; None when the date cannot be read.
        content: XML of the element at that time; None when it cannot be decoded.
    """

    id: str
    number: str
    moment: datetime | None
    user: str
    comment: str
    content: str | None


def versions(store: Store, element: Element) -> list[Version]:
    """Saved versions, newest first; a history that cannot be read counts as none."""
    data = store.sides.get(element.kind, element.id, HISTORY)
    if data is None:
        return []
    from mockvro.content.package.sides import read_history  # noqa: PLC0415 - as in Saver

    try:
        items = read_history(data)
    except MarkupError:
        return []
    found = [
        Version(
            hashlib.sha1(
                f"{each.version}\n{each.date}\n{each.content}".encode(), usedforsecurity=False
            ).hexdigest(),
            each.version,
            _moment(each.date),
            each.user,
            each.comment,
            each.content,
        )
        for each in items
    ]
    return sorted(found, key=lambda each: each.moment or datetime.min.replace(tzinfo=UTC))[::-1]


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, DATE)  # noqa: DTZ007 - DATE has %z
    except ValueError:
        return None


def grow(store: Store, element: Element, user: str, now_ms: int, comment: str = "") -> None:
    """Add the present content as the newest version."""
    data = store.sides.get(element.kind, element.id, HISTORY)
    text = decode_utf16(data) if data is not None else EMPTY
    item = _item(element, user, now_ms, comment)
    for mark in LAST:
        head, found, tail = text.rpartition(mark)
        if found:
            middle = f"<items>{item}</items>" if mark == "<items/>" else f"{item}{mark}"
            grown = f"{head}{middle}{tail}"
            store.sides.put(element.kind, element.id, HISTORY, encode_utf16(grown))
            return


def _item(element: Element, user: str, now_ms: int, comment: str) -> str:
    content = base64.b64encode(element.text.encode(errors="replace")).decode()
    date = datetime.fromtimestamp(now_ms / 1000, UTC).strftime(DATE)
    return (
        f'<item><content initialized="true">{content}</content>'
        f"<ver>{cdata(element.version)}</ver><date>{date}</date>"
        f"<user>{cdata(user)}</user><cm>{cdata(comment)}</cm></item>"
    )
