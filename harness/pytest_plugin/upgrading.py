"""One upgrade from an earlier release, seen by all checks that ask what it broke."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from harness.artifact import inspect_artifact
from harness.client.workflows import Execution
from harness.pytest_plugin.facts import facts_of
from harness.pytest_plugin.snapshot import Node
from harness.pytest_plugin.steps import PAUSE, Steps
from harness.pytest_plugin.stop import PluginNotLoadedError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from harness.client import Lookup
    from harness.pytest_plugin.facts import PluginFacts
    from harness.pytest_plugin.installed import Stage
    from harness.pytest_plugin.runs import WorkflowRun
    from harness.pytest_plugin.snapshot import Snapshot

Endpoints = dict[str, dict[str, Any]]
"""Entries of endpoint configurations by id and key: ``{"type", "value"}``."""


class Waited(Struct, frozen=True, kw_only=True):
    """A run that waited for somebody while the plug-in was replaced.

    Attributes:
        node: The object in its variable.
        before: Where it was before the upgrade.
        after: Where it was after it had been answered.
    """

    node: Node
    before: Execution
    after: Execution


class Upgrade:
    """The earlier release installed, configured and looked at, then replaced.

    Attributes:
        stage: The stage, with the release under test on it.
        earlier: What the earlier release declares.
        endpoints_before: Endpoint configurations under the earlier release.
        endpoints_after: The same after the upgrade.
        before: The inventory under the earlier release.
        waited: The run that waited; None when there was no object to give it.
        failed: Why the release under test does not start on what the earlier one left.
    """

    def __init__(self, stage: Stage, previous: Path, fresh: Callable[[], Stage]) -> None:
        self.stage = stage
        self._previous = previous
        self._fresh = fresh
        stage.install(previous)
        stage.configure()
        self.earlier = earlier_facts(previous, stage.plugin)
        self.endpoints_before = _endpoints(stage)
        self.before: Snapshot = stage.walk()
        node = next((node for node in self.before.nodes if node.id), None)
        run = begin_waiting(stage, node) if node is not None else None
        waiting = run.settle() if run is not None else None
        self.failed: PluginNotLoadedError | None = None
        self.waited: Waited | None = None
        try:
            stage.install()
        except PluginNotLoadedError as exc:
            self.failed = exc
        self.endpoints_after = _endpoints(stage)
        if node is not None and run is not None and waiting is not None and not self.failed:
            self.waited = Waited(node=node, before=waiting, after=answered(run))

    def require_started(self) -> None:
        """Make sure that there is something to look at.

        Raises:
            PluginNotLoadedError: The plug-in does not start after the upgrade.
        """
        if self.failed is not None:
            raise self.failed

    @cached_property
    def found(self) -> tuple[tuple[Node, Lookup], ...]:
        """Every object of before, and what is found by its id now; types that are gone left out."""
        return tuple(
            (node, self.stage.find(node.type, node.id))
            for node in self.before.nodes
            if node.id and node.type in self.stage.finder_types
        )

    @cached_property
    def runs(self) -> tuple[WorkflowRun, ...]:
        """The workflows of the case, run after the upgrade."""
        return self.stage.case_runs()

    @cached_property
    def runs_before(self) -> tuple[WorkflowRun, ...]:
        """The same with the earlier release alone, on a server of its own."""
        stage = self._fresh()
        stage.install(self._previous)
        stage.configure()
        return stage.case_runs()


def begin_waiting(stage: Stage, node: Node) -> Steps:
    """Start a workflow that finds an object, waits for somebody, and uses the object again."""
    found = f'object = Server.findForType("{stage.plugin}:{node.type}", {js(node.id)});'
    return stage.begin(
        {"object": f"{stage.plugin}:{node.type}", "text": "string"},
        found,
        PAUSE,
        'text = object == null ? "gone" : "there";',
    )


def answered(run: Steps) -> Execution:
    """Answer a run that waits, and wait until it is over or waits again after having gone on."""
    before = run.read().document.state
    run.answer()
    # the server takes an answer before the run has gone on
    run.clock.wait_until(lambda: run.read().document.state != before, run.deadline)
    return run.settle()


def js(text: str) -> str:
    """A text as a JavaScript literal."""
    kept = "".join(c if c.isascii() and c.isprintable() and c not in '"\\' else "" for c in text)
    if kept == text:
        return f'"{text}"'
    return '"' + "".join(f"\\u{unit:04x}" for unit in _units(text)) + '"'


def _units(text: str) -> tuple[int, ...]:
    data = text.encode("utf-16-be", "surrogatepass")
    return tuple(int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2))


def earlier_facts(previous: Path, plugin: str) -> PluginFacts:
    """What an earlier release declares.

    Raises:
        PluginNotLoadedError: It has no readable plug-in of that name.
    """
    return facts_of(inspect_artifact(previous, class_files=False), plugin)


def _endpoints(stage: Stage) -> Endpoints:
    listed = stage.mockvro.endpoints(stage.plugin)["endpoints"]
    return {each["id"]: each["entries"] for each in listed}
