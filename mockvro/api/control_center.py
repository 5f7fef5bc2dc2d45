"""The Control Center, another service with its own port and account (`rest-api.md` §7.3)."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mockvro.api.call import json_only
from mockvro.api.routing import Route

if TYPE_CHECKING:
    from starlette.responses import Response

    from mockvro.api.call import Call
    from mockvro.api.services import Services
    from mockvro.store import Store

BASE = "/vco-controlcenter/api"
RUNNING = "RUNNING"


@dataclass
class ControlCenter:
    """State of one Control Center: a restart under way, and what was active after the last one."""

    restarting: threading.Event = field(default_factory=threading.Event)
    active: str | None = None

    def status(self, requested: str = RUNNING) -> dict[str, object]:
        """The status document; the current status is null while the server restarts."""
        busy = self.restarting.is_set()
        return {
            "initialStatus": RUNNING,
            "currentStatus": None if busy else RUNNING,
            "requestedStatus": requested,
            "finished": not busy,
        }

    def restart(self, services: Services) -> None:
        """Restart the scripting service in the background; one restart at a time."""
        if self.restarting.is_set():
            return
        self.restarting.set()
        threading.Thread(target=self._restart, args=(services,), daemon=True).start()

    def _restart(self, services: Services) -> None:
        try:
            services.restart_host()
            self.active = fingerprint(services.store)
        finally:
            self.restarting.clear()


def fingerprint(store: Store) -> str:
    """A digest of the installed plug-ins, which is what a restart makes active."""
    plugins = sorted(
        f"{each.name}#{each.version}#{each.build}#{each.enabled}" for each in store.plugins.all()
    )
    return hashlib.sha256("\n".join(plugins).encode()).hexdigest()


def _status(call: Call) -> Response:
    """`GET /server/status`."""
    return json_only(call.services.control_center.status())


def _restart(call: Call) -> Response:
    """`POST /server/status/restart`, and `/start`; a stop is answered and comes back up."""
    center = call.services.control_center
    center.restart(call.services)
    return json_only(center.status())


def _config_version(call: Call) -> Response:
    """`GET /server/config-version`: equal when everything that is installed is active."""
    services = call.services
    pending = fingerprint(services.store)
    automatic = services.profile.install.restart_after_plugin_change == "automatic"
    active = pending if automatic else services.control_center.active or pending
    return json_only(
        {"activeConfigurationFingerprint": active, "pendingConfigurationFingerprint": pending}
    )


ROUTES = (
    Route("GET", f"{BASE}/server/status", _status, account="root"),
    Route("POST", f"{BASE}/server/status/restart", _restart, account="root"),
    Route("POST", f"{BASE}/server/status/start", _restart, account="root"),
    Route("GET", f"{BASE}/server/config-version", _config_version, account="root"),
)
