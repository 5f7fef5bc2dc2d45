"""`python -m mockvro serve`: a simulated Orchestrator as a process of its own."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

from mockvro.command_line import parser
from mockvro.errors import MockvroError
from mockvro.health import announced, require_alive, url_of
from mockvro.settings import Settings

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    import uvicorn

FAILED = 1
USAGE_ERROR = 2
GRACEFUL_S = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Returns:
        Exit code: 0 after a stop by signal and for a living server, 1 for one that does not live,
        2 when the server cannot be started.
    """
    options = parser().parse_args(arguments)
    serving = options.command == "serve"
    try:
        if serving:
            _serve(options)
        else:
            require_alive(options.data)
    except MockvroError as problem:
        sys.stderr.write(f"mockvro: {problem}\n")
        return USAGE_ERROR if serving else FAILED
    return 0


def _settings(options: argparse.Namespace, center: socket.socket | None) -> Settings:
    return Settings(
        profile=options.profile,
        data_dir=options.data,
        username=options.username,
        password=options.password,
        heap_mb=options.heap,
        script_deadline_s=options.script_deadline,
        finder_limits_s=dict(options.finder_limit),
        control=options.control,
        control_center_port=center.getsockname()[1] if center is not None else None,
    )


def _serve(options: argparse.Namespace) -> None:
    """Serve until a signal, or until nobody holds the other end of standard input.

    Raises:
        MockvroError: The server cannot be started.
    """
    with ExitStack() as stack:
        listener = stack.enter_context(_listener(options.host, options.port))
        center = None
        if options.control_center_port is not None:
            center = stack.enter_context(_listener(options.host, options.control_center_port))
        config = _config(_settings(options, center), options)
        host, port = listener.getsockname()[:2]
        url = url_of("https" if config.is_ssl else "http", host, port)
        with announced(options.data, url):
            sys.stdout.write(f"mockvro {options.profile} listens on {url}/vco/api/\n")
            if center is not None:
                address = url_of("https" if config.is_ssl else "http", *center.getsockname()[:2])
                sys.stdout.write(f"its Control Center on {address}/vco-controlcenter/api/\n")
            sys.stdout.flush()
            if options.stop_on_eof:
                threading.Thread(target=_stop_on_eof, name="lifeline", daemon=True).start()
            _run(config, [each for each in (listener, center) if each is not None])


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


def _config(settings: Settings, options: argparse.Namespace) -> uvicorn.Config:
    """The application and how it is served.

    Raises:
        MockvroError: The data folder, the profile, the certificate or its key cannot be used.
    """
    import uvicorn  # noqa: PLC0415 - usage errors and health checks need no web framework

    from mockvro.app import create_app  # noqa: PLC0415 - as above

    if bool(options.tls_cert) != bool(options.tls_key):
        raise MockvroError("TLS needs both --tls-cert and --tls-key")
    config = uvicorn.Config(
        create_app(settings),
        log_level="warning",
        lifespan="on",
        ws="none",
        timeout_graceful_shutdown=GRACEFUL_S,
        ssl_certfile=options.tls_cert,
        ssl_keyfile=options.tls_key,
    )
    try:
        config.load()
    except OSError as problem:  # also what OpenSSL says about certificates and keys
        raise MockvroError(f"cannot use it: {problem}", where=f"{options.tls_cert}") from problem
    return config


def _run(config: uvicorn.Config, listeners: list[socket.socket]) -> None:
    import uvicorn  # noqa: PLC0415 - as above

    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=listeners)


def _stop_on_eof() -> None:
    """Stop like after a signal once standard input ends: whoever started us is gone."""
    while sys.stdin.buffer.read(4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main())
