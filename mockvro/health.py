"""Whether the server of a data folder lives: what a container's health check asks."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from mockvro.errors import MockvroError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ADDRESS = "address"
"""File of the data folder that tells where its server listens, while it does."""

LIVENESS = "/vco/api/health/liveness"
_LIMIT_S = 4.0
_ANY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - a comparison, no binding


class NotAliveError(MockvroError):
    """No server lives in the data folder."""


def url_of(scheme: str, host: str, port: int) -> str:
    """The address at which this machine reaches a server that listens on a host and port."""
    near = _ANY_ADDRESS.get(host, f"[{host}]" if ":" in host else host)
    return f"{scheme}://{near}:{port}"


@contextlib.contextmanager
def announced(data: Path, url: str) -> Iterator[None]:
    """Tell in the data folder where its server listens, for as long as it does.

    Raises:
        MockvroError: The folder cannot be written.
    """
    file = data / ADDRESS
    try:
        data.mkdir(parents=True, exist_ok=True)
        file.write_text(url, "utf-8")
    except OSError as problem:
        raise MockvroError(f"cannot write: {problem.strerror}", where=str(file)) from problem
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


def require_alive(data: Path) -> None:
    """Ask the server of a data folder for its liveness.

    Raises:
        NotAliveError: None listens, or it does not say that it lives.
    """
    import ssl  # noqa: PLC0415 - a server starts without a client
    from urllib.request import urlopen  # noqa: PLC0415 - as above

    try:
        url = (data / ADDRESS).read_text("utf-8")
    except OSError as problem:
        raise NotAliveError("no server has told its address", where=str(data)) from problem
    # It asks the server beside it, whose certificate names another host as likely as not.
    context = ssl._create_unverified_context()  # noqa: S323, SLF001 - the documented way to do so
    try:
        with urlopen(url + LIVENESS, timeout=_LIMIT_S, context=context):  # noqa: S310
            return
    except (OSError, ValueError) as problem:
        raise NotAliveError(f"the server does not answer: {problem}", where=url) from problem
