"""Answers that say no, and which problem becomes which status (`reference/rest-api.md` §4)."""

from __future__ import annotations

from mockvro.errors import MockvroError


class ApiError(MockvroError):
    """A request that is answered with an error status.

    Attributes:
        status: HTTP status code.
    """

    status = 400


class BadRequest(ApiError):  # noqa: N818 - named as the status is
    """The request cannot be understood."""


class NotFound(ApiError):  # noqa: N818 - named as the status is
    """Nothing has this id, or the caller may not see it."""

    status = 404


class MethodNotAllowed(ApiError):  # noqa: N818 - named as the status is
    """The product has no such method for this path.

    Attributes:
        methods: Those that it has.
    """

    status = 405

    def __init__(self, what: str, methods: tuple[str, ...]) -> None:
        super().__init__(what)
        self.methods = methods


class NotAcceptable(ApiError):  # noqa: N818 - named as the status is
    """The asked media type does not exist for this resource."""

    status = 406


class Conflict(ApiError):  # noqa: N818 - named as the status is
    """The state of the server forbids it."""

    status = 409


class NotSimulated(ApiError):  # noqa: N818 - named as the status is
    """An operation of the product that this simulation does not have."""

    status = 501
