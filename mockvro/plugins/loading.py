"""Loading the installed plug-ins into a fresh JVM."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import msgspec

from mockvro.host.errors import HostCallError, HostDeadline, HostDied
from mockvro.plugins.errors import exception_text

if TYPE_CHECKING:
    from mockvro.plugins.files import PluginFiles
    from mockvro.plugins.runtime import Host
    from mockvro.store import InstalledPlugin, Store


class Loader:
    """Loads plug-ins and remembers which of them failed.

    A plug-in that fails to load is a fact about that plug-in: it stays listed, its catalog answers
    with the failure, and neither the JVM nor the other plug-ins are touched by it
    (`reference/plugin-host-protocol.md` §2).
    """

    def __init__(self, store: Store, files: PluginFiles, limit_s: float) -> None:
        self._store = store
        self._files = files
        self._limit_s = limit_s
        self._lock = threading.Lock()
        self._failures: dict[str, str] = {}

    def load_all(self, host: Host) -> None:
        """Load every enabled plug-in; when one takes the JVM down the rest is not tried.

        The death needs no note of its own: every later call to this JVM meets it.
        """
        with self._lock:
            self._failures = {}
        for plugin in self._store.plugins.all():
            if plugin.enabled and not self._load(host, plugin):
                return

    def _load(self, host: Host, plugin: InstalledPlugin) -> bool:
        """Load one plug-in; False when the JVM ended. The host files what came of it."""
        try:
            host.call("plugin.load", self._params(plugin), limit_s=self._limit_s)
        except HostCallError as error:
            exception = error.exception
            self._failed(plugin, exception_text(exception) if exception else str(error))
        except HostDeadline as error:
            self._failed(plugin, str(error))
        except HostDied:
            return False
        return True

    def _failed(self, plugin: InstalledPlugin, reason: str) -> None:
        with self._lock:
            self._failures[plugin.name] = reason

    def _params(self, plugin: InstalledPlugin) -> dict[str, Any]:
        descriptor = msgspec.json.decode(plugin.descriptor)
        return {
            "name": plugin.name,
            "version": plugin.version,
            "build": plugin.build,
            "jars": [str(path) for path in self._files.jars(plugin.name)],
            "parent": descriptor["classpath_parent"],
            "descriptor": descriptor,
            "endpoints": [
                {"id": endpoint.id, "entries": endpoint.entries}
                for endpoint in self._store.endpoints.of(plugin.name)
            ],
        }

    def failures(self) -> dict[str, str]:
        """Module name to the text of the failure, for plug-ins that did not load."""
        with self._lock:
            return dict(self._failures)
