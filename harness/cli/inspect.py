"""``vroaccept inspect``: what can be said about a plug-in without running it."""

from __future__ import annotations

import sys
from pathlib import Path  # noqa: TC003 - typer reads annotations at run time
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from harness.artifact import inspect_artifact
from harness.case import load_case
from harness.checks.finding import Effect
from harness.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.artifact import Artifact, Inspection
    from harness.checks.finding import Finding

_STYLE = {Effect.FAIL: "bold red", Effect.WARN: "yellow", Effect.NOTE: "dim"}
_ORDER = (Effect.FAIL, Effect.WARN, Effect.NOTE)


def command(
    artifact: Annotated[Path, typer.Argument(help="A .dar or .vmoapp file.")],
    *,
    case: Annotated[Path | None, typer.Option(help="Your acceptance.toml.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
    class_files: Annotated[
        bool, typer.Option("--class-files/--no-class-files", help="Read class files; needs Java.")
    ] = True,
    notes: Annotated[bool, typer.Option("--notes", help="Show what is only noted, too.")] = False,
) -> None:
    """Inspect a plug-in without running it: exit 0 nothing fails, 1 something does."""
    inspection = inspect_artifact(
        artifact, case=load_case(case) if case else None, class_files=class_files
    )
    if as_json:
        typer.echo(msgspec.json.format(msgspec.json.encode(_as_data(inspection)), indent=2))
    elif sys.stdout.isatty():
        _show(inspection, notes=notes)
    else:
        typer.echo("\n".join(_lines(inspection, notes=notes)))
    raise typer.Exit(1 if inspection.failed else 0)


def _as_data(inspection: Inspection) -> dict[str, Any]:
    """The machine form; the class index stays inside, it is large."""
    return {
        "artifact": inspection.artifact,
        "outcomes": {check: inspection.outcome(check) for check in inspection.checks},
        "findings": inspection.findings,
        "covered": inspection.covered,
        "skipped": inspection.skipped,
    }


def _lines(inspection: Inspection, *, notes: bool) -> Iterator[str]:
    yield from _head(inspection.artifact)
    for finding in _shown(inspection, notes=notes):
        seen = f" (is: {finding.seen})" if finding.seen else ""
        place = f"{finding.where}: " if finding.where else ""
        rule = f" [{finding.rule}]" if finding.rule else ""
        yield printable(
            f"{finding.effect:4}  {finding.check}{rule}  {place}{finding.summary}{seen}"
        )
    yield from _tail(inspection, notes=notes)


def _show(inspection: Inspection, *, notes: bool) -> None:
    console = Console()
    for line in _head(inspection.artifact):
        console.print(Text(line))
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("")
    table.add_column("check", no_wrap=True)
    table.add_column("finding", overflow="fold")
    for finding in _shown(inspection, notes=notes):
        seen = f" (is: {finding.seen})" if finding.seen else ""
        place = f"  {printable(finding.where)}" if finding.where else ""
        table.add_row(
            Text(finding.effect, style=_STYLE[finding.effect]),
            Text(finding.check),
            Text.assemble(printable(finding.summary + seen), (place, "dim")),
        )
    if table.row_count:
        console.print(table)
    for line in _tail(inspection, notes=notes):
        console.print(Text(line))


def _head(artifact: Artifact) -> Iterator[str]:
    yield printable(f"{artifact.name}  {artifact.kind}  {artifact.digests.size} bytes")
    yield f"sha256 {artifact.digests.sha256}"
    for dar in artifact.dars:
        if dar.descriptor is not None:
            module = dar.descriptor
            yield printable(
                f"{dar.file}: {module.name} {module.version} build {module.build_number}, "
                f"{len(module.finders)} finders, {len(module.objects)} scripting objects, "
                f"{len(dar.jars)} jars, {sum(each.elements for each in dar.packages)} elements"
            )


def _shown(inspection: Inspection, *, notes: bool) -> list[Finding]:
    found = [each for each in inspection.findings if notes or each.effect is not Effect.NOTE]
    return sorted(found, key=lambda finding: _ORDER.index(finding.effect))


def _tail(inspection: Inspection, *, notes: bool) -> Iterator[str]:
    counts = dict.fromkeys(_ORDER, 0)
    for finding in inspection.findings:
        counts[finding.effect] += 1
    for reason in dict.fromkeys(skip.reason for skip in inspection.skipped):
        ids = (skip.check for skip in inspection.skipped if skip.reason == reason)
        yield printable(f"not judged, {reason}: {', '.join(ids)}")
    if counts[Effect.FAIL] or counts[Effect.WARN]:
        yield "what a finding means and how to mend it: vroaccept checks ID"
    hidden = "" if notes or not counts[Effect.NOTE] else " (--notes shows them)"
    yield (
        f"{len(inspection.checks)} checks: {counts[Effect.FAIL]} failures, "
        f"{counts[Effect.WARN]} warnings, {counts[Effect.NOTE]} notes{hidden}"
    )
