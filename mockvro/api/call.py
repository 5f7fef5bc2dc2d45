"""One request as a handler sees it, and the answers a handler can give."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec
from starlette.datastructures import Headers, QueryParams, UploadFile
from starlette.responses import Response

from mockvro.api.conditions import (
    Condition,
    Order,
    Page,
    parse_conditions,
    parse_orders,
    parse_page,
)
from mockvro.api.errors import BadRequest
from mockvro.api.media import document_format, wants_binary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.datastructures import FormData

    from mockvro.api.documents import Json
    from mockvro.api.links import Links
    from mockvro.api.services import Services

UNSAFE_IN_FILE_NAME = re.compile(r'[^!-~]|[";]')
NO_FILE = "the request has no part called 'file'"


@dataclass(frozen=True, slots=True)
class Upload:
    """An uploaded file.

    Attributes:
        name: Without folders.
        stream: Its bytes.
        content_type: What the client says it is; empty when it says nothing.
    """

    name: str
    stream: BinaryIO
    content_type: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """One authenticated request.

    Attributes:
        services: The parts of the simulated Orchestrator.
        method: HTTP method.
        url_path: Path of the request, escaped as the client sent it.
        path: Values of the pattern's variables, each decoded once.
        tail: Decoded segments matched by a closing `**`.
        query: Query parameters, repeated ones included.
        headers: Request headers.
        body: Bytes of the body unless it was multipart.
        form: Parts of a multipart body.
        links: Maker of absolute addresses.
        user: Authenticated user; empty on open paths.
    """

    services: Services
    method: str
    url_path: str
    path: Mapping[str, str]
    tail: tuple[str, ...]
    query: QueryParams
    headers: Headers
    body: bytes
    form: FormData | None
    links: Links
    user: str

    @property
    def accept(self) -> str:
        """The Accept header, empty when absent."""
        return self.headers.get("accept", "")

    @property
    def wants_binary(self) -> bool:
        """Whether the client asks for a file instead of a document."""
        return wants_binary(self.accept)

    @property
    def is_xml(self) -> bool:
        """Whether the body is XML."""
        return "xml" in self.headers.get("content-type", "").lower()

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A boolean query parameter; anything but the two words is the default."""
        return {"true": True, "false": False}.get(self.query.get(name, "").lower(), default)

    def conditions(self) -> tuple[Condition, ...]:
        """The conditions of the query."""
        return parse_conditions(self.query.getlist("conditions"))

    def page(self, *, honours_start: bool = True) -> Page:
        """The paging parameters of the query."""
        return parse_page(self.query, honours_start=honours_start)

    def orders(self) -> tuple[Order, ...]:
        """The ordering of the query; one client writes the parameter in the singular."""
        return parse_orders(self.query.getlist("sortOrders") + self.query.getlist("sortOrder"))

    def json(self) -> Any:
        """The body as JSON; None when it is empty.

        Raises:
            BadRequest: The body is no JSON.
        """
        if not self.body.strip():
            return None
        try:
            return msgspec.json.decode(self.body)
        except msgspec.DecodeError as problem:
            raise BadRequest(f"the body is not JSON: {problem}") from problem

    def json_object(self) -> Json:
        """The body as a JSON object; empty for no body.

        Raises:
            BadRequest: The body is no JSON object.
        """
        found = self.json()
        if found is None:
            return {}
        if not isinstance(found, dict):
            raise BadRequest("the body must be a JSON object")
        return found

    def document(self) -> Json:
        """The body as an object, whether it came as JSON or as XML; empty for no body.

        Raises:
            BadRequest: The body is neither.
        """
        if self.is_xml and self.body.strip():
            # Reading XML brings lxml; a server that only sees JSON starts without it.
            from mockvro.api.xmlread import read_document  # noqa: PLC0415

            return read_document(self.body)
        return self.json_object()

    @property
    def is_upload(self) -> bool:
        """Whether the body is a file instead of a document."""
        kind = self.headers.get("content-type", "").lower()
        return self.form is not None or kind.startswith("application/octet-stream")

    def upload(self) -> Upload:
        """The multipart part `file`, or a body that is the file; other parts are tolerated.

        Raises:
            BadRequest: There is no such part.
        """
        if self.form is None and self.is_upload and self.body:
            return Upload("upload", BytesIO(self.body))
        part = self.form.get("file") if self.form is not None else None
        if not isinstance(part, UploadFile):
            raise BadRequest(NO_FILE, advice="send multipart/form-data with the part 'file'")
        name = (part.filename or "").replace("\\", "/").rsplit("/", 1)[-1]
        return Upload(name or "upload", part.file, part.content_type or "")

    def field(self, name: str) -> str | None:
        """A text part of a multipart body."""
        part = self.form.get(name) if self.form is not None else None
        return part if isinstance(part, str) else None


def document(
    call: Call,
    root: str,
    content: Json,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A document in the format that the client asked for."""
    if document_format(call.accept) == "xml":
        # A server that only sees JSON starts without lxml.
        from mockvro.api import xmlform  # noqa: PLC0415

        body = xmlform.render(root, content)
        return Response(body, status, headers, media_type="application/xml")
    return Response(msgspec.json.encode(content), status, headers, media_type="application/json")


def json_only(content: Any, *, status: int = 200) -> Response:
    """A document that exists as JSON only."""
    return Response(msgspec.json.encode(content), status, media_type="application/json")


def file(data: bytes, media_type: str, name: str) -> Response:
    """A file; the name is neither quoted nor followed by parameters, as one client needs it."""
    safe = UNSAFE_IN_FILE_NAME.sub("_", name)
    disposition = {"Content-Disposition": f"attachment; filename={safe}"}
    return Response(data, 200, disposition, media_type=media_type)


def empty(status: int = 204, headers: Mapping[str, str] | None = None) -> Response:
    """No body."""
    return Response(status_code=status, headers=headers)
