"""``vroaccept checks``: what is looked for, and what to do about a finding."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from harness.checks import load_plan
from harness.checks.registry import area_of, areas, spec_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.checks import CheckSpec, Plan


def command(
    check: Annotated[str | None, typer.Argument(metavar="[ID]", help="One check, in full.")] = None,
    *,
    plan: Annotated[str, typer.Option(help="Show how much each counts in it.")] = "certification",
    as_json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """List the checks, or explain one."""
    chosen = load_plan(plan)
    specs = (
        (spec_of(check),) if check else tuple(spec for each in areas().values() for spec in each)
    )
    if as_json:
        data = [_as_data(spec, chosen) for spec in specs]
        typer.echo(msgspec.json.format(msgspec.json.encode(data[0] if check else data), indent=2))
    elif check:
        typer.echo("\n".join(_detail(specs[0], chosen)))
    elif sys.stdout.isatty():
        _table(specs, chosen)
    else:
        for spec in specs:
            typer.echo(f"{spec.id}\t{spec.severity}\t{chosen.level(spec.id)}\t{spec.title}")


def _as_data(spec: CheckSpec, plan: Plan) -> dict[str, Any]:
    declared: dict[str, Any] = msgspec.to_builtins(spec)
    return {**declared, "area": area_of(spec.id), "level": plan.level(spec.id)}


def _detail(spec: CheckSpec, plan: Plan) -> Iterator[str]:
    yield f"{spec.ref}  {spec.title}"
    rows = {
        "area": area_of(spec.id),
        "severity": spec.severity,
        "counts as": f"{plan.level(spec.id)} ({plan.name})",
        "demanded by": spec.requirement,
        "needs": ", ".join(spec.needs),
        "where to look": spec.help,
        "what to change": spec.suggestion,
    }
    for label, text in rows.items():
        yield f"  {label:<15}{text}"


def _table(specs: tuple[CheckSpec, ...], plan: Plan) -> None:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in ("check", "severity", plan.name, "looks for"):
        table.add_column(heading, no_wrap=heading == "check")
    for spec in specs:
        table.add_row(*map(Text, (spec.id, spec.severity, plan.level(spec.id), spec.title)))
    Console().print(table)
