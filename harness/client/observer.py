"""The observer in the simulation's JVM: ``/mockvro/observer/…`` (``docs/observer.md``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from harness.client.transport import segments

if TYPE_CHECKING:
    from harness.client.transport import Transport

_SECONDS = 120.0
"""Longest question: garbage collections until a class loader is gone."""


class ObserverApi:
    """Asks the observer; what it answers to which question is described there.

    Questions with a name of several words have ``/`` between them.
    """

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, question: str, **query: str | int) -> dict[str, Any]:
        """Ask for a snapshot.

        Args:
            question: What stands behind ``/mockvro/observer/``.
            query: Parameters.

        Raises:
            UnexpectedAnswerError: The observer does not know the question.
        """
        named = {name: str(value) for name, value in query.items()}
        answer = self._transport.get(_path(question), params=named, timeout=_SECONDS)
        return answer.expect(200).decode(dict[str, Any])

    def post(self, question: str, **facts: Any) -> dict[str, Any]:
        """Let it do something, such as a garbage collection or cycles of factories.

        Args:
            question: What stands behind ``/mockvro/observer/``.
            facts: The JSON document of the request.

        Raises:
            UnexpectedAnswerError: The observer does not know it.
        """
        answer = self._transport.post(_path(question), facts, timeout=_SECONDS).expect(200, 204)
        return answer.decode(dict[str, Any]) if answer.body else {}


def _path(question: str) -> str:
    return f"/mockvro/observer/{segments(*question.split('/'))}"
