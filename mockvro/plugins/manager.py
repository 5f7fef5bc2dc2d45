"""Plug-ins of one Orchestrator: staging, installing, removing, enabling, asking."""

from __future__ import annotations

import logging
import threading
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from mockvro.content.descriptor import Descriptor
from mockvro.errors import MockvroError
from mockvro.plugins.finders import Finders
from mockvro.plugins.pending import Pending, PendingInstallations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mockvro.plugins.installer import Installer, InstallResult
    from mockvro.plugins.runtime import Runtime
    from mockvro.settings import Settings
    from mockvro.store import InstalledPlugin, Store

log = logging.getLogger("mockvro.plugins")


class NotLoadedError(MockvroError):
    """The plug-in is installed but did not load."""


class PluginManager:
    """Installs and removes plug-ins, one change at a time, and knows which of them work.

    Args:
        settings: What the server was started with.
        store: Where plug-ins are listed.
        installer: Puts one dar into the store.
        runtime: Where plug-ins are asked.
        restart: Ends the JVM, starts a fresh one if a plug-in needs it, resumes unfinished runs.

    Attributes:
        instance_id: Id of this server since it was started.
        pending: Uploads that wait for a decision.
    """

    def __init__(
        self,
        settings: Settings,
        store: Store,
        installer: Installer,
        runtime: Runtime,
        restart: Callable[[], None],
    ) -> None:
        self.instance_id = str(uuid.uuid4())
        self.pending = PendingInstallations(
            settings.data_dir / "uploads", settings.installation_ttl_s, settings.clock
        )
        self._settings = settings
        self._store = store
        self._installer = installer
        self._files = installer.files
        self._runtime = runtime
        self._restart = restart
        self._changing = threading.Lock()
        self._ready = threading.Event()
        self._descriptors: dict[str, Descriptor] = {}

    @property
    def ready(self) -> bool:
        """Whether all installed plug-ins were loaded or failed to, and their JVM lives."""
        is_settled = self._ready.is_set() and not self._changing.locked()
        return is_settled and self._runtime.facts()["state"] != "dead"

    def start(self) -> None:
        """Load installed plug-ins in the background; without any, no JVM is started."""
        if not self.enabled():
            self._ready.set()
            return
        threading.Thread(target=self._load, name="plugin-start", daemon=True).start()

    def _load(self) -> None:
        try:
            self._runtime.ensure()
        except MockvroError as problem:
            # Whoever needs the JVM meets the same problem again and is told.
            log.warning("plug-ins are not loaded: %s", problem)
        finally:
            self._ready.set()

    def enabled(self) -> list[InstalledPlugin]:
        """Installed plug-ins that are not disabled."""
        return [plugin for plugin in self._store.plugins.all() if plugin.enabled]

    def failures(self) -> dict[str, str]:
        """Module name to failure text of plug-ins that did not load."""
        return self._runtime.failures()

    def stage(self, name: str, stream: BinaryIO) -> Pending:
        """Read an upload; nothing is installed yet.

        Raises:
            ContentError: It cannot be read.
            UploadError: It holds no plug-in.
        """
        return self.pending.add(name, stream)

    def install(self, pending: Pending) -> list[InstallResult]:
        """Install what was agreed to, then restart the JVM once.

        Raises:
            ContentError: A package cannot be read; nothing has been installed then.
            MissingPackageError: A package is not in the dar; nothing has been installed then.
        """
        with self._change():
            prepared = [self._installer.prepare(offer) for offer in pending.offers]
            with self._store.transaction():
                results = [self._installer.carry_out(each) for each in prepared]
            if any(result.state != "NOT_INSTALLED" for result in results):
                self._restart()
        return results

    def remove(self, plugins: Iterable[InstalledPlugin]) -> None:
        """Remove plug-ins and restart.

        Their content packages stay, as documented for 8.x (`reference/rest-api.md` §7.1), and so do
        their endpoint configurations: the product keeps those as resource elements of the server,
        and no source says that removal touches them. `GET /mockvro/state` lists both.
        """
        with self._change():
            for plugin in plugins:
                self._store.plugins.remove(plugin.name)
                self._files.remove(plugin.name)
            self._restart()

    def update(
        self, plugin: InstalledPlugin, *, enabled: bool | None, log_level: str | None
    ) -> None:
        """Enable, disable or change the log level; a change of the first restarts the JVM."""
        changed = msgspec.structs.replace(
            plugin,
            enabled=plugin.enabled if enabled is None else enabled,
            log_level=log_level or plugin.log_level,
        )
        with self._change():
            self._store.plugins.put(changed)
            if changed.enabled != plugin.enabled:
                self._restart()

    def dar(self, module: str) -> bytes | None:
        """The dar of an installed plug-in as it was uploaded."""
        return self._files.dar(module)

    def image(self, module: str, path: str | None) -> bytes | None:
        """An image of an installed plug-in; None when there is none."""
        return self._files.resource(module, path) if path else None

    def descriptor(self, plugin: InstalledPlugin) -> Descriptor:
        """The parsed descriptor of an installed plug-in."""
        return msgspec.json.decode(plugin.descriptor, type=Descriptor)

    def finders(self, module: str, user: str, *, internal: bool = False) -> Finders | None:
        """The finder calls of a user on a plug-in; None when it is unknown or disabled.

        Every user has one session, as every log-in of the product has.

        Raises:
            NotLoadedError: The plug-in did not load.
        """
        descriptor = self._enabled_descriptor(module)
        if descriptor is None:
            return None
        self._runtime.ensure()
        failure = self.failures().get(descriptor.name)
        if failure is not None:
            raise NotLoadedError(failure, where=f"plug-in {descriptor.name} failed to load")
        overrides = self._settings.finder_limits_s
        session = f"{'internal' if internal else 'rest'}:{user}"
        # the JVM takes every session that nobody opened for one of the first account
        if internal or user != self._settings.username:
            password = self._settings.password
            self._runtime.open_session(session, user, password, internal=internal)
        return Finders(self._runtime, descriptor, session, overrides)

    def _enabled_descriptor(self, module: str) -> Descriptor | None:
        """The descriptor of an enabled plug-in; kept, because every finder call needs it."""
        found = self._descriptors.get(module)
        if found is None:
            plugin = self._store.plugins.get(module)
            if plugin is None or not plugin.enabled:
                return None
            found = self._descriptors[module] = self.descriptor(plugin)
        return found

    @contextmanager
    def _change(self) -> Iterator[None]:
        """One change of the installed plug-ins at a time."""
        with self._changing:
            try:
                yield
            finally:
                self._descriptors = {}
