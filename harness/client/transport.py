"""Requests with time-outs, credentials and a record of every exchange."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import requests
import urllib3
from msgspec import Struct

from harness.client.answer import Answer
from harness.client.errors import AnswerTimeoutError, ClientError, UnreachableError

if TYPE_CHECKING:
    from collections.abc import Callable

_CONNECT_SECONDS = 5.0


class Credentials(Struct, frozen=True):
    """Basic credentials, or a bearer token when ``token`` is set (``rest-api.md`` §5)."""

    username: str = ""
    password: str = ""
    token: str = ""


def segments(*parts: str) -> str:
    """Join path segments; ids may hold ``/``, ``%`` and blanks (``rest-api.md`` §15)."""
    return "/".join(quote(part, safe="") for part in parts)


class Transport:
    """Sends requests to one Orchestrator.

    Args:
        url: Address of the server, without ``/vco/api``.
        credentials: Who we are.
        record: Called with every answer, in order.
        gate: Called with the path before every request; raises to keep it from being sent.
        verify: Whether to verify certificates, or the file of the authority to trust.
        timeout: Seconds to wait for an answer unless a call says otherwise.
    """

    def __init__(
        self,
        url: str,
        credentials: Credentials,
        *,
        record: Callable[[Answer], None] = lambda _: None,
        gate: Callable[[str], None] = lambda _: None,
        verify: bool | str = True,
        timeout: float = 60.0,
    ) -> None:
        self._url = url.rstrip("/")
        self._record = record
        self._gate = gate
        self._timeout = timeout
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.verify = verify
        if verify is False:  # asked for; a warning at every request tells nobody anything
            urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)
        self._session.headers["Accept"] = "application/json"
        if credentials.token:
            self._session.headers["Authorization"] = f"Bearer {credentials.token}"
        else:
            self._session.auth = (credentials.username, credentials.password)

    @property
    def url(self) -> str:
        """Address of the server."""
        return self._url

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def request(
        self,
        method: str,
        path: str,
        *,
        timeout: float | None = None,
        **options: Any,
    ) -> Answer:
        """Send one request; ``path`` is absolute, or a whole address that the server gave us.

        Raises:
            UnreachableError: Nothing answers, or the connection broke.
            AnswerTimeoutError: No answer within ``timeout`` seconds.
            ClientError: The address is none.
        """
        address = path if "://" in path else self._url + path
        self._gate(path)
        limit = timeout or self._timeout
        at, begin = datetime.now(UTC).isoformat(timespec="milliseconds"), time.perf_counter()
        try:
            response = self._session.request(
                method, address, timeout=(_CONNECT_SECONDS, limit), **options
            )
        except requests.ReadTimeout as exc:
            raise AnswerTimeoutError(
                f"no answer within {limit:g} s", where=f"{method} {address}"
            ) from exc
        except requests.exceptions.SSLError as exc:
            raise UnreachableError(
                f"its certificate is not trusted: {_reason(exc)}",
                where=f"{method} {address}",
                advice="name its authority with --ca FILE",
            ) from exc
        except requests.ConnectionError as exc:
            raise UnreachableError(
                "the Orchestrator does not answer",
                where=f"{method} {address}",
                advice="see the log of the server beside the journal",
            ) from exc
        except requests.RequestException as exc:
            raise ClientError(f"the request failed: {exc}", where=f"{method} {address}") from exc
        answer = _answer(method, response, at, (time.perf_counter() - begin) * 1000)
        self._record(answer)
        return answer

    def get(self, path: str, *, timeout: float | None = None, **options: Any) -> Answer:
        """Send a GET."""
        return self.request("GET", path, timeout=timeout, **options)

    def post(self, path: str, document: Any = None, *, timeout: float | None = None) -> Answer:
        """Send a POST with a JSON body."""
        return self.request("POST", path, timeout=timeout, json=document)

    def delete(self, path: str, **options: Any) -> Answer:
        """Send a DELETE."""
        return self.request("DELETE", path, **options)


def _answer(method: str, response: requests.Response, at: str, ms: float) -> Answer:
    target = urlsplit(response.url)
    sent = response.request.body
    json_sent = isinstance(sent, bytes) and "json" in response.request.headers.get(
        "Content-Type", ""
    )
    return Answer(
        method=method,
        path=target.path + (f"?{target.query}" if target.query else ""),
        request=sent.decode("utf-8", "replace") if isinstance(sent, bytes) and json_sent else "",
        status=response.status_code,
        headers={name.lower(): value for name, value in response.headers.items()},
        body=response.content,
        ms=ms,
        at=at,
    )


def _reason(exc: requests.exceptions.SSLError) -> str:
    """What OpenSSL says, without the layers around it."""
    found = re.search(r"SSL\w*Error\(.*?'(?:\[SSL[^]]*\] )?([^']*)'", str(exc))
    return found[1] if found else " ".join(str(exc).split())
