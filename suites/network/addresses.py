"""To whom the plug-in may talk: what the case names, and this machine's own server (M7)."""

from __future__ import annotations

import ipaddress
import re
import socket
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Stage

_TARGET: Final = re.compile(r"(?P<name>[^/]*)/(?P<address>.*):(?P<port>\d+)")
_HOST: Final = re.compile(r"(?<![\w.-])(?:[a-z0-9-]+\.)+[a-z0-9-]+(?![\w-])", re.IGNORECASE)

_LOOPBACK: Final = frozenset(
    name
    for number in ("", "4", "6")
    for name in (f"localhost{number}", f"localhost{number}.localdomain{number}")
) | {"ip6-localhost", "ip6-loopback"}
"""Names that the usual ``hosts`` files give to the loopback interface."""


class Peer(Struct, frozen=True):
    """Somebody at the other end: name as given or empty, address, port."""

    name: str
    address: str
    port: int

    @property
    def shown(self) -> str:
        """Name, or address where there is none, and port."""
        return f"{self.name or self.address}:{self.port}"


class Allowed(Struct, frozen=True):
    """Whom the plug-in may talk to.

    Attributes:
        ports: Ports of this machine: the managed systems and the server's own API.
        names: Names and addresses of other hosts that the case names, in lower case.
    """

    ports: frozenset[int] = frozenset()
    names: frozenset[str] = frozenset()

    def includes(self, peer: Peer) -> bool:
        """Whether the peer was named to the plug-in."""
        if is_loopback(peer.address):
            return peer.port in self.ports
        given = {peer.name.lower(), peer.address.lower()} - {""}  # an empty input names nobody
        return bool(given & self.names)

    def knows(self, name: str) -> bool:
        """Whether a name may be looked up: it was given, or means this machine."""
        return name.lower() in self.names or is_own_name(name)


def peer_of(target: str) -> Peer | None:
    """Read ``host/address:port``; None when it is something else."""
    match = _TARGET.fullmatch(target)
    if match is None:
        return None
    return Peer(match["name"], match["address"].strip("[]").partition("%")[0], int(match["port"]))


def is_loopback(address: str) -> bool:
    """Whether it is an address of this machine's loopback interface."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = getattr(parsed, "ipv4_mapped", None)
    return (mapped or parsed).is_loopback


def is_own_name(name: str) -> bool:
    """Whether a name is one of this machine, as ``InetAddress.getLocalHost`` looks it up."""
    host, wanted = socket.gethostname().lower(), name.lower()
    own = wanted in (host, host.partition(".")[0])
    return own or wanted in _LOOPBACK or wanted.endswith(".localhost")


def allowed_of(stage: Stage) -> Allowed:
    """What the case names to the plug-in, and where the server itself listens."""
    ports = {urlsplit(stage.client.transport.url).port or 0}
    names = set(_named(_texts([stage.case.configure, stage.case.workflow])))
    if stage.system is not None:
        for bindings in (stage.system.bindings, stage.system.seen_by_plugin):
            ports.add(bindings.port or 0)
            names.add(bindings.host.lower())
    ports |= {int(port) for port in _ports(_texts([stage.case.configure, stage.case.workflow]))}
    return Allowed(frozenset(ports), frozenset(names))


def _named(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from (name.lower() for name in _HOST.findall(text))
        yield text.lower()


def _ports(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from re.findall(r":(\d{1,5})\b", text)
        if text.isdigit() and len(text) < 6:
            yield text


def _texts(value: Any) -> Iterator[str]:
    """Every text of the inputs of workflow runs."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
    elif hasattr(value, "inputs"):
        yield from _texts(value.inputs)
