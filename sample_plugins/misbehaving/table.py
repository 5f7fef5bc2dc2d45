"""The detection table: which check finds which misbehaviour, and how that is known.

`python -m sample_plugins.misbehaving.table > docs/detection.md` writes the page.
"""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

from harness.checks.registry import areas
from sample_plugins.misbehaving import dynamic, static
from sample_plugins.misbehaving.measured import Measured, measured

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.checks import CheckSpec

_INTRODUCTION = """\
# Detection table

Made by `python -m sample_plugins.misbehaving.table > docs/detection.md`; do not edit.

Each check is held against plug-ins that do what it is about (*bad*) and plug-ins that come close
and do not (*near misses*), `sample_plugins/misbehaving`. Every run must find exactly what its
plug-in is known for. *Quiet runs* are runs of the check on plug-ins that give it no reason to
speak, *false* those in which it spoke all the same. What the catalogue of misbehaviours has
besides, and why no check decides it, is in [left-out.md](left-out.md)."""


def page() -> str:
    """The page, Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield _INTRODUCTION
    counts, runs = _counts(), measured()
    every = [spec for specs in areas().values() for spec in specs]
    yield ""
    bad = sum(counts[spec.id, "bad"] for spec in every)
    near = sum(counts[spec.id, "near_miss"] for spec in every)
    yield f"{len(every)} checks, {bad} bad plug-ins, {near} near misses."
    for area, specs in areas().items():
        yield from ("", f"## {area.capitalize()}", "")
        yield "| check | severity | finds | bad | near misses | quiet runs | false |"
        yield "|---|---|---|---|---|---|---|"
        for spec in specs:
            yield _row(spec, counts, runs.get(spec.id, Measured()))


def _row(spec: CheckSpec, counts: Counter[tuple[str, str]], runs: Measured) -> str:
    bad, near = counts[spec.id, "bad"], counts[spec.id, "near_miss"]
    cells = (f"`{spec.id}`", spec.severity, spec.title, bad, near, runs.runs, runs.false)
    return f"| {' | '.join(map(str, cells))} |"


def _counts() -> Counter[tuple[str, str]]:
    counts = Counter[tuple[str, str]]((each.check, each.kind) for each in static.VARIANTS)
    return counts + Counter((each.check, each.kind) for each in dynamic.VARIANTS)


if __name__ == "__main__":
    sys.stdout.write(page())
