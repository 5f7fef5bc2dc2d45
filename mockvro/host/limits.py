"""What a JVM may use of the machine, and what it does use (`docs/observer.md`).

Limits that the kernel keeps are set on the process; the others are watched from outside. The limit
that the kernel has on processes is none for root and counts all of a user's, so it is not used.
"""

from __future__ import annotations

import os
import resource
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_MIB: Final = 1024 * 1024
_PROC: Final = Path("/proc")
_STOPPED: Final = "T"
_DEAD: Final = "Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Beyond these a JVM is killed with everything it started.

    Attributes:
        processes: Processes besides the JVM.
        threads: Threads of the JVM.
        memory_mb: Resident size in MiB beyond the heap.
        disk_mb: MiB below its working folder.
        stopped_s: Seconds in the state in which a signal stopped it.
        file_mb: Size of one file in MiB; the kernel refuses to write more.
        descriptors: Open descriptors; the kernel refuses more.
    """

    processes: int = 100
    threads: int = 4000
    memory_mb: int = 2048
    disk_mb: int = 4096
    stopped_s: float = 10.0
    file_mb: int = 2048
    descriptors: int = 16_384


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What a JVM uses.

    Attributes:
        state: One letter, as the kernel names states.
        processes: Processes besides the JVM; None when they were not counted.
        disk_bytes: Size of its working folder; None when it was not measured.
    """

    state: str
    threads: int
    memory_bytes: int
    processes: int | None = None
    disk_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Breach:
    """A limit that was passed."""

    reason: str
    measured: float
    limit: float


def breach(usage: Usage, limits: Limits, *, heap_mb: int, stopped_s: float) -> Breach | None:
    """The limit that a JVM has passed, the most harmful first.

    Args:
        usage: What was measured.
        limits: What is allowed.
        heap_mb: Heap limit in MiB, which comes on top of the memory.
        stopped_s: For how long it has been stopped.
    """
    allowed = (
        Breach("processes", usage.processes or 0, limits.processes),
        Breach("threads", usage.threads, limits.threads),
        Breach("memory", usage.memory_bytes, (heap_mb + limits.memory_mb) * _MIB),
        Breach("disk", usage.disk_bytes or 0, limits.disk_mb * _MIB),
        Breach("stopped", round(stopped_s, 1), limits.stopped_s),
    )
    return next((each for each in allowed if each.measured > each.limit), None)


def is_stopped(usage: Usage) -> bool:
    """Whether a signal has stopped it."""
    return usage.state == _STOPPED


def impose(pid: int, limits: Limits) -> None:
    """Let the kernel keep the limits that it can keep; what the process starts inherits them."""
    size = limits.file_mb * _MIB
    for kind, value in (
        (resource.RLIMIT_FSIZE, size),
        (resource.RLIMIT_NOFILE, limits.descriptors),
    ):
        try:
            _, hard = resource.prlimit(pid, kind)
            most = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.prlimit(pid, kind, (most, most))
        except ProcessLookupError:
            return  # it has ended already


def read_usage(pid: int) -> Usage | None:
    """State, threads and memory of a process; None when it has ended."""
    try:
        text = (_PROC / str(pid) / "status").read_text("utf-8", "replace")
    except (FileNotFoundError, ProcessLookupError):
        return None
    fields = dict(line.split(":", 1) for line in text.splitlines() if ":" in line)
    resident = fields.get("VmRSS", "0 kB").split()
    return Usage(
        state=fields["State"].split()[0],
        threads=int(fields["Threads"]),
        memory_bytes=int(resident[0]) * 1024,
    )


def descendants(root: int) -> frozenset[int]:
    """Processes in the session of a process or below it, without itself and without dead ones."""
    parents = {pid: (parent, session) for pid, parent, session in _processes()}
    members = {pid for pid, (_, session) in parents.items() if session == root} | {root}
    grown = True
    while grown:
        more = {pid for pid, (parent, _) in parents.items() if parent in members} - members
        members |= more
        grown = bool(more)
    return frozenset(members - {root})


def _processes() -> Iterator[tuple[int, int, int]]:
    """Id, parent and session of every process that lives."""
    for folder in _PROC.iterdir():
        if not folder.name.isdigit():
            continue
        try:
            stat = (folder / "stat").read_text("utf-8", "replace")
        except (FileNotFoundError, ProcessLookupError):
            continue
        # the name in parentheses may hold anything, blanks and parentheses too
        state, parent, _, session = stat[stat.rindex(")") + 2 :].split(" ", 4)[:4]
        if state != _DEAD:
            yield int(folder.name), int(parent), int(session)


def last_pid() -> int:
    """The newest process id on the machine: how far it moves tells how many were started."""
    return int((_PROC / "loadavg").read_text("ascii").split()[4])


def disk_bytes(folder: Path) -> int:
    """Space that the files below a folder take, sparse ones counted by what they really use."""
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.lstat(os.path.join(place, name)).st_blocks * 512  # noqa: PTH118 - many files
            except OSError:
                continue  # it was deleted meanwhile
    return total
