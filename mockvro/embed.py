"""A simulated Orchestrator inside this process: real HTTP on a loopback port, in a thread."""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Self

import uvicorn

from mockvro.api.services import build
from mockvro.app import app_over
from mockvro.settings import Settings

if TYPE_CHECKING:
    from types import TracebackType

    from mockvro.api.services import Services

LOOPBACK = "127.0.0.1"
BACKLOG = 128
TICK_S = 0.1
TICKS_A_DAY = 864000
STOP_S = 30.0
"""Seconds that stopping may take; a JVM that does not end is killed long before."""

__all__ = ["Server", "Settings"]


class _Listener(uvicorn.Server):
    """A server that stops when told instead of at its next tick."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wake = asyncio.Event()

    async def main_loop(self) -> None:
        """Tick until asked to exit; ticks keep the Date header right."""
        self._loop = asyncio.get_running_loop()
        tick = 0
        while not await self.on_tick(tick):
            tick = (tick + 1) % TICKS_A_DAY
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), TICK_S)

    def exit_soon(self) -> None:
        """Ask to exit, from any thread."""
        self.should_exit = True
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._wake.set)


class Server:
    """Context manager around one server; several may live in one process.

    Attributes:
        services: The parts, for tests that look inside.
    """

    def __init__(self, settings: Settings) -> None:
        self.services: Services = build(settings)
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        config = uvicorn.Config(
            app_over(self.services),
            log_config=None,
            access_log=False,
            lifespan="on",
            ws="none",
            timeout_graceful_shutdown=1,
        )
        self._server = _Listener(config)
        self._thread = threading.Thread(target=self._run, name="mockvro", daemon=True)

    @property
    def url(self) -> str:
        """Scheme, host and port, without a closing slash."""
        host, port = self._socket.getsockname()[:2]
        return f"http://{host}:{port}"

    def start(self) -> None:
        """Listen and serve; requests sent from now on are answered once the thread runs."""
        self._socket.bind((LOOPBACK, 0))
        # Listening here, not in the thread, makes the address usable at once.
        self._socket.listen(BACKLOG)
        self._thread.start()

    def _run(self) -> None:
        self._server.run(sockets=[self._socket])

    def stop(self) -> None:
        """Stop serving, end the JVM, close the store."""
        self._server.exit_soon()
        self._thread.join(STOP_S)
        self._socket.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
