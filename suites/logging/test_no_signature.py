"""log.no-signature: the release signature is missing from the log of a request."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from harness.checks import ReasonCode
from harness.pytest_plugin import check
from suites.logging.requests import Log, Names, requests_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Aftermath, Inspection, Judge
    from suites.logging.requests import Request

T = TypeVar("T")

_MANY = 20
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d{1,2}[./-]\d{1,2}[./-]\d\d")
"""A year, or a date with two digits for it."""


@check("log.no-signature")
def test_no_signature(aftermath: Aftermath, inspection: Inspection, judge: Judge) -> None:
    """Look for the signature in what was logged for each request of the whole run."""
    text = aftermath.case.log.signature
    if not text:
        advice = "the case gives no log.signature; add a pattern of name, version and date"
        judge.not_exercised(advice, ReasonCode.NEED_MISSING)
    names, version = described(inspection, aftermath.case.plugin.name)
    matches: set[str] = set()
    unsigned: Counter[str] = Counter()
    for stage in aftermath.stages:
        log = Log(of_stage(aftermath.log_lines, stage), re.compile(text))
        facts = [item.facts for item in of_stage(aftermath.observations, stage)]
        handled = list(judgeable(requests_of(facts, names), log))
        judge.covered("requests", len(handled))
        unsigned.update(request.what for request in handled if not log.signs(request))
        matches |= log.matches
    for what, count in unsigned.most_common(_MANY):
        judge.fail(
            "a request leaves no release signature in the log",
            where=what,
            expected=f"a line that matches {text}",
            seen=f"{count} requests without one",
        )
    for problem in unqualified(matches, version):
        judge.fail("the release signature is not fully qualified", where="log", seen=problem)


def of_stage(pairs: Iterable[tuple[str, T]], stage: str) -> Iterator[T]:
    """Pick what belongs to a stage."""
    return (item for name, item in pairs if name == stage)


def described(inspection: Inspection, plugin: str) -> tuple[Names, str]:
    """How scripts refer to the plug-in, and its version."""
    for dar in inspection.artifact.dars:
        descriptor = dar.descriptor
        if descriptor is not None and descriptor.name == plugin:
            found = {each.script_name for each in descriptor.objects}
            found |= {
                each.singleton.script_name
                for each in descriptor.objects
                if each.singleton is not None
            }
            return Names(plugin, frozenset(found)), descriptor.version
    return Names(plugin, frozenset()), ""


def judgeable(requests: Iterable[Request], log: Log) -> Iterator[Request]:
    """Leave out what ended after the log was cut off."""
    return (each for each in requests if log.ends is None or each.end < log.ends)


def unqualified(matches: Iterable[str], version: str) -> Iterator[str]:
    """Signatures without the version or without a date (programme guide §3.3.1.1)."""
    for match in sorted(matches)[:1]:
        if version and version not in match:
            yield f"{match!r} does not name the version {version}"
        if not _YEAR.search(match):
            yield f"{match!r} names no date"
