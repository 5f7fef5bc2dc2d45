"""log.secret-in-exception: a secret is in the text of an exception, in a URL, or in toString()."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from harness.pytest_plugin import check
from suites.credentials import takers, without_secret
from suites.logging.lines import logged_during

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Judge, ShippedPackage, Stage, Submission

_PROFILES = ("refused", "401", "500")
_OTHER_PROTOCOLS = ("refused", "reset")


@check("log.secret-in-exception")
def test_secret_in_exception(
    stage: Stage, judge: Judge, submission: Submission, shipped: tuple[ShippedPackage, ...]
) -> None:
    """Make log-ins and requests fail; read every exception, and what objects say of themselves."""
    if not submission.secrets:
        judge.not_exercised(*without_secret(takers(shipped)))
    texts = [*failing(stage, judge), *described(stage, judge)]
    judge.covered("texts of exceptions", len(texts))
    told = {(leak.secret, leak.where): leak for leak in stage.leaks(texts)}
    for leak in told.values():
        judge.fail(
            f"the secret {leak.secret} can be read",
            where=leak.where,
            expected="exceptions and toString() that say what failed, without credentials",
            seen=f"in the form: {leak.encoding}",
        )


def failing(stage: Stage, judge: Judge) -> Iterator[tuple[str, str]]:
    """Exceptions that come of the inventory while the managed system fails."""
    for profile in _PROFILES if stage.proxy.http else _OTHER_PROTOCOLS:
        before = len(stage.observations("call"))
        with stage.profile(profile):
            lines = logged_during(stage, stage.walk)
        judge.covered(f"one reading of the inventory against {profile}")
        for call in stage.observations("call")[before:]:
            where = f"exception of {call.facts.get('method')} against {profile}"
            yield where, json.dumps(call.facts.get("exception"))
        yield from ((f"exception in the log, {line.get('logger')}", thrown(line)) for line in lines)


def thrown(line: dict[str, Any]) -> str:
    """The exception of a line with its causes."""
    return json.dumps(line.get("thrown"))


def described(stage: Stage, judge: Judge) -> Iterable[tuple[str, str]]:
    """What objects of the inventory say of themselves in scripts."""
    for type_name in dict.fromkeys(node.type for node in stage.inventory.nodes):
        node = next(each for each in stage.inventory.nodes if each.type == type_name)
        full, identity = json.dumps(f"{stage.plugin}:{type_name}"), json.dumps(node.id)
        given = stage.mockvro.script(
            stage.plugin, f'return ""+Server.findForType({full}, {identity});'
        )
        judge.covered("objects asked for a description")
        yield f"toString() of {type_name}", json.dumps([given.value, given.error])
