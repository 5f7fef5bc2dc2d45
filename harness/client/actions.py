"""Actions (``rest-api.md`` §13)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from harness.client.documents import LinkList
from harness.client.transport import segments
from harness.client.values import from_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from harness.client.transport import Transport

_ACTIONS = "/vco/api/actions"


class ActionResult(Struct, frozen=True, rename="kebab"):
    """What an action gave; ``error`` is set when ``state`` is ``failed``."""

    state: str = ""
    type: str = ""
    value: Any = None
    error: str | None = None

    @property
    def plain(self) -> Any:
        """The result in Python form."""
        return from_value(self.value)


class ActionsApi:
    """``/actions``."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def names(self) -> tuple[str, ...]:
        """List all actions as ``module/name``."""
        listing = self._transport.get(_ACTIONS).expect(200).decode(LinkList)
        return tuple(link.attribute("fqn") for link in listing.link)

    def run(
        self, module: str, name: str, parameters: Sequence[dict[str, Any]], *, deadline: float
    ) -> ActionResult:
        """Run an action and wait for its result.

        Args:
            module: Module of the action, dotted.
            name: Name of the action.
            parameters: Wire parameters, see :func:`harness.client.values.to_parameter`.
            deadline: Seconds to wait.

        Raises:
            UnexpectedAnswerError: The server does not run it.
        """
        answer = self._transport.post(
            f"{_ACTIONS}/{segments(module, name)}/executions",
            {"parameters": list(parameters), "async-execution": False},
            timeout=deadline,
        )
        return answer.expect(200).decode(ActionResult)
