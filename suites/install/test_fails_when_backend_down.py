"""inst.fails-when-backend-down: without its managed system the plug-in does not even start."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from harness.pytest_plugin import check, describe_exception
from suites.install.stored import with_endpoints

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import CatalogLookup, Judge, Node, Stage

_MUTE = "java.lang.NullPointerException"
"""What an error text says when nobody wrote one."""


@check("inst.fails-when-backend-down")
def test_fails_when_backend_down(stage: Stage, judge: Judge) -> None:
    """Start it again with its endpoints stored while nobody listens, and ask for an object."""
    stage.proxy  # noqa: B018 - not exercised where there is none
    with_endpoints(stage, judge)
    one = tuple(of_each_type(stage.walk().nodes))
    before = len(stage.observations("plugin-load-failed"))
    with contextlib.ExitStack() as faults:
        faults.callback(stage.restart_host)
        faults.enter_context(stage.profile("refused"))
        stage.restart_host()
        judge.covered("start without the managed system")
        failures = stage.observations("plugin-load-failed")[before:]
        asked = () if failures else tuple((node, stage.find(node.type, node.id)) for node in one)
    judge.covered("objects asked for", len(asked))
    for failure in failures:
        judge.fail(
            "the plug-in does not start while its managed system cannot be reached",
            where=f"start-up phase {failure.facts.get('phase')}",
            expected="it starts, and requests fail with a message until the system is back",
            seen=describe_exception(failure.facts.get("exception")),
            evidence={"exception": failure.facts.get("exception")},
        )
    for where, error in mute(asked):
        judge.warn(
            "the error while the managed system cannot be reached does not say so",
            where=where,
            expected="nothing, or an exception whose message names the endpoint",
            seen=error,
        )


def of_each_type(nodes: Iterable[Node]) -> Iterator[Node]:
    """One object of each type."""
    seen: dict[str, Node] = {}
    for node in nodes:
        if node.id:
            seen.setdefault(node.type, node)
    return iter(seen.values())


def mute(asked: Iterable[tuple[Node, CatalogLookup]]) -> Iterator[tuple[str, str]]:
    """Errors without a message of the plug-in's own."""
    for node, lookup in asked:
        _, _, message = lookup.error.partition(": ")
        if lookup.error and (lookup.error.startswith(_MUTE) or message.strip() in ("", "null")):
            yield str(node), lookup.error
