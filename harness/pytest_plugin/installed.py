"""The plug-in installed and configured in a running Orchestrator: what most checks look at."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from harness.case import Bindings
from harness.pytest_plugin.leaks import Leak, leaks_in
from harness.pytest_plugin.runs import WorkflowRun, run_entry
from harness.pytest_plugin.snapshot import Snapshot, take_snapshot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.backend import ManagedSystem
    from harness.case import Case, WorkflowEntry
    from harness.client import (
        Answer,
        HasChildren,
        HostState,
        Listing,
        Lookup,
        Observation,
        VroClient,
    )
    from harness.client.mockvro import MockvroApi
    from harness.pytest_plugin.facts import PluginFacts
    from harness.pytest_plugin.hangs import Hangs
    from harness.pytest_plugin.site import Site

CALLS = ("call", "call-hung")
"""Kinds of observations about calls into the plug-in."""


class Stage:
    """A plug-in that is installed, started and configured by the case.

    Attributes:
        case: The case.
        facts: What the descriptor declares.
        system: The managed system; None when the case has none.
        configuration: The runs of ``[[configure]]``.
        client: The REST client; the members below cover the usual questions.
    """

    def __init__(
        self,
        site: Site,
        facts: PluginFacts,
        system: ManagedSystem | None,
        secrets: dict[str, str],
        hangs: Hangs,
    ) -> None:
        self._site = site
        self._hangs = hangs
        self._secrets = secrets
        self.case: Case = site.case
        self.facts = facts
        self.system = system
        self.client: VroClient = site.client
        self.configuration: tuple[WorkflowRun, ...] = ()
        self._bindings = (
            system.bindings
            if system
            else Bindings(work=site.folder, case=self.case.folder, secrets=secrets)
        )
        self._case_runs: tuple[WorkflowRun, ...] | None = None

    @property
    def plugin(self) -> str:
        """Module name of the plug-in under test."""
        return self._site.plugin

    @property
    def finder_types(self) -> tuple[str, ...]:
        """Declared types, without prefix and without the root of the inventory."""
        return self.facts.finder_types

    @property
    def mockvro(self) -> MockvroApi:
        """What only the simulation knows.

        Raises:
            NeedMissingError: The Orchestrator is a real one.
        """
        return self._site.mockvro

    @property
    def simulated(self) -> bool:
        """Whether :attr:`mockvro` is there."""
        return self._site.simulated

    @cached_property
    def inventory(self) -> Snapshot:
        """The inventory as it was when a check of this stage first looked at it."""
        return self.walk()

    def walk(self) -> Snapshot:
        """Read the whole inventory now, up to ``inventory.limit`` objects of each listing."""
        return take_snapshot(
            self.client,
            self.plugin,
            self.facts.relations,
            limit=self.case.inventory.limit,
            hangs=self._hangs,
        )

    def find(self, type_name: str, object_id: str) -> Lookup:
        """Look an object up by type, without prefix, and id."""
        question = partial(self.client.catalog.get, self.plugin, type_name, object_id)
        return self._hangs.ask(("find", type_name), question)

    def children(self, type_name: str, object_id: str | None, relation: str) -> Listing:
        """List the objects of a relation; without an id those below the root."""
        # the server does not look at the id of the root, but a path needs one
        identity = "root" if object_id is None else object_id
        question = partial(self.client.catalog.related, self.plugin, type_name, identity, relation)
        return self._hangs.ask(("findRelation", type_name, relation), question)

    def has_children(self, type_name: str, object_id: str | None, relation: str) -> HasChildren:
        """Ask whether an object, or the root when there is no id, has children in a relation.

        Raises:
            NeedMissingError: The Orchestrator is a real one, whose REST API cannot ask this.
        """
        question = partial(self.mockvro.has_children, self.plugin, type_name, object_id, relation)
        return self._hangs.ask(("hasChildren", type_name, relation), question)

    def run_workflow(self, entry: WorkflowEntry) -> WorkflowRun:
        """Run a workflow of the case to its end."""
        run = run_entry(
            self.client,
            entry,
            bindings=self._bindings,
            system=self.system,
            deadline=self.case.deadlines.workflow,
        )
        self.lost()
        return run

    def case_runs(self) -> tuple[WorkflowRun, ...]:
        """Run every ``[[workflow]]`` of the case, in order, once per stage.

        A run in which the plug-in hangs or kills its host is the last one, on all stages.
        """
        if self._hangs.cut_runs is not None:
            return self._hangs.cut_runs
        if self._case_runs is None:
            self._case_runs = tuple(self._run_until_lost(self.case.workflow))
            if len(self._case_runs) < len(self.case.workflow):
                self._hangs.cut_runs = self._case_runs
        return self._case_runs

    def observations(self, *kinds: str) -> tuple[Observation, ...]:
        """List what the host noticed so far, of the given kinds if any are named."""
        return self._site.observations(*kinds)

    def calls_of(self, answer: Answer) -> tuple[Observation, ...]:
        """List the host calls behind an answer; none where the Orchestrator does not tell."""
        return self._site.calls_of(answer)

    def calls(self) -> tuple[dict[str, Any], ...]:
        """List the host calls of this stage, and those that hung on stages before it.

        Returns:
            Observations ``call`` and ``call-hung``, each with its ``stage``, because every stage
            numbers its calls from one.
        """
        own = self._site.observations(*CALLS)
        return (*self._hangs.calls, *({**call.facts, "stage": self._site.name} for call in own))

    def host(self) -> HostState | None:
        """Ask for the state of the JVM; None where the Orchestrator does not tell."""
        return self._site.host()

    def leaks(self, texts: Iterable[tuple[str, str]]) -> tuple[Leak, ...]:
        """Find secrets of the case in named texts, in every form in which texts carry them."""
        return leaks_in(self._secrets, texts)

    def install(self) -> None:
        """Install the submission and wait until the plug-in has started.

        Raises:
            PluginNotLoadedError: It is refused, or does not start.
        """
        self._site.install()

    def configure(self) -> None:
        """Run ``[[configure]]``; what comes of it is judged by ``wf.unexpected-result``."""
        self.configuration = tuple(self._run_until_lost(self.case.configure))

    def tidy(self) -> None:
        """Undo :meth:`configure` with ``[[cleanup]]``, for a server that lives on."""
        for entry in self.case.cleanup if self.configuration else ():
            self.run_workflow(entry)

    def lost(self) -> str:
        """Say why the next check may not use it; empty when it may."""
        if self.system is not None and not self.system.alive:
            return "the managed system ended"
        return self._site.lost()

    def hung(self) -> str:
        """Name the first call that hangs; empty when none does."""
        return self._site.hung()

    def _run_until_lost(self, entries: Iterable[WorkflowEntry]) -> Iterator[WorkflowRun]:
        for entry in entries:
            yield self.run_workflow(entry)
            if self.lost() or self.hung():
                return

    def close(self) -> None:
        """Keep what is known, then end Orchestrator and managed system."""
        self._hangs.remember(self._site.name, self._site.seen(*CALLS))
        try:
            self._site.close()
        finally:
            if self.system is not None:
                self.system.stop()
