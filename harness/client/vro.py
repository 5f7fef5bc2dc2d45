"""The client: one object, one member per resource."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.client.actions import ActionsApi
from harness.client.catalog import CatalogApi
from harness.client.events import EventsApi
from harness.client.mockvro import MockvroApi
from harness.client.observer import ObserverApi
from harness.client.packages import PackagesApi
from harness.client.plugins import PluginsApi
from harness.client.service import ServiceApi
from harness.client.workflows import WorkflowsApi

if TYPE_CHECKING:
    from harness.client.transport import Transport


class VroClient:
    """Typed client of ``/vco/api``, and of ``/mockvro`` where the server is the simulation.

    Every request has a time-out; statuses that the API does not document raise
    :class:`~harness.client.errors.UnexpectedAnswerError`. What a plug-in does wrong is returned,
    never raised.
    """

    def __init__(self, transport: Transport) -> None:
        self.transport = transport
        self.service = ServiceApi(transport)
        self.plugins = PluginsApi(transport)
        self.packages = PackagesApi(transport)
        self.workflows = WorkflowsApi(transport)
        self.actions = ActionsApi(transport)
        self.catalog = CatalogApi(transport)
        self.mockvro = MockvroApi(transport)
        self.observer = ObserverApi(transport)
        self.events = EventsApi(transport)
