"""What the observer in the simulation's JVM answers (``docs/observer.md``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Mapping


class Lock(Struct, frozen=True, rename="camel"):
    """A monitor or lock.

    Attributes:
        type: Class of the lock.
        id: Identity, the same in all answers of one JVM.
        frame: Where it was taken; None for locks of ``java.util.concurrent``.
        plugin: Plug-in whose code took it; None for others.
        owner: Id of the thread that has it, when somebody waits for it.
    """

    type: str = field(name="class")
    id: str
    frame: str | None = None
    plugin: str | None = None
    owner: int | None = None


class Starter(Struct, frozen=True, rename="camel"):
    """Where a thread was started; ``at`` is in milliseconds since the epoch."""

    stack: tuple[str, ...]
    at: int
    call: str = ""
    plugin_frame: str | None = None


class ObservedThread(Struct, frozen=True, rename="camel"):
    """A live thread.

    Attributes:
        call: Id of the call it serves, empty for none.
        plugin: Plug-in it belongs to; None for calls and for threads of the JVM and the host.
        by: What tells whose it is: ``starter``, ``class``, ``target``, ``context`` or ``stack``.
        io: Whether it is inside a socket, file or process operation.
        cpu_ms: CPU time since it was started.
    """

    id: int
    name: str
    state: str
    stack: tuple[str, ...]
    type: str = field(name="class", default="")
    daemon: bool = False
    call: str = ""
    plugin: str | None = None
    by: str | None = None
    starter: Starter | None = None
    cpu_ms: float = 0.0
    blocked_count: int = 0
    plugin_frame: str | None = None
    io: bool = False
    blocked_on: Lock | None = None
    holds: tuple[Lock, ...] = ()


class ThreadSnapshot(Struct, frozen=True):
    """All threads, and the ids of those that wait for each other in a cycle."""

    threads: tuple[ObservedThread, ...]
    deadlocks: tuple[tuple[int, ...], ...] = ()

    def of(self, plugin: str) -> tuple[ObservedThread, ...]:
        """Threads that belong to a plug-in."""
        return tuple(each for each in self.threads if each.plugin == plugin)

    def locked_in_io(self) -> tuple[ObservedThread, ...]:
        """Threads inside an I/O operation that hold a lock which code of a plug-in took."""
        return tuple(
            each for each in self.threads if each.io and any(lock.plugin for lock in each.holds)
        )


def cpu_between(earlier: ThreadSnapshot, later: ThreadSnapshot) -> Mapping[int, float]:
    """CPU milliseconds between two snapshots by thread id, of threads that are in both."""
    before = {each.id: each.cpu_ms for each in earlier.threads}
    return {each.id: each.cpu_ms - before[each.id] for each in later.threads if each.id in before}


class RunningCall(Struct, frozen=True, rename="camel"):
    """A call that is under way; ``in_plugin`` says whether it is in code of the plug-in."""

    call: str
    method: str
    ms: int
    stack: tuple[str, ...]
    plugin: str = ""
    session: str = ""
    type: str = ""
    id: str = ""
    relation: str = ""
    thread_id: int = 0
    in_plugin: bool = False
    plugin_frame: str | None = None


class Deed(Struct, frozen=True, rename="camel"):
    """What a plug-in did at one call site with one target.

    Attributes:
        what: Kind, such as ``file``.
        how: Which deed of the kind, such as ``write``.
        method: Method of the JDK that was called.
        target: Path, address, name; ``…`` for the further targets of a call site with many.
        by: ``stack``, or ``thread`` when only the thread tells whose it is.
        call: Id of the first call during which it happened.
    """

    plugin: str
    what: str
    how: str
    method: str
    target: str
    by: str
    count: int
    first: int
    last: int
    stack: tuple[str, ...]
    details: dict[str, Any] = field(default_factory=dict)
    thread: str = ""
    call: str = ""
    plugin_frame: str | None = None


class Deeds(Struct, frozen=True):
    """Deeds by call site.

    Attributes:
        unseen: By kind, how many were not looked at because there were too many.
        dropped: How many call sites found no room.
        blind: Probes that this JDK has no place for; what they watch is not observed.
    """

    events: tuple[Deed, ...]
    unseen: dict[str, int] = field(default_factory=dict)
    dropped: int = 0
    blind: tuple[str, ...] = ()


class StateChange(Struct, frozen=True):
    """A setting of the JVM that differs; None where it is absent."""

    key: str
    before: str | None
    after: str | None


class JvmState(Struct, frozen=True):
    """Settings of the JVM; ``before`` is None while no plug-in was loaded."""

    state: dict[str, str]
    before: dict[str, str] | None = None
    changes: tuple[StateChange, ...] = ()


class Pool(Struct, frozen=True):
    """A pool of connections, as its MBean tells it.

    Attributes:
        name: Name of the MBean.
        plugin: Plug-in that registered it.
        borrowed: How many are in somebody's hands.
        idle: How many wait to be borrowed.
    """

    name: str
    plugin: str
    borrowed: int
    idle: int


class Pools(Struct, frozen=True):
    """Pools of all plug-ins; ``silent`` names MBeans that did not answer in time."""

    pools: tuple[Pool, ...]
    silent: tuple[str, ...] = ()

    def of(self, plugin: str) -> tuple[Pool, ...]:
        """Those of a plug-in."""
        return tuple(each for each in self.pools if each.plugin == plugin)


class Memory(Struct, frozen=True, rename="camel"):
    """Memory after full collections, in bytes; counts of classes and threads."""

    used_bytes: int
    committed_bytes: int
    direct_bytes: int
    direct_count: int
    mapped_bytes: int
    metaspace_bytes: int
    classes_loaded: int
    classes_of_plugins: dict[str, int]
    threads: int


class ClassCount(Struct, frozen=True):
    """Live instances of a class; ``plugin`` is None for other classes."""

    type: str = field(name="class")
    instances: int
    bytes: int
    plugin: str | None = None


class Socket(Struct, frozen=True):
    """A socket of the process; addresses are ``ip:port``, empty where there is none."""

    family: str
    type: str
    local: str
    remote: str
    status: str


class ChildProcess(Struct, frozen=True):
    """A process that the JVM started."""

    pid: int
    command: str


class ProcessFacts(Struct, frozen=True, rename="camel"):
    """The JVM as the operating system sees it."""

    pid: int
    state: str
    rss_bytes: int
    threads: int
    descriptors: int
    cpu_seconds: float
    files: tuple[str, ...]
    sockets: tuple[Socket, ...]
    children: tuple[ChildProcess, ...]


class Holder(Struct, frozen=True):
    """A suspect: something of an unloaded plug-in that is still there."""

    kind: str
    what: str


class LoaderFate(Struct, frozen=True, rename="camel"):
    """What became of the class loader of an unloaded plug-in.

    Attributes:
        path: From a static field or a thread to it; empty when it is gone or nothing was found.
        complete: False when the search for a path gave up because the heap is too big.
    """

    collected: bool
    gcs: int
    ms: int
    soft_cleared: bool
    path: tuple[str, ...] = ()
    searched: int = 0
    complete: bool = True
    holders: tuple[Holder, ...] = ()


class FactoryCount(Struct, frozen=True):
    """Factories of one class: live ones before and after the cycles."""

    type: str = field(name="class")
    before: int
    after: int


class FactoryCycles(Struct, frozen=True, rename="camel"):
    """What is left of many sessions that were opened and closed."""

    cycles: int
    ms: int
    factories: tuple[FactoryCount, ...]
    used_bytes_before: int
    used_bytes_after: int
