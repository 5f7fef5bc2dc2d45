"""Members of core classes: who answers them, and how well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mockvro.content.values import Reference
from mockvro.scripting.errors import ScriptCallError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from mockvro.scripting.world import World
    from mockvro.store import TokenRecord

    Handler = Callable[["Call"], Any]


@dataclass(frozen=True, slots=True)
class Call:
    """One use of a member by a script.

    Attributes:
        world: What the Orchestrator has.
        token: The run of the script; None outside a workflow.
        user: Who the script runs for.
        args: Arguments; for members of objects the object comes first.
    """

    world: World
    token: TokenRecord | None
    user: str
    args: Sequence[Any]

    def arg(self, index: int) -> Any:
        """An argument; None when it is missing."""
        return self.args[index] if index < len(self.args) else None

    def text(self, index: int) -> str:
        """An argument as text.

        Raises:
            ScriptCallError: It is missing or no text.
        """
        value = self.arg(index)
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        if isinstance(value, (str, float)):
            return str(value)
        raise ScriptCallError(f"argument {index + 1} has to be a text")

    def reference(self, index: int, *types: str) -> Reference:
        """An argument that is an element of the Orchestrator, of one of the types if given.

        Raises:
            ScriptCallError: It is something else.
        """
        value = self.arg(index)
        if isinstance(value, Reference) and (not types or value.type in types):
            return value
        raise ScriptCallError(f"argument {index + 1} has to be a {' or '.join(types) or 'element'}")

    @property
    def own(self) -> Reference:
        """The object whose member is used."""
        return self.reference(0)


@dataclass(frozen=True, slots=True)
class Member:
    """One member.

    Attributes:
        name: As scripts spell it.
        handler: What answers it; for an assignable attribute what reads it.
        lacks: What is missing or unverified; empty when it is all there.
    """

    name: str
    handler: Handler
    lacks: str = ""


class Members:
    """The members of one or several core classes that the Python side answers."""

    def __init__(self, *owners: str) -> None:
        self.owners = owners
        self.found: dict[str, Member] = {}
        self.setters: dict[str, Handler] = {}

    def answers(self, *names: str, lacks: str = "") -> Callable[[Handler], Handler]:
        """Mark a function as what answers these members."""

        def mark(handler: Handler) -> Handler:
            for name in names:
                self.found[name] = Member(name, handler, lacks)
            return handler

        return mark

    def assigns(self, name: str) -> Callable[[Handler], Handler]:
        """Mark a function as what assigns an attribute: the object and the value are given."""

        def mark(handler: Handler) -> Handler:
            self.setters[name] = handler
            return handler

        return mark


class Registry:
    """All members by class and name."""

    def __init__(self, groups: Iterable[Members]) -> None:
        self._members: dict[tuple[str, str], Member] = {}
        self._setters: dict[tuple[str, str], Handler] = {}
        for group in groups:
            for owner in group.owners:
                self._members |= {(owner, name): each for name, each in group.found.items()}
                self._setters |= {(owner, name): each for name, each in group.setters.items()}

    def member(self, owner: str, name: str) -> Member | None:
        """The member, or None when it is not answered here."""
        return self._members.get((owner, name))

    def setter(self, owner: str, name: str) -> Handler | None:
        """What assigns an attribute, or None."""
        return self._setters.get((owner, name))

    def all(self) -> dict[tuple[str, str], Member]:
        """Every member by class and name."""
        return dict(self._members)
