"""The server itself: what it is, whether it is ready (``rest-api.md`` §6)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from harness.client.documents import About
from harness.client.errors import ClientError, UnreachableError

if TYPE_CHECKING:
    from harness.client.transport import Transport

_POLL_SECONDS = 0.1


class ServiceApi:
    """``/about``, ``/health``, ``/users``."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def about(self) -> About:
        """Ask what the server is."""
        return self._transport.get("/vco/api/about").expect(200).decode(About)

    def who_am_i(self) -> None:
        """Check the credentials.

        Raises:
            UnexpectedAnswerError: They are refused.
        """
        self._transport.get("/vco/api/users").expect(200)

    def ready(self) -> bool:
        """Whether the server says that it is ready."""
        try:
            return self._transport.get("/vco/api/health/readiness", timeout=10).ok
        except UnreachableError:
            return False

    def wait_ready(self, deadline: float) -> None:
        """Wait until the server is ready, as after the installation of a plug-in.

        Args:
            deadline: Seconds to wait.

        Raises:
            ClientError: It is not ready in time.
        """
        end = time.monotonic() + deadline
        while not self.ready():
            if time.monotonic() > end:
                raise ClientError(
                    f"the server is not ready after {deadline:g} s", where=self._transport.url
                )
            time.sleep(_POLL_SECONDS)
