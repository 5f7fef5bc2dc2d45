"""The command ``vroaccept``: one module per command, one place where problems are caught."""

from __future__ import annotations

import signal
import sys
import traceback
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any

import typer

from harness.errors import HarnessError
from harness.printable import printable
from harness.version import kit_version
from mockvro.errors import MockvroError

if TYPE_CHECKING:
    from types import FrameType

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells report it."""
INTERNAL = HarnessError.exit_code
PROGRAM = "vroaccept"

COMMANDS = ("run", "inspect", "checks", "init", "verify")
GROUPS = ("keys",)


def app(*, args: list[str], **options: Any) -> Any:
    """Run a command with nothing loaded that only the others need: half of the time to start."""
    top = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        help="Decides whether a plug-in may run inside vRealize Orchestrator, and proves it.",
    )
    top.callback()(_options)
    named = next((each for each in args if not each.startswith("-")), "")
    wanted = [each for each in (*COMMANDS, *GROUPS) if each == named] or (*COMMANDS, *GROUPS)
    for name in wanted:
        module = import_module(f"harness.cli.{name}")
        if name in GROUPS:
            top.add_typer(module.app, name=name)
        else:
            top.command(name)(module.command)
    return top(args=args, **options)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"{PROGRAM} {kit_version()}")
        raise typer.Exit


def _options(
    *,
    show_version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Take the options that belong to no command."""


def main() -> None:
    """Run the command line and exit; SIGTERM cleans up as Ctrl-C does."""
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        code = execute(sys.argv[1:])
    except Exception:  # noqa: BLE001 - Python would exit with 1, which means "rejected"
        traceback.print_exc()
        code = _tell("a defect of this program, please report the lines above", INTERNAL)
    sys.exit(code)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def execute(arguments: list[str]) -> int:
    """Run the command line and return the exit code; a problem is one line on standard error."""
    try:
        result = app(args=arguments, prog_name=PROGRAM, standalone_mode=False)
    except HarnessError as exc:
        return _tell(str(exc), exc.exit_code)
    except MockvroError as exc:
        return _tell(str(exc), INTERNAL)
    except typer.TyperException as exc:
        return _tell(f"{exc.format_message().rstrip('.')} - see '{_help(exc)}'", exc.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        return _tell("interrupted", INTERRUPTED)
    if result == INTERRUPTED:  # typer answers Ctrl-C in silence
        return _tell("interrupted", INTERRUPTED)
    return result if isinstance(result, int) else 0


def _help(problem: typer.TyperException) -> str:
    """Name the help of the command that was given wrongly, as far as the problem knows it."""
    context = getattr(problem, "ctx", None)
    return f"{context.command_path if context else PROGRAM} --help"


def _tell(problem: str, code: int) -> int:
    typer.echo(f"{PROGRAM}: {printable(' '.join(problem.split()))}", err=True)
    return code
