"""Installing, listing and removing plug-ins, 8.x flow (``rest-api.md`` §7.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from harness.client.documents import InstallResult, InstallResults, PendingDocument, PluginDocument
from harness.client.errors import UnexpectedAnswerError
from harness.client.transport import segments

if TYPE_CHECKING:
    from pathlib import Path

    from harness.client.answer import Answer
    from harness.client.transport import Transport

_PLUGINS = "/vco/api/plugins"
_PENDING = "/vco/api/plugins/installations"


class _Listing(Struct, frozen=True):
    plugins: tuple[PluginDocument, ...] = ()
    plugin: tuple[PluginDocument, ...] = ()


class PluginsApi:
    """``/plugins`` and ``/plugins/installations``."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self) -> tuple[PluginDocument, ...]:
        """List the installed plug-ins."""
        listing = self._transport.get(_PLUGINS).expect(200).decode(_Listing)
        return listing.plugins or listing.plugin

    def get(self, name: str) -> PluginDocument | None:
        """Find an installed plug-in by its module name."""
        return next((plugin for plugin in self.list() if plugin.module_name == name), None)

    def upload(self, artifact: Path, *, timeout: float = 120.0) -> Answer:
        """Upload an archive; nothing is installed yet. Any status is returned."""
        with artifact.open("rb") as file:
            return self._transport.request(
                "POST", _PENDING, timeout=timeout, files={"file": (artifact.name, file)}
            )

    def pending(self, artifact: Path) -> PendingDocument:
        """Upload an archive that must be accepted as a pending installation.

        Raises:
            UnexpectedAnswerError: The server refuses the archive.
        """
        return self.upload(artifact).expect(201).decode(PendingDocument)

    def pending_exists(self, installation: str) -> bool:
        """Whether an installation is still pending."""
        return self._transport.get(f"{_PENDING}/{segments(installation)}").ok

    def accept(self, installation: str, *, timeout: float = 120.0) -> Answer:
        """Accept the licence and install. Any status is returned."""
        return self._decide(installation, accepted=True, timeout=timeout)

    def refuse(self, installation: str) -> Answer:
        """Refuse the licence; the server must install nothing. Any status is returned."""
        return self._decide(installation, accepted=False, timeout=60.0)

    def install(self, artifact: Path, *, timeout: float = 120.0) -> tuple[InstallResult, ...]:
        """Upload and accept.

        Raises:
            UnexpectedAnswerError: The server refuses either.
        """
        pending = self.pending(artifact)
        answer = self.accept(pending.id, timeout=timeout).expect(200)
        return answer.decode(InstallResults).plugin_install_results

    def remove(self, name: str) -> None:
        """Remove an installed plug-in by its module name.

        Raises:
            UnexpectedAnswerError: It is not there, or the server refuses.
        """
        plugin = self.get(name)
        answer = self._transport.delete(f"{_PLUGINS}/{segments(plugin.id if plugin else name)}")
        if answer.status not in (200, 204):
            raise UnexpectedAnswerError(answer, "204")

    def _decide(self, installation: str, *, accepted: bool, timeout: float) -> Answer:
        return self._transport.request(
            "PATCH",
            f"{_PENDING}/{segments(installation)}",
            timeout=timeout,
            json={"eulaAccepted": accepted},
        )
