"""The same questions again and again, with what the JVM holds after each round."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable

    from harness.pytest_plugin import Stage

_ROUNDS: Final = 12
_FINDS: Final = 25
Done = dict[str, "Soak"]
_known: WeakKeyDictionary[Stage, Done] = WeakKeyDictionary()


class Soak(Struct, frozen=True, kw_only=True):
    """What was measured after each round; those of the warm-up are left out.

    Attributes:
        calls: Calls of one round.
        heap: Bytes of heap after a full collection.
        direct: Bytes of direct and mapped buffers.
        loaded: Classes that are loaded.
        descriptors: Open file descriptors.
        sockets: Connections to other programs.
        instances: Instances of each class of the plug-in.
    """

    calls: int
    heap: tuple[int, ...]
    direct: tuple[int, ...]
    loaded: tuple[int, ...]
    descriptors: tuple[int, ...]
    sockets: tuple[int, ...]
    instances: dict[str, tuple[int, ...]]


class _Sample(Struct, frozen=True):
    heap: int
    direct: int
    loaded: int
    descriptors: int
    sockets: int
    instances: dict[str, int]


def reading(stage: Stage) -> Soak:
    """Read the inventory and look objects up, again and again; once for each stage."""
    return _once(stage, "reading", lambda: read(stage))


def failing(stage: Stage) -> Soak:
    """The same while every answer of the managed system is an error.

    Raises:
        NotExercisedError: There is no managed system that can be disturbed.
    """
    known = stage.inventory.nodes  # while all is well

    def fail() -> int:
        with stage.profile("500"):
            return read(stage, (known[0].type, known[0].id) if known else None)

    return _once(stage, "failing", fail)


def read(stage: Stage, also: tuple[str, str] | None = None) -> int:
    """One round; how many calls it made."""
    nodes = stage.walk().nodes
    wanted = {node.type: node.id for node in nodes} or dict([also] if also else [])
    for type_name, identity in wanted.items():
        stage.mockvro.script(stage.plugin, _many(stage.plugin, type_name, identity))
    return len(wanted) * _FINDS


def _many(plugin: str, type_name: str, identity: str) -> str:
    """A script that looks one object up many times, and survives what it is told."""
    full, quoted = json.dumps(f"{plugin}:{type_name}"), json.dumps(identity)
    find = f"Server.findForType({full}, {quoted});"
    return f"for (var n = 0; n < {_FINDS}; n++) {{ try {{ {find} }} catch (e) {{}} }}"


def soak(stage: Stage, cycle: Callable[[], int]) -> Soak:
    """Repeat something and measure after each round."""
    calls: list[int] = []
    samples = stage.repeat(_ROUNDS, lambda _: calls.append(cycle()), lambda: _sample(stage))
    return Soak(
        calls=max(calls),
        heap=tuple(each.heap for each in samples),
        direct=tuple(each.direct for each in samples),
        loaded=tuple(each.loaded for each in samples),
        descriptors=tuple(each.descriptors for each in samples),
        sockets=tuple(each.sockets for each in samples),
        instances=_by_class([each.instances for each in samples]),
    )


def _once(stage: Stage, name: str, cycle: Callable[[], int]) -> Soak:
    done = _known.setdefault(stage, {})
    if name not in done:
        done[name] = soak(stage, cycle)
    return done[name]


def _sample(stage: Stage) -> _Sample:
    counted = stage.observer.histogram(stage.plugin)  # after a collection
    memory, process = stage.observer.heap(), stage.observer.process()
    return _Sample(
        memory.used_bytes,
        memory.direct_bytes + memory.mapped_bytes,
        memory.classes_loaded,
        process.descriptors,
        sum(bool(each.remote) for each in process.sockets),
        {each.type: each.instances for each in counted},
    )


def _by_class(samples: list[dict[str, int]]) -> dict[str, tuple[int, ...]]:
    found = defaultdict(list)
    for name in dict.fromkeys(name for sample in samples for name in sample):
        found[name] = [sample.get(name, 0) for sample in samples]
    return {name: tuple(counts) for name, counts in found.items()}
