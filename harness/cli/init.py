"""``vroaccept init``: draft the case of a plug-in."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads annotations at run time
from typing import Annotated

import typer

from harness.case import draft_case
from harness.case.gather import gather_facts
from harness.errors import UsageError
from harness.printable import printable


def command(
    artifact: Annotated[Path, typer.Argument(help="A .dar or .vmoapp file.")],
    *,
    out: Annotated[
        Path | None, typer.Option(help="File to write; standard output without it.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
) -> None:
    """Draft acceptance.toml from the descriptor and the workflows of a plug-in."""
    text = draft_case(gather_facts(artifact))
    if out is None:
        typer.echo(text, nl=False)
        return
    _write(out, text, force=force)
    told = f"drafted {out}: complete every value that holds '…', 0 or [], and fill in [backend]"
    typer.echo(printable(told), err=True)


def _write(out: Path, text: str, *, force: bool) -> None:
    try:
        with out.open("w" if force else "x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as exc:
        raise UsageError("the file is there already", where=str(out), advice="use --force") from exc
    except OSError as exc:
        raise UsageError(f"cannot write: {exc.strerror}", where=str(out)) from exc
