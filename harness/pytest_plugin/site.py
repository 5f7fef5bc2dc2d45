"""An Orchestrator for checks, its client, and what is kept of both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.client import Credentials, Transport, VroClient
from harness.client.documents import PendingDocument
from harness.pytest_plugin.archiving import EXCHANGES, archive
from harness.pytest_plugin.condition import Condition
from harness.pytest_plugin.exceptions import describe_exception
from harness.pytest_plugin.exchanges import ExchangeLog
from harness.pytest_plugin.stop import NeedMissingError, PluginNotLoadedError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from harness.case import Case
    from harness.client import Answer, HostState, Observation
    from harness.client.mockvro import MockvroApi
    from harness.orchestrator import Provider


class Site:
    """One Orchestrator, with nothing of the plug-in on it yet.

    Attributes:
        name: Name of the folder that keeps what is left of it.
        client: The REST client.
        case: The case.
        artifact: The submission.
    """

    def __init__(
        self, name: str, folder: Path, provider: Provider, case: Case, artifact: Path
    ) -> None:
        self.name = name
        self.case = case
        self.artifact = artifact
        self.folder = folder
        folder.mkdir(parents=True)
        self._simulated = provider.simulated
        self._orchestrator = provider.fresh(folder / "orchestrator")
        self._orchestrator.expect(self.plugin)
        self._exchanges = ExchangeLog(folder / EXCHANGES)
        self._seen: list[Observation] = []
        self._closed = False
        self._others: dict[str, VroClient] = {}
        self._condition = Condition(self._ask_host if provider.simulated else None)
        self.client = self._client(self._orchestrator.credentials)

    def client_of(self, user: str) -> VroClient:
        """Give a client for a session of another user of the simulation.

        It has one account, and takes the same name in another domain for another user.

        Raises:
            NeedMissingError: The Orchestrator is a real one.
        """
        if not self._simulated:
            raise NeedMissingError("we have one account only on a real Orchestrator")
        if user not in self._others:
            ours = self._orchestrator.credentials
            named = Credentials(f"{ours.username}@{user}", ours.password)
            self._others[user] = self._client(named)
        return self._others[user]

    def _client(self, credentials: Credentials) -> VroClient:
        return VroClient(
            Transport(
                self._orchestrator.url,
                credentials,
                record=self._hear,
                gate=self._condition.gate,
                verify=self._orchestrator.verify,
                timeout=_longest(self.case),
            )
        )

    @property
    def plugin(self) -> str:
        """Module name of the plug-in under test."""
        return self.case.plugin.name

    @property
    def mockvro(self) -> MockvroApi:
        """What only the simulation knows.

        Raises:
            NeedMissingError: The Orchestrator is a real one.
        """
        self.require_simulation()
        return self.client.mockvro

    def require_simulation(self) -> None:
        """Make sure that the Orchestrator is the simulation.

        Raises:
            NeedMissingError: It is a real one.
        """
        if not self._simulated:
            raise NeedMissingError("the Orchestrator tells no observations")

    @property
    def simulated(self) -> bool:
        """Whether :attr:`mockvro` is there."""
        return self._simulated

    def set_properties(self, properties: Mapping[str, str]) -> None:
        """Set system properties for the JVM that is started next.

        Raises:
            NeedMissingError: The Orchestrator does not let us.
        """
        if not self._orchestrator.set_properties(properties):
            raise NeedMissingError("the system properties of the JVM cannot be set")

    def observations(self, *kinds: str) -> tuple[Observation, ...]:
        """List what the host noticed so far, of the given kinds if any are named.

        Raises:
            NeedMissingError: The Orchestrator is a real one.
        """
        since = self._seen[-1].seq if self._seen else 0
        self._seen.extend(
            item for item in self.mockvro.observations(since=since) if item.seq > since
        )
        return self.seen(*kinds)

    def seen(self, *kinds: str) -> tuple[Observation, ...]:
        """As :meth:`observations`, but without asking again."""
        return tuple(item for item in self._seen if not kinds or item.kind in kinds)

    def calls_of(self, answer: Answer) -> tuple[Observation, ...]:
        """List the host calls behind an answer; none where the Orchestrator does not tell."""
        if not answer.calls:
            return ()
        return tuple(item for item in self.observations("call") if item.call in answer.calls)

    def host(self) -> HostState | None:
        """Ask for the state of the JVM; None where the Orchestrator does not tell."""
        return self._ask_host() if self._simulated else None

    def upload(self, artifact: Path | None = None) -> PendingDocument:
        """Upload an artifact; nothing is installed before its licence is accepted.

        Args:
            artifact: The submission without it.

        Raises:
            PluginNotLoadedError: It is refused.
        """
        uploaded = self.client.plugins.upload(
            artifact or self.artifact, timeout=self.case.deadlines.start
        )
        if not uploaded.ok:
            reason = f"the server refuses the archive: {uploaded.message}"
            raise PluginNotLoadedError(reason, refused=True)
        return uploaded.decode(PendingDocument)

    def install(self, artifact: Path | None = None) -> None:
        """Install an artifact and wait until the plug-in has started.

        Args:
            artifact: The submission without it; else another release of the same plug-in.

        Raises:
            PluginNotLoadedError: It is refused, or does not start.
            ClientError: The Orchestrator fails for a reason of its own.
        """
        limit = self.case.deadlines.start
        accepted = self.client.plugins.accept(self.upload(artifact).id, timeout=limit)
        if self._simulated:
            self._require_started()
            accepted.expect(200)
        elif not accepted.ok:
            raise PluginNotLoadedError(f"the installation fails: {accepted.message}")
        self.client.service.wait_ready(limit)
        if self.client.plugins.get(self.plugin) is None:
            raise PluginNotLoadedError("the plug-in is not listed after its installation")

    def began(self) -> str:
        """When the release that is installed now began to start, as the Orchestrator's clock says.

        Raises:
            NeedMissingError: The Orchestrator is a real one.
        """
        hosts = self.observations("host-started")  # with a server of its own, if it has one
        last = hosts[-1] if len(hosts) > 1 else self.observations("plugin-loaded")[-1]
        return str(last.facts["at"])

    def try_install(self) -> PluginNotLoadedError | None:
        """As :meth:`install`, but return what keeps the plug-in from starting."""
        try:
            self.install()
        except PluginNotLoadedError as exc:
            return exc
        return None

    def lost(self) -> str:
        """Say why nothing more can be asked here: its JVM ended, or too many calls hang in it."""
        return self._condition.lost()

    def hung(self) -> str:
        """Name the first call that hangs here; empty when none does."""
        if not self._simulated:
            return ""
        hanging = self.observations("call-hung")
        return f"a call into the plug-in hangs: {hanging[0].facts.get('method')}" if hanging else ""

    def close(self) -> None:
        """Keep what the Orchestrator knows, then stop it; a second call does nothing."""
        if self._closed:
            return
        self._closed = True
        try:
            if self._simulated:
                archive(self.client.mockvro, self.observations, self.folder)
        finally:
            for client in (self.client, *self._others.values()):
                client.transport.close()
            self._exchanges.close()
            self._orchestrator.close()

    def _require_started(self) -> None:
        """Find out whether the plug-in is to blame; a host that fails by itself is ours."""
        for failure in self.observations("plugin-load-failed"):
            raise PluginNotLoadedError(
                f"the plug-in does not start, phase {failure.facts.get('phase')}: "
                f"{describe_exception(failure.facts.get('exception'))}"
            )
        for call in self.observations("call"):
            if call.facts.get("method") == "plugin.load" and call.facts.get("outcome") != "ok":
                raise PluginNotLoadedError(
                    f"the plug-in does not start, its loading ends as {call.facts.get('outcome')}"
                )

    def _ask_host(self) -> HostState:
        return self.client.mockvro.host()

    def _hear(self, answer: Answer) -> None:
        self._exchanges.record(answer)
        self._condition.hear(answer)


def _longest(case: Case) -> float:
    """Seconds after which no answer can come any more: the longest limit, and some to spare."""
    limits = case.deadlines
    return max(limits.find, limits.find_all, limits.relation, limits.script, limits.start) + 30
