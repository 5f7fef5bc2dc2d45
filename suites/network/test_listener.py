"""net.listener: the plug-in opens ports that others can connect to."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, NamedTuple

import psutil

from harness.errors import CannotJudgeError
from harness.pytest_plugin import check
from suites.network.driving import drive

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Judge, Stage


class Port(NamedTuple):
    """A port that somebody can send to; ``protocol`` is ``tcp`` or ``udp``."""

    protocol: str
    address: str
    number: int


@check("net.listener")
def test_listener(stage: Stage, judge: Judge) -> None:
    """Use the plug-in, and compare the ports of its JVM with those of a JVM without it."""
    drive(stage)
    judge.covered("JVMs")
    found = list(open_ports(pid_of(stage)))
    usual = usual_ports(open_ports(pid_of(stage.control))) if found else frozenset()
    for port in found:
        if (port.protocol, port.address) in usual:
            continue
        tell = judge.fail if port.protocol == "tcp" else judge.warn
        tell(
            "the plug-in opens a port that others can reach",
            where=f"{port.protocol} {port.address}",
            expected="no port; the server is the only one that listens",
            seen=f"port {port.number}",
        )


def usual_ports(found: Iterable[Port]) -> frozenset[tuple[str, str]]:
    """Protocols and addresses of ports that a JVM has without the plug-in."""
    return frozenset((port.protocol, port.address) for port in found)


def pid_of(stage: Stage) -> int:
    """The process of a stage's JVM.

    Raises:
        CannotJudgeError: It does not run any more.
    """
    host = stage.host()
    if host is None or host.pid is None:
        raise CannotJudgeError("the JVM does not run")
    return host.pid


def open_ports(pid: int) -> Iterator[Port]:
    """The ports of a process and its children; a socket with a peer is a client's.

    Raises:
        CannotJudgeError: The process has ended.
    """
    try:
        process = psutil.Process(pid)
        family = [process, *process.children(recursive=True)]
        found = [each for member in family for each in member.net_connections("inet")]
    except psutil.Error as exc:
        raise CannotJudgeError(f"the sockets of the JVM cannot be read: {exc}") from exc
    for each in found:
        listens = each.type == socket.SOCK_DGRAM or each.status == psutil.CONN_LISTEN
        bound = hasattr(each.laddr, "port")  # a socket for datagrams need not be
        if bound and listens and not each.raddr:
            protocol = "udp" if each.type == socket.SOCK_DGRAM else "tcp"
            yield Port(protocol, each.laddr.ip, each.laddr.port)
