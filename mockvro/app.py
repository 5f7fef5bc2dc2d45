"""The ASGI application of one simulated Orchestrator."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from anyio import to_thread
from starlette.applications import Starlette
from starlette.routing import Mount

from mockvro.api import control_center
from mockvro.api.dispatch import Dispatcher
from mockvro.api.operations import CENTER, NEWEST, OLDER
from mockvro.api.routes import routes
from mockvro.api.routing import Router
from mockvro.api.services import build

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.types import Receive, Scope, Send

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

    served = routes(services.settings, services.profile)
    rest = services.profile.rest
    older = (OLDER,) if rest.posted_plugins else ()
    api = Dispatcher(services, Router(served), (NEWEST, *older, CENTER))
    center = Dispatcher(services, Router(control_center.ROUTES), (CENTER,))

    async def by_port(scope: Scope, receive: Receive, send: Send) -> None:
        port = (scope.get("server") or ("", None))[1]
        is_center = port is not None and port == services.settings.control_center_port
        await (center if is_center else api)(scope, receive, send)

    app = Starlette(routes=[Mount("/", app=by_port)], lifespan=lifespan)
    app.state.services = services
    return app
