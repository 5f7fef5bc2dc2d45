"""The ASGI application of one simulated Orchestrator."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from anyio import to_thread
from starlette.applications import Starlette
from starlette.routing import Mount

from mockvro.api.dispatch import Dispatcher
from mockvro.api.routes import routes
from mockvro.api.routing import Router
from mockvro.api.services import build

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from mockvro.api.services import Services
    from mockvro.settings import Settings


def create_app(settings: Settings) -> Starlette:
    """The application; nothing runs until its lifespan begins, and nothing after it ends.

    Raises:
        UnknownProfileError: The profile does not exist.
        StoreError: The data folder cannot be used.
    """
    return app_over(build(settings))


def app_over(services: Services) -> Starlette:
    """The application over parts that exist already."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        services.start()
        try:
            yield
        finally:
            await to_thread.run_sync(services.stop)

    app = Starlette(
        routes=[Mount("/", app=Dispatcher(services, Router(routes(services.settings))))],
        lifespan=lifespan,
    )
    app.state.services = services
    return app
