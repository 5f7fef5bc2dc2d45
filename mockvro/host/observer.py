"""What the operating system tells about the JVM; it tells that also while the JVM hangs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psutil

if TYPE_CHECKING:
    from collections.abc import Iterator

Facts = dict[str, Any]


def process_facts(pid: int) -> Facts | None:
    """Memory, descriptors, sockets and children of a process (`docs/observer.md`).

    Returns:
        None when the process has ended.
    """
    process = psutil.Process(pid) if psutil.pid_exists(pid) else None
    if process is None:
        return None
    try:
        return _facts(process)
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return None


def _facts(process: psutil.Process) -> Facts:
    with process.oneshot():
        cpu = process.cpu_times()
        return {
            "pid": process.pid,
            "state": process.status(),
            "rssBytes": process.memory_info().rss,
            "threads": process.num_threads(),
            "descriptors": process.num_fds(),
            "cpuSeconds": cpu.user + cpu.system,
            "files": [each.path for each in process.open_files()],
            "sockets": [_socket(each) for each in process.net_connections("inet")],
            "children": list(_children(process)),
        }


def _socket(connection: Any) -> Facts:
    return {
        "family": connection.family.name,
        "type": connection.type.name,
        "local": _address(connection.laddr),
        "remote": _address(connection.raddr),
        "status": connection.status,
    }


def _address(address: Any) -> str:
    return f"{address.ip}:{address.port}" if address else ""


def _children(process: psutil.Process) -> Iterator[Facts]:
    for child in process.children(recursive=True):
        try:
            yield {"pid": child.pid, "command": " ".join(child.cmdline())}
        except psutil.Error:
            continue  # it ended meanwhile
