"""What `mockvro` takes on its command line."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from mockvro import releases
from mockvro.settings import Settings

PASSWORD = "MOCKVRO_PASSWORD"  # noqa: S105 - the name of a variable
FINDER_CALLS = ("find", "findAll", "findRelation", "hasChildren")
_DATA = Path("mockvro-data")
_DEFAULTS = Settings(data_dir=_DATA)


def parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    top = argparse.ArgumentParser(prog="mockvro", description="A simulated Orchestrator.")
    commands = top.add_subparsers(dest="command", required=True)
    serve = commands.add_parser("serve", help="serve the REST API until interrupted")
    _add_place(serve)
    _add_simulation(serve)
    health = commands.add_parser("health", help="exit 0 if the server of a data folder lives")
    health.add_argument("--data", type=Path, default=_DATA, help="its data folder")
    return top


def _add_place(serve: argparse.ArgumentParser) -> None:
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on")
    serve.add_argument("--port", type=int, default=8281, help="port to listen on; 0 for any")
    serve.add_argument(
        "--control-center-port",
        type=int,
        metavar="PORT",
        help="serve the Control Center there, as releases up to 7.6 do on 8283; 0 for any",
    )
    serve.add_argument("--data", type=Path, default=_DATA, help="data folder")
    serve.add_argument("--tls-cert", type=Path, help="certificate (PEM): serve https")
    serve.add_argument("--tls-key", type=Path, help="its private key (PEM)")
    serve.add_argument("--stop-on-eof", action="store_true", help="stop when standard input ends")


def _add_simulation(serve: argparse.ArgumentParser) -> None:
    known = ", ".join(releases.names())
    serve.add_argument("--profile", default=_DEFAULTS.profile, help=f"one of {known}")
    serve.add_argument(
        "--username", default=_DEFAULTS.username, help="account for Basic authentication"
    )
    serve.add_argument(
        "--password",
        default=os.environ.get(PASSWORD) or _DEFAULTS.password,
        help=f"its password; {PASSWORD} keeps it off the command line",
    )
    serve.add_argument(
        "--heap", type=int, default=_DEFAULTS.heap_mb, help="heap of the plug-in JVM in MiB"
    )
    serve.add_argument(
        "--script-deadline",
        type=float,
        default=_DEFAULTS.script_deadline_s,
        metavar="SECONDS",
        help="longest run of one script",
    )
    serve.add_argument(
        "--finder-limit",
        type=_finder_limit,
        action="append",
        default=[],
        metavar="CALL=SECONDS",
        help=f"longest finder call; CALL is one of {', '.join(FINDER_CALLS)}",
    )
    serve.add_argument(
        "--no-control",
        dest="control",
        action="store_false",
        help="serve what the product serves, without /mockvro",
    )


def _finder_limit(text: str) -> tuple[str, float]:
    call, _, seconds = text.partition("=")
    try:
        limit = float(seconds)
    except ValueError:
        limit = 0.0
    if call not in FINDER_CALLS or limit <= 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not CALL=SECONDS")
    return call, limit
