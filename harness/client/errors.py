"""What can go wrong between us and an Orchestrator.

::

    HarnessError
    └── ClientError              the Orchestrator did not do what its API says
        ├── UnreachableError     nothing answers at the address
        ├── AnswerTimeoutError   a request was not answered in time
        └── UnexpectedAnswerError  another status or body than the API documents
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.errors import HarnessError, UsageError

if TYPE_CHECKING:
    from harness.client.answer import Answer


class ClientError(HarnessError):
    """The Orchestrator did not do what its API says."""


class UnreachableError(ClientError):
    """Nothing answers at the address, or the connection broke."""


class AnswerTimeoutError(ClientError):
    """A request was not answered in time."""


class UnexpectedAnswerError(ClientError):
    """The status or the body is not what the API documents for this call.

    Attributes:
        answer: The answer.
    """

    def __init__(self, answer: Answer, wanted: str) -> None:
        super().__init__(
            f"{wanted} expected, {answer.status} came: {answer.message}",
            where=f"{answer.method} {answer.path}",
        )
        self.answer = answer


class InputValueError(UsageError):
    """A workflow input of the case does not fit the declared type of the parameter."""
