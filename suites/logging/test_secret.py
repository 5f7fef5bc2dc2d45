"""log.secret: a password, token or key appears in the log or on the standard streams."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from harness.pytest_plugin import check
from suites.credentials import takers, without_secret

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Aftermath, Judge, Leak, ShippedPackage

    Texts = Iterator[tuple[str, str]]

_MANY = 20
_OURS = "/mockvro/"


@check("log.secret")
def test_secret(aftermath: Aftermath, shipped: tuple[ShippedPackage, ...], judge: Judge) -> None:
    """Search everything that was written or answered in the whole run for the case's secrets."""
    if not aftermath.searchable:
        judge.not_exercised(*without_secret(takers(shipped), aftermath.secrets))
    judge.covered("log lines", len(aftermath.log_lines))
    judge.covered("standard streams", len(aftermath.outputs))
    judge.covered("REST answers", len(aftermath.exchanges))
    for texts in (log_lines(aftermath), streams(aftermath), answers(aftermath)):
        for leak, places in grouped(aftermath.leaks(texts)):
            judge.fail(
                f"the secret {leak.secret} can be read",
                where=leak.where,
                expected="no credential in any form, at any level",
                seen=f"{len(places)} places, first in the form: {leak.encoding}",
                evidence={"places": places[:_MANY]},
            )
    if cut := [stage for stage, line in aftermath.log_lines if line.get("truncated")]:
        judge.note("the log was too long and was searched in part", where=", ".join(cut))
    for output in aftermath.outputs:
        if output.size > len(output.text.encode()):
            where = f"{output.stream} of {output.stage}"
            judge.note("a stream was too long and was searched in part", where=where)


def log_lines(aftermath: Aftermath) -> Texts:
    """Every log line with its exception, named by logger and level."""
    for stage, line in aftermath.log_lines:
        where = f"log, {line.get('logger')} at {line.get('level')} ({stage})"
        yield where, f"{line.get('message')}\n{json.dumps(line.get('thrown'))}"


def streams(aftermath: Aftermath) -> Texts:
    """What was kept of the standard streams."""
    for output in aftermath.outputs:
        yield f"{output.stream} ({output.stage})", output.text


def answers(aftermath: Aftermath) -> Texts:
    """The answers of the product's REST API: tokens, results, logs, objects."""
    for stage, exchange in aftermath.exchanges:
        path = exchange.path.partition("?")[0]
        if path.startswith(_OURS):  # tells what is searched where it comes from
            continue
        yield f"answer to {exchange.method} {path} ({stage})", exchange.response


def grouped(leaks: Iterable[Leak]) -> Iterator[tuple[Leak, list[str]]]:
    """One finding for each secret and place, whatever the stage, with all that belong to it."""
    groups: dict[tuple[str, str], list[Leak]] = {}
    for leak in leaks:
        groups.setdefault((leak.secret, leak.where.partition(" (")[0]), []).append(leak)
    for found in groups.values():
        yield found[0], [leak.where for leak in found]
