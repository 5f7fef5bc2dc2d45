"""Waiting until a managed system can be used, with evidence when it never can."""

from __future__ import annotations

import socket
import time
from typing import TYPE_CHECKING

import requests

from harness.errors import HarnessError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from harness.backend.capture import CapturedProcess
    from harness.case import Ready

_POLL_SECONDS = 0.02
_PROBE_SECONDS = 2.0
_FIRST_ERROR = 400


class BackendError(HarnessError):
    """The managed system does not do what the case says."""


def free_port() -> int:
    """Pick a port of the loopback interface that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for_port_file(path: Path, process: CapturedProcess, timeout: float) -> int:
    """Wait until the system has written the port it chose.

    Raises:
        BackendError: It ends, or writes none in time.
    """
    end = time.monotonic() + timeout
    while True:
        text = path.read_text(errors="replace").strip() if path.exists() else ""
        if text.isdecimal():
            return int(text)
        _still_waiting(process, end, f"no port in {path.name}: {text[:40]!r}")
        time.sleep(_POLL_SECONDS)


def wait_ready(ready: Ready, process: CapturedProcess | None, timeout: float) -> None:
    """Wait until every condition of ``ready`` holds.

    Raises:
        BackendError: The system ends, or a condition does not hold in time.
        UsageError: An address is none.
    """
    end = time.monotonic() + timeout
    for name, address in (("tcp", ready.tcp), ("http", ready.http)):
        while address and (problem := _PROBES[name](address)):
            _still_waiting(process, end, f"{name} {address}: {problem}")
            time.sleep(_POLL_SECONDS)


def _still_waiting(process: CapturedProcess | None, end: float, problem: str) -> None:
    code = process.exit_code if process else None
    tail = process.tail() if process else ""
    evidence = f"; its output ends with {tail!r}" if tail else ""
    if code is not None:
        raise BackendError(
            f"the managed system ended with {code} before it was ready{evidence}",
            where="[backend]",
            advice="run backend.start by hand",
        )
    if time.monotonic() > end:
        raise BackendError(
            f"the managed system is not ready, {problem}{evidence}",
            where="[backend]",
            advice="see backend.ready of the case",
        )


def _tcp_problem(address: str) -> str:
    host, _, port = address.rpartition(":")
    if not port.isdecimal():
        raise UsageError("host:port expected", where=f"backend.ready.tcp {address!r}")
    try:
        socket.create_connection((host, int(port)), timeout=_PROBE_SECONDS).close()
    except OSError as exc:
        return str(exc)
    return ""


def _http_problem(address: str) -> str:
    try:
        with requests.get(address, timeout=_PROBE_SECONDS) as response:
            return "" if response.status_code < _FIRST_ERROR else f"status {response.status_code}"
    except requests.exceptions.InvalidURL as exc:
        raise UsageError(str(exc), where="backend.ready.http") from exc
    except requests.RequestException as exc:
        return type(exc).__name__


_PROBES = {"tcp": _tcp_problem, "http": _http_problem}
