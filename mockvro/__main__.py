"""`python -m mockvro serve`: a simulated Orchestrator as a process of its own."""

from __future__ import annotations

import argparse
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from mockvro import releases
from mockvro.errors import MockvroError
from mockvro.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.applications import Starlette

USAGE_ERROR = 2
GRACEFUL_S = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Returns:
        Exit code: 0 after a stop by signal, 2 when the server cannot be started.
    """
    options = _parser().parse_args(arguments)
    settings = Settings(
        profile=options.profile,
        data_dir=options.data,
        username=options.username,
        password=options.password,
        heap_mb=options.heap,
    )
    try:
        with _listener(options.host, options.port) as listener:
            app = _app(settings)
            _announce(listener, settings.profile)
            _serve(app, listener)
    except MockvroError as problem:
        sys.stderr.write(f"mockvro: {problem}\n")
        return USAGE_ERROR
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mockvro", description="A simulated Orchestrator.")
    commands = parser.add_subparsers(dest="command", required=True)
    serve = commands.add_parser("serve", help="serve the REST API until interrupted")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on")
    serve.add_argument("--port", type=int, default=8281, help="port to listen on; 0 for any")
    serve.add_argument("--data", type=Path, default=Path("mockvro-data"), help="data folder")
    serve.add_argument("--profile", default="8.18", help=f"one of {', '.join(releases.names())}")
    serve.add_argument("--username", default="vcoadmin", help="account for Basic authentication")
    serve.add_argument("--password", default="vcoadmin", help="its password")
    serve.add_argument("--heap", type=int, default=512, help="heap of the plug-in JVM in MiB")
    return parser


def _listener(host: str, port: int) -> socket.socket:
    """A listening socket, so that port 0 can be told before anything else starts.

    Raises:
        MockvroError: The address cannot be used.
    """
    try:
        return socket.create_server((host, port))
    except (OSError, OverflowError) as problem:
        raise MockvroError(
            f"cannot listen: {problem}", where=f"{host}:{port}", advice="choose another --port"
        ) from problem


def _announce(listener: socket.socket, profile: str) -> None:
    host, port = listener.getsockname()[:2]
    sys.stdout.write(f"mockvro {profile} listens on http://{host}:{port}/vco/api/\n")
    sys.stdout.flush()


def _app(settings: Settings) -> Starlette:
    from mockvro.app import create_app  # noqa: PLC0415 - usage errors need no web framework

    return create_app(settings)


def _serve(app: Starlette, listener: socket.socket) -> None:
    import uvicorn  # noqa: PLC0415 - as above

    config = uvicorn.Config(
        app, log_level="warning", lifespan="on", timeout_graceful_shutdown=GRACEFUL_S
    )
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    sys.exit(main())
