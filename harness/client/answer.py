"""One exchange with an Orchestrator, kept whole: checks judge it, evidence records it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from harness.client.errors import UnexpectedAnswerError

T = TypeVar("T")

_SHOWN = 300


class Answer(Struct, frozen=True, kw_only=True):
    """An answer and the request it belongs to.

    Attributes:
        method: Request method.
        path: Request path below the server's root, with query.
        request: Request body as text, empty for uploads.
        status: Status code.
        headers: Response headers, names in lower case.
        body: Response body.
        ms: Wall time, milliseconds.
        at: Time of the request, ISO 8601.
    """

    method: str
    path: str
    request: str
    status: int
    headers: dict[str, str]
    body: bytes
    ms: float
    at: str

    @property
    def ok(self) -> bool:
        """Whether the status is below 400."""
        return self.status < 400  # noqa: PLR2004 - the boundary of HTTP's error classes

    @property
    def hung(self) -> bool:
        """Whether a call into the plug-in did not come back within its limit (status 504)."""
        return self.status == HTTPStatus.GATEWAY_TIMEOUT

    @property
    def calls(self) -> tuple[str, ...]:
        """Ids of the host calls behind this answer (``X-Mockvro-Calls``); empty elsewhere."""
        named = self.headers.get("x-mockvro-calls", "")
        return tuple(call.strip() for call in named.split(",") if call.strip())

    @property
    def text(self) -> str:
        """The body as text; bytes that are no UTF-8 are replaced."""
        return self.body.decode("utf-8", "replace")

    @property
    def document(self) -> Any:
        """The body as JSON; None when it is empty or none."""
        try:
            return msgspec.json.decode(self.body)
        except msgspec.DecodeError:
            return None

    @property
    def message(self) -> str:
        """What an error says: ``message`` of the error document, else the start of the text."""
        document = self.document
        told = document.get("message") if isinstance(document, dict) else None
        text = told if isinstance(told, str) else self.text
        return " ".join(text[:_SHOWN].split())

    def expect(self, *statuses: int) -> Answer:
        """Return this answer if it has one of the statuses.

        Raises:
            UnexpectedAnswerError: It has another.
        """
        if self.status not in statuses:
            raise UnexpectedAnswerError(self, " or ".join(str(status) for status in statuses))
        return self

    def decode(self, model: type[T]) -> T:
        """Read the body as JSON of a known shape; keys that we do not know are ignored.

        Raises:
            UnexpectedAnswerError: The body has another shape.
        """
        try:
            return msgspec.json.decode(self.body, type=model)
        except msgspec.DecodeError as exc:
            raise UnexpectedAnswerError(self, f"a document ({exc})") from exc
