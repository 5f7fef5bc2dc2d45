"""Questions that make the plug-in ask its managed system, and whether they are answered."""

from __future__ import annotations

from functools import partial
from itertools import islice, zip_longest
from typing import TYPE_CHECKING, Final, NamedTuple

from harness.checks import ReasonCode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from harness.pytest_plugin import Judge, Snapshot, Stage, WorkflowEntry, WorkflowRun

MOST: Final = 3
"""Questions that a check asks; all of them go the same way through the plug-in."""


class Given(NamedTuple):
    """What a question gave: ids of objects or outputs of a workflow, or an error."""

    result: tuple[str, ...] = ()
    error: str = ""

    @property
    def told(self) -> str:
        """The same for people."""
        return self.error or f"{len(self.result)} results"

    def works(self, before: Given) -> bool:
        """Whether it is as good as the answer of a sound connection."""
        return not self.error and len(self.result) >= len(before.result)


class Probe(NamedTuple):
    """A question that only reads.

    Attributes:
        name: What is asked, for people.
        kind: The same without ids.
        ask: Asks it, in the session of a user if one is named.
        healthy: What it gave when nothing was wrong.
        requests: How many requests that took.
        logins: How many of them carried a password.
    """

    name: str
    kind: str
    ask: Callable[[str], Given]
    healthy: Given = Given()
    requests: int = 0
    logins: int = 0

    @property
    def by_user(self) -> bool:
        """Whether a user's own session asks; a workflow has one of its own."""
        return not self.kind.startswith("workflow")


def probes(stage: Stage, judge: Judge, most: int = MOST) -> tuple[Probe, ...]:
    """Find questions that the managed system has to answer.

    Raises:
        NotExercisedError: There is none, or nothing remote.
    """
    found = tuple(islice(_reaching(stage), most))
    if not found:
        judge.not_exercised(
            "neither the inventory nor a workflow of the case that only reads "
            "leads to the managed system",
            ReasonCode.NEED_MISSING,
        )
    judge.covered("ways to the managed system", len(found))
    return found


def _reaching(stage: Stage) -> Iterator[Probe]:
    proxy = stage.proxy
    for probe in _questions(stage, stage.inventory):
        before = proxy.counters
        given = probe.ask("")
        seen = proxy.counters - before
        if seen.requests and not given.error:
            yield probe._replace(healthy=given, requests=seen.requests, logins=seen.logins)


def asked_again(stage: Stage, found: Sequence[Probe]) -> Iterator[Probe]:
    """The same questions about the objects that there are now."""
    kinds = {probe.kind: probe for probe in found}
    for probe in _questions(stage, stage.walk()):
        if (before := kinds.pop(probe.kind, None)) is not None:
            yield probe._replace(healthy=before.healthy)


def _questions(stage: Stage, inventory: Snapshot) -> Iterator[Probe]:
    """Questions of every sort in turn, because they may go different ways in the plug-in."""
    firsts = {node.type: node.id for node in reversed(inventory.nodes) if node.id}
    sorts = (_listings(stage), _relations(stage, firsts), _lookups(stage, firsts), _runs(stage))
    for row in zip_longest(*sorts):
        yield from (probe for probe in row if probe is not None)
    yield from _repeatable(stage)


def _listings(stage: Stage) -> Iterator[Probe]:
    for name in stage.finder_types:
        title = f"findAll({name})"
        yield Probe(title, title, partial(_all, stage, name))


def _relations(stage: Stage, firsts: dict[str, str]) -> Iterator[Probe]:
    for name, identity in firsts.items():
        for relation in stage.facts.relations.get(name, ()):
            ask = partial(_children, stage, name, identity, relation)
            yield Probe(f"{name}/{identity} {relation}", f"{name} {relation}", ask)


def _lookups(stage: Stage, firsts: dict[str, str]) -> Iterator[Probe]:
    for name, identity in firsts.items():
        yield Probe(f"find {name}/{identity}", f"find {name}", partial(_one, stage, name, identity))


def _runs(stage: Stage) -> Iterator[Probe]:
    for number, entry in enumerate(stage.case.workflow):
        if only_reads(entry):
            title = f"workflow {entry.title}"
            yield Probe(title, title, partial(_workflow, stage, number))


def _repeatable(stage: Stage) -> Iterator[Probe]:
    """Workflows that change something, but nothing any more when they run again.

    They come last, because the first run has its effect.
    """
    for number, entry in enumerate(stage.case.workflow):
        wanted = entry.expect
        if wanted.state == "completed" and wanted.effect and not tells_connection(entry):
            stage.run_workflow(entry)
            again = stage.run_workflow(entry)
            if again.effects and all(effect.held_before for effect in again.effects):
                title = f"workflow {entry.title}"
                yield Probe(title, title, partial(_workflow, stage, number))


def only_reads(entry: WorkflowEntry) -> bool:
    """Whether a workflow of the case gives something and, as far as that says, changes nothing."""
    wanted = entry.expect
    reads = wanted.state == "completed" and bool(wanted.outputs) and not wanted.effect
    return reads and not tells_connection(entry)


def tells_connection(entry: WorkflowEntry) -> bool:
    """Whether a run is told addresses or secrets, and so changes how the plug-in is connected."""
    inputs = str(entry.inputs)
    return "{port}" in inputs or "{secret." in inputs


def _all(stage: Stage, type_name: str, user: str) -> Given:
    client = stage.session(user) if user else stage.client
    listing = client.catalog.all(stage.plugin, type_name)
    return Given(tuple(each.id for each in listing.objects), listing.error)


def _children(stage: Stage, type_name: str, object_id: str, relation: str, user: str) -> Given:
    client = stage.session(user) if user else stage.client
    listing = client.catalog.related(stage.plugin, type_name, object_id, relation)
    return Given(tuple(each.id for each in listing.objects), listing.error)


def _one(stage: Stage, type_name: str, object_id: str, user: str) -> Given:
    client = stage.session(user) if user else stage.client
    lookup = client.catalog.get(stage.plugin, type_name, object_id)
    return Given((lookup.found.id,) if lookup.found else (), lookup.error)


def _workflow(stage: Stage, number: int, _user: str) -> Given:
    return given_by(stage.run_workflow(stage.case.workflow[number]))


def given_by(run: WorkflowRun) -> Given:
    """What a run gave, as far as two of them can be compared."""
    if run.state != "completed" or run.execution is None:
        text = run.problem or (run.execution.document.content_exception if run.execution else "")
        return Given(error=f"{run.state}: {text or 'no reason'}")
    outputs = run.execution.document.output_parameters
    return Given(tuple(f"{each.name}={each.value}" for each in outputs))
