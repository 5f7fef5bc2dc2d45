"""What many sessions ask at once, and the answers that one session has got."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

if TYPE_CHECKING:
    from harness.pytest_plugin import VroClient


class Question(Protocol):
    """Something that one session gets the same answer to each time; it can be a key."""

    def ask(self, client: VroClient, plugin: str) -> str:
        """Ask; what came instead of that answer, empty when it came."""
        ...


class Find(Struct, frozen=True):
    """Look an object up.

    Attributes:
        type: Type of the object.
        id: Id that is asked for.
        own: Id that the object reports.
    """

    type: str
    id: str
    own: str

    def __str__(self) -> str:
        return f"find({self.type}, {self.id!r})"

    def ask(self, client: VroClient, plugin: str) -> str:
        """See :meth:`Question.ask`."""
        lookup = client.catalog.get(plugin, self.type, self.id)
        if lookup.found is None:
            return lookup.error or "nothing"
        return "" if lookup.found.id == self.own else f"an object with the id {lookup.found.id!r}"


class Children(Struct, frozen=True):
    """List the objects of a relation.

    Attributes:
        type: Type of the parent.
        id: Id of the parent.
        relation: The relation.
        ids: Ids of the objects, in any order.
    """

    type: str
    id: str
    relation: str
    ids: frozenset[str]

    def __str__(self) -> str:
        return f"findRelation({self.type}/{self.id}, {self.relation})"

    def ask(self, client: VroClient, plugin: str) -> str:
        """See :meth:`Question.ask`."""
        listing = client.catalog.related(plugin, self.type, self.id, self.relation)
        got = frozenset(each.id for each in listing.objects)
        if listing.error or got == self.ids:
            return listing.error
        others = f", {len(got - self.ids)} of them others" if got - self.ids else ""
        return f"{len(got)} objects{others} instead of {len(self.ids)}"


class Lists(Struct, frozen=True):
    """Let a script read lists of a live object.

    A script reaches the object while other runs do, also when ``concurrent-call`` is false
    (``reference/plugin-host-protocol.md`` §7).

    Attributes:
        subject: Scripting object.
        members: The members that are read.
        script: Gives the lengths of the lists as a text.
        lengths: That text.
    """

    subject: str
    members: tuple[str, ...]
    script: str
    lengths: str = ""

    def __str__(self) -> str:
        return f"{self.subject}.{', '.join(self.members)} in a script"

    def read(self, client: VroClient, plugin: str) -> tuple[str, str]:
        """Lengths, or what the script threw."""
        result = client.mockvro.script(plugin, self.script)
        if result.error is not None:
            return "", str(result.error.get("message") or "an error")
        return str(result.value.get("string")), ""

    def ask(self, client: VroClient, plugin: str) -> str:
        """See :meth:`Question.ask`."""
        lengths, error = self.read(client, plugin)
        if error or lengths == self.lengths:
            return error
        return f"lists of {lengths} elements instead of {self.lengths}"
