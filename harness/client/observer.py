"""The observer in the simulation's JVM: ``/mockvro/observer/…`` (``docs/observer.md``)."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from harness.client.observed import (
    ClassCount,
    Deeds,
    FactoryCycles,
    JvmState,
    LoaderFate,
    Memory,
    Pools,
    ProcessFacts,
    RunningCall,
    ThreadSnapshot,
)
from harness.client.transport import segments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.client.answer import Answer
    from harness.client.transport import Transport

T = TypeVar("T")

_SECONDS = 400.0
"""Longest question: garbage collections until a class loader is gone."""


class _Calls(msgspec.Struct, frozen=True):
    calls: tuple[RunningCall, ...]


class _Classes(msgspec.Struct, frozen=True):
    classes: tuple[ClassCount, ...]


class ObserverApi:
    """Asks the observer; what the answers mean is described there.

    Raises:
        UnexpectedAnswerError: By all methods, when the JVM does not answer or refuses.
    """

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def threads(self) -> ThreadSnapshot:
        """List all threads: whose they are, what they hold and wait for."""
        return self._get("threads", ThreadSnapshot)

    def calls(self) -> tuple[RunningCall, ...]:
        """List the calls that are under way."""
        return self._get("calls", _Calls).calls

    def interrupt(self, call: str) -> bool:
        """Interrupt the thread of a call; false when it is not under way any more."""
        return bool(self.post("interrupt", call=call).get("interrupted"))

    def events(self, kind: str = "", plugin: str = "") -> Deeds:
        """List what plug-ins did, of one kind and one plug-in if they are named."""
        return self._get("events", Deeds, kind=kind, plugin=plugin)

    def forget_events(self) -> None:
        """Let it count from zero; every call site is filed again."""
        self.post("events/forget")

    def jvm_state(self) -> JvmState:
        """Read the JVM-wide settings, and what changed since the first plug-in was loaded."""
        return self._get("jvm-state", JvmState)

    def pools(self) -> Pools:
        """Read what pools of connections say about themselves."""
        return self._get("pools", Pools)

    def heap(self) -> Memory:
        """Collect garbage and measure what is left."""
        return self._post("gc", Memory)

    def histogram(self, plugin: str = "") -> tuple[ClassCount, ...]:
        """Count live instances; of all plug-ins and the biggest others if none is named."""
        return self._get("histogram", _Classes, plugin=plugin).classes

    def process(self) -> ProcessFacts:
        """Ask the operating system about the JVM, which need not answer for that."""
        return self._get("process", ProcessFacts)

    def unload(self, plugin: str) -> None:
        """Unload a plug-in and keep the JVM; a fresh JVM has it again."""
        self.post("unload", plugin=plugin)

    def loader(self, plugin: str, *, gcs: int = 10, seconds: int = 60) -> LoaderFate:
        """Find out whether the class loader of an unloaded plug-in goes away (M2)."""
        return self._post("loader", LoaderFate, plugin=plugin, gcs=gcs, seconds=seconds)

    def factory_cycles(
        self, plugin: str, n: int, *, find: tuple[str, str] | None = None
    ) -> FactoryCycles:
        """Open and close sessions; each one calls ``find`` with a type and id if they are given."""
        asked = {} if find is None else {"type": find[0], "id": find[1]}
        return self._post("factory-cycles", FactoryCycles, plugin=plugin, n=n, **asked)

    @contextmanager
    def callbacks(self) -> Iterator[None]:
        """Let the host answer every notification with calls into the plug-in."""
        self.post("callbacks", on=True)
        try:
            yield
        finally:
            self.post("callbacks", on=False)

    def get(self, question: str, **query: str | int) -> dict[str, Any]:
        """Ask for a snapshot without a type.

        Args:
            question: What stands behind ``/mockvro/observer/``.
            query: Parameters.
        """
        return self._ask(question, query).decode(dict[str, Any])

    def post(self, question: str, **facts: Any) -> dict[str, Any]:
        """Let it do something.

        Args:
            question: What stands behind ``/mockvro/observer/``.
            facts: The JSON document of the request.
        """
        answer = self._tell(question, facts)
        return answer.decode(dict[str, Any]) if answer.body else {}

    def _get(self, question: str, shape: type[T], **query: str | int) -> T:
        return self._ask(question, query).decode(shape)

    def _post(self, question: str, shape: type[T], **facts: Any) -> T:
        return self._tell(question, facts).decode(shape)

    def _ask(self, question: str, query: dict[str, str | int]) -> Answer:
        named = {name: str(value) for name, value in query.items()}
        return self._transport.get(_path(question), params=named, timeout=_SECONDS).expect(200)

    def _tell(self, question: str, facts: dict[str, Any]) -> Answer:
        return self._transport.post(_path(question), facts, timeout=_SECONDS).expect(200, 204)


def _path(question: str) -> str:
    return f"/mockvro/observer/{segments(*question.split('/'))}"
