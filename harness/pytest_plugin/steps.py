"""Workflows that a check makes itself: scripts one after the other, each an element of its own.

Between two elements the server keeps variables in their stored form only; of plug-in objects that
is type and id (``reference/misbehaviours.md``, fact 5).
"""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from harness.client import VroClient
from harness.client.workflows import FINAL, WAITING, Execution
from harness.pytest_plugin.clock import Clock
from mockvro.content.package import Category, ElementSpec, PackageSpec, UsedPlugin, write_package
from mockvro.content.workflow import Bind, Item, Node, Variable, Workflow, write_workflow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


PAUSE: Final = None
"""A step in which the run waits for somebody."""

_PACKAGE: Final = "org.vroaccept.steps"
_END: Final = "end"
_OVER: Final = FINAL | WAITING


class Steps(Struct, frozen=True, kw_only=True):
    """A run of a workflow of ours.

    Attributes:
        workflow: Id of the workflow.
        id: Id of the run.
        deadline: Seconds that it may take from one stop to the next.
    """

    client: VroClient
    clock: Clock
    workflow: str
    id: str
    deadline: float

    def read(self) -> Execution:
        """Where it is now."""
        return self.client.workflows.read(self.workflow, self.id)

    def settle(self) -> Execution:
        """Wait until it has ended or waits for somebody; ``timed_out`` when it does neither."""
        return self._wait(_OVER)

    def finish(self) -> Execution:
        """Wait until it has ended: just after an answer it still shows that it waits."""
        return self._wait(FINAL)

    def _wait(self, states: frozenset[str]) -> Execution:
        seen: list[Execution] = []

        def over() -> bool:
            seen.append(self.read())
            return seen[-1].document.state in states

        timed_out = not self.clock.wait_until(over, self.deadline)
        last = seen[-1]
        return Execution(
            workflow=last.workflow, document=last.document, timed_out=timed_out, calls=last.calls
        )

    def answer(self) -> None:
        """Let it go on."""
        self.client.workflows.reply(self.workflow, self.id)

    def cancel(self) -> None:
        """Cancel it; nothing happens when it is over."""
        self.client.workflows.cancel(self.workflow, self.id)


def begin_steps(
    client: VroClient,
    clock: Clock,
    plugin: str,
    variables: Mapping[str, str],
    scripts: Sequence[str | None],
    *,
    deadline: float,
) -> Steps:
    """Make a workflow of scripts and start it; see :meth:`harness.pytest_plugin.Stage.begin`.

    Raises:
        UnexpectedAnswerError: The server takes no such workflow.
    """
    identity = str(uuid.uuid4())
    made = steps_workflow(identity, variables, scripts)
    package = PackageSpec(
        name=_PACKAGE,
        used_plugins=(UsedPlugin(plugin, "0.0.0"),),
        elements=(
            ElementSpec(
                id=identity,
                type="Workflow",
                data=write_workflow(made),
                categories=(Category("Acceptance"),),
                info={"name": made.name},
            ),
        ),
    )
    client.packages.import_data(write_package(package), "steps.package")
    run = client.workflows.begin(identity, [])
    return Steps(client=client, clock=clock, workflow=identity, id=run, deadline=deadline)


def steps_workflow(
    identity: str, variables: Mapping[str, str], scripts: Sequence[str | None]
) -> Workflow:
    """Make the workflow; a script is bound to the variables that it names."""
    names = [f"item{number}" for number in range(1, len(scripts) + 1)]
    following = [*names[1:], _END]
    steps = zip(names, following, scripts, strict=True)
    items = [_item(name, after, script, variables) for name, after, script in steps]
    return Workflow(
        id=identity,
        name=f"Acceptance {identity[:8]}",
        root_name=names[0],
        version="1.0.0",
        attributes=tuple(Variable(name=name, type=kind) for name, kind in variables.items()),
        items=(*items, Item(name=_END, type="end", end_mode="0")),
    )


def _item(name: str, after: str, script: str | None, variables: Mapping[str, str]) -> Item:
    if script is PAUSE:
        return Item(name=name, type="input", out_name=after, presentation=Node(name="presentation"))
    return Item(
        name=name,
        type="task",
        out_name=after,
        script=script,
        in_bindings=_binds(script, variables, r"(?<![.\w]){}\b(?!\s*=[^=])"),
        out_bindings=_binds(script, variables, r"(?<![.\w]){}\s*=[^=]"),
    )


def _binds(script: str, variables: Mapping[str, str], pattern: str) -> tuple[Bind, ...]:
    return tuple(
        Bind(name=name, type=kind, export_name=name)
        for name, kind in variables.items()
        if re.search(pattern.format(re.escape(name)), script)
    )


def variables_of(execution: Execution) -> dict[str, Any]:
    """The variables of a run as it last was, in Python form."""
    return execution.document.variables
