"""The plug-in installed and configured in a running Orchestrator: what most checks look at."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct

from harness.backend.faults import profile_of
from harness.canary import Leak, leaks_below, leaks_in
from harness.case import Bindings
from harness.pytest_plugin.clock import Clock
from harness.pytest_plugin.growth import WARM_UP
from harness.pytest_plugin.hangs import Hangs
from harness.pytest_plugin.launching import Launch, prepare
from harness.pytest_plugin.remains import JVM_FOLDERS
from harness.pytest_plugin.runs import WorkflowRun, run_entry
from harness.pytest_plugin.snapshot import Snapshot, take_snapshot
from harness.pytest_plugin.steps import begin_steps
from harness.pytest_plugin.stop import NeedMissingError
from harness.pytest_plugin.way import can_choose_tls, proxy_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from harness.backend import ManagedSystem
    from harness.backend.faults import FaultProxy, Profile
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
    from harness.client.observer import ObserverApi
    from harness.pytest_plugin.facts import PluginFacts
    from harness.pytest_plugin.site import Site
    from harness.pytest_plugin.steps import Steps

T = TypeVar("T")

CALLS = ("call", "call-hung")
"""Kinds of observations about calls into the plug-in."""


class StageOptions(Struct, frozen=True, kw_only=True):
    """What a stage gets from its process.

    Attributes:
        secrets: Secrets of the case by name.
        hangs: What hung before and is not asked for again.
        soak: Factor on the length of what is repeated.
        control: Makes a stage with the null plug-in.
    """

    secrets: dict[str, str]
    hangs: Hangs
    soak: float
    control: Callable[[], Stage]


class Stage:
    """A plug-in that is installed, started and configured by the case.

    Attributes:
        case: The case.
        facts: What the descriptor declares.
        system: The managed system; None when the case has none.
        configuration: The runs of ``[[configure]]``.
        client: The REST client; the members below cover the usual questions.
        clock: Measures calls, knows how fast this machine is, moves the simulation's clock.
    """

    def __init__(
        self,
        site: Site,
        facts: PluginFacts,
        system: ManagedSystem | None,
        options: StageOptions,
    ) -> None:
        self._site = site
        self._options = options
        self._hangs = options.hangs
        self.case: Case = site.case
        self.facts = facts
        self.system = system
        self.client: VroClient = site.client
        self.configuration: tuple[WorkflowRun, ...] = ()
        self.clock = Clock(lambda: self.mockvro)
        self._further: list[ManagedSystem] = []
        self._case_runs: tuple[WorkflowRun, ...] | None = None

    @property
    def plugin(self) -> str:
        """Module name of the plug-in under test."""
        return self._site.plugin

    @property
    def folder(self) -> Path:
        """Where everything about this stage is kept."""
        return self._site.folder

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
    def observer(self) -> ObserverApi:
        """The observer in the JVM: threads, heap, class loaders, state (``docs/observer.md``).

        Raises:
            NeedMissingError: The Orchestrator is a real one.
        """
        self._site.require_simulation()
        return self.client.observer

    @property
    def simulated(self) -> bool:
        """Whether :attr:`mockvro` is there."""
        return self._site.simulated

    @cached_property
    def inventory(self) -> Snapshot:
        """The inventory as it was when a check of this stage first looked at it."""
        return self.walk()

    def forget_inventory(self) -> None:
        """Let :attr:`inventory` be read anew, for checks after one that has changed it for good."""
        self.__dict__.pop("inventory", None)

    def walk(self) -> Snapshot:
        """Read the whole inventory now, up to ``inventory.limit`` objects of each listing."""
        return take_snapshot(
            self.client,
            self.plugin,
            self.facts.relations,
            limit=self.case.inventory.limit,
            hangs=self._asked,
        )

    @property
    def _asked(self) -> Hangs:
        """What hung before; what hangs while the managed system is disturbed proves nothing."""
        systems = [each for each in (self.system, *self._further) if each is not None]
        disturbed = any(each.proxy is not None and each.proxy.disturbs for each in systems)
        return Hangs() if disturbed else self._hangs

    def find(self, type_name: str, object_id: str) -> Lookup:
        """Look an object up by type, without prefix, and id."""
        question = partial(self.client.catalog.get, self.plugin, type_name, object_id)
        return self._asked.ask(("find", type_name), question)

    def children(self, type_name: str, object_id: str | None, relation: str) -> Listing:
        """List the objects of a relation; without an id those below the root."""
        # the server does not look at the id of the root, but a path needs one
        identity = "root" if object_id is None else object_id
        question = partial(self.client.catalog.related, self.plugin, type_name, identity, relation)
        return self._asked.ask(("findRelation", type_name, relation), question)

    def has_children(self, type_name: str, object_id: str | None, relation: str) -> HasChildren:
        """Ask whether an object, or the root when there is no id, has children in a relation.

        Raises:
            NeedMissingError: The Orchestrator is a real one, whose REST API cannot ask this.
        """
        question = partial(self.mockvro.has_children, self.plugin, type_name, object_id, relation)
        return self._asked.ask(("hasChildren", type_name, relation), question)

    @property
    def proxy(self) -> FaultProxy:
        """The fault proxy before the managed system.

        ``with stage.proxy.profile("black-hole"): …`` puts a profile in force, ``.counters`` and
        ``.exchanges`` tell what the plug-in did there (:mod:`harness.backend.faults`).

        Raises:
            NeedMissingError: There is no managed system, or the plug-in's way cannot be led there.
        """
        return proxy_of(self.system)

    def profile(self, profile: str | Profile) -> contextlib.AbstractContextManager[FaultProxy]:
        """As ``proxy.profile``, but refuse what means something on HTTP only for other protocols.

        Raises:
            NeedMissingError: There is no proxy, or the plug-in does not speak HTTP.
        """
        wanted = profile_of(profile) if isinstance(profile, str) else profile
        if wanted.http_only and not self.proxy.http:
            raise NeedMissingError(f"the profile {profile} needs a plug-in that speaks HTTP")
        return self.proxy.profile(wanted)

    @property
    def control(self) -> Stage:
        """The null plug-in in a host of its own, installed, until the check ends (M0)."""
        return self._options.control()

    def session(self, user: str) -> VroClient:
        """A client for a session of another user; ends with the stage.

        Args:
            user: A name; the same name is the same session.

        Raises:
            NeedMissingError: The Orchestrator is a real one, where we have one account only.
        """
        return self._site.client_of(user)

    def restart_host(self, properties: Mapping[str, str] | None = None) -> None:
        """Replace the JVM by a fresh one; plug-in and endpoints stay, runs are resumed.

        Args:
            properties: System properties that the new one has besides; those of the last time
                without it.

        Raises:
            NeedMissingError: The Orchestrator is a real one, or its properties are not ours.
        """
        if properties is not None:
            self._site.set_properties(properties)
        self.mockvro.restart_host()
        self.client.service.wait_ready(self.case.deadlines.start)

    def soak(self, count: int, *, at_least: int = 1) -> int:
        """Scale a number of repetitions by ``--soak``, down to ``at_least``."""
        return max(at_least, round(count * self._options.soak))

    def repeat(
        self, count: int, cycle: Callable[[int], object], measure: Callable[[], T]
    ) -> tuple[T, ...]:
        """Repeat something and measure after each time; the first two do not count (M1).

        Args:
            count: How many measurements, before scaling with :meth:`soak`; never below 12.
            cycle: What is repeated; gets the number of the cycle, from 0.
            measure: Takes one measurement.
        """
        taken = []
        for number in range(self.soak(count, at_least=12) + WARM_UP):
            cycle(number)
            taken.append(measure())
        return tuple(taken[WARM_UP:])

    def begin(self, variables: dict[str, str], *scripts: str | None) -> Steps:
        """Start a workflow of scripts, each an element of its own.

        Between two elements the server keeps of a plug-in's object no more than type and id.

        Args:
            variables: Variables of the workflow with their types; each script is bound to those
                that it names.
            scripts: JavaScript, or :data:`PAUSE` for waiting until ``.answer()`` is called.

        Returns:
            The run; ``.settle()`` waits for it.
        """
        return begin_steps(
            self.client,
            self.clock,
            self.plugin,
            variables,
            scripts,
            deadline=self.case.deadlines.workflow,
        )

    def run_workflow(
        self, entry: WorkflowEntry, *, system: ManagedSystem | None = None
    ) -> WorkflowRun:
        """Run a workflow of the case to its end.

        Args:
            entry: The run.
            system: The managed system that its placeholders mean; that of the stage without it.
        """
        chosen = system or self.system
        run = run_entry(
            self.client,
            entry,
            bindings=self._bindings(chosen),
            system=chosen,
            deadline=self.case.deadlines.workflow,
        )
        self.lost()
        return run

    def prepare(self, entry: WorkflowEntry) -> Launch | None:
        """Look up the inputs of a workflow of the case now, to start it later.

        Returns:
            What can be started once; None when there is no such workflow or an input does not fit.
        """
        return prepare(self.client, entry, self._bindings(self.system))

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
        return leaks_in(self._options.secrets, texts)

    def stored_leaks(self) -> tuple[Leak, ...]:
        """Find secrets of the case in endpoint configurations that anybody may read.

        Entries of type ``password`` are where a secret belongs (``setPassword``).

        Raises:
            NeedMissingError: The Orchestrator is a real one.
        """
        found = self.mockvro.endpoints(self.plugin)["endpoints"]
        return self.leaks(
            (f"endpoint {endpoint['id']}, entry {name}", str(entry.get("value")))
            for endpoint in found
            for name, entry in endpoint["entries"].items()
            if entry.get("type") != "password"
        )

    def file_leaks(self) -> tuple[Leak, ...]:
        """Find secrets of the case in what the JVM has written below its folders by now."""
        return leaks_below(self._options.secrets, self.folder / JVM_FOLDERS)

    def install(self, artifact: Path | None = None) -> None:
        """Install an artifact and wait until the plug-in has started.

        Args:
            artifact: The submission without it; else another release of the same plug-in.

        Raises:
            PluginNotLoadedError: It is refused, or does not start.
        """
        self._site.install(artifact)

    def configure(self, *, tls: bool | None = None) -> None:
        """Run ``[[configure]]``; what comes of it is judged by ``wf.unexpected-result``.

        Args:
            tls: Whether the plug-in is to use TLS, instead of what the case says; with it the
                proxy needs a profile with a certificate.

        Raises:
            NeedMissingError: The case leaves no choice.
        """
        if tls is not None and self.system is not None:
            if not can_choose_tls(self.case):
                raise NeedMissingError("the inputs of [[configure]] use neither {scheme} nor {tls}")
            self.system.by_tls = tls
        self.configuration = tuple(self._run_until_lost(self.case.configure))
        self.forget_inventory()

    def also(self, system: ManagedSystem) -> None:
        """Take a further managed system along, so that it ends with the stage."""
        self._further.append(system)

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
        """Keep what is known, then end Orchestrator and managed systems."""
        self._hangs.remember(self._site.name, self._site.seen(*CALLS))
        with contextlib.ExitStack() as cleanup:
            for system in (*self._further, self.system):
                if system is not None:
                    cleanup.callback(system.stop)
            self._site.close()

    def _bindings(self, system: ManagedSystem | None) -> Bindings:
        if system is not None:
            return system.seen_by_plugin
        return Bindings(
            work=self._site.folder, case=self.case.folder, secrets=self._options.secrets
        )
