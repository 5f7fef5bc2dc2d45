"""Answers that hold until the store changes.

Clients poll lists, and a list of some hundred elements takes milliseconds to make.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from starlette.responses import Response

if TYPE_CHECKING:
    from mockvro.api.call import Call
    from mockvro.api.routing import Handler

MOST: Final = 32
"""Answers kept; the one that was used the longest time ago goes first."""

LARGEST: Final = 4 << 20
"""Bytes of an answer that is kept at most, so that all of them stay below 128 MiB."""

Key = tuple[str, ...]


class Memo:
    """The last answers of one server, each with the state of the store that it was made of."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answers: OrderedDict[Key, tuple[int, bytes, str]] = OrderedDict()

    def find(self, key: Key, changes: int) -> tuple[bytes, str] | None:
        """Body and media type, unless the store has changed since."""
        with self._lock:
            known = self._answers.get(key)
            if known is None or known[0] != changes:
                return None
            self._answers.move_to_end(key)
            return known[1:]

    def keep(self, key: Key, changes: int, body: bytes, media_type: str) -> None:
        """Keep an answer in place of the one before."""
        if len(body) > LARGEST:
            return
        with self._lock:
            self._answers[key] = (changes, body, media_type)
            self._answers.move_to_end(key)
            if len(self._answers) > MOST:
                self._answers.popitem(last=False)


def remembered(make: Handler) -> Handler:
    """A handler that makes its answer again only after the store has changed.

    For handlers whose answer is a 200 that depends on nothing but the request and the store.
    """

    def handler(call: Call) -> Response:
        memo, changes = call.services.memo, call.services.store.changes
        key = (call.url_path, str(call.query), call.accept, call.links.origin, call.user)
        known = memo.find(key, changes)  # counted before it is read: a change between makes a miss
        if known is not None:
            return Response(known[0], media_type=known[1])
        response = make(call)
        memo.keep(key, changes, bytes(response.body), response.media_type or "")
        return response

    return handler
