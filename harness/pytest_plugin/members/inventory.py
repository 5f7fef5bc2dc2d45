"""The inventory of a stage; a kind of call that hung once is not made again."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from harness.pytest_plugin.hangs import Hangs
from harness.pytest_plugin.members.managed import Managed
from harness.pytest_plugin.snapshot import Snapshot, take_snapshot

if TYPE_CHECKING:
    from harness.client import HasChildren, Listing, Lookup


class Inventoried(Managed):
    """What can be asked about the plug-in's objects."""

    @cached_property
    def inventory(self) -> Snapshot:
        """The inventory as it was when a check of this stage first looked at it."""
        return self.walk()

    def forget_inventory(self) -> None:
        """Let :attr:`inventory` be read anew, for checks after one that has changed it for good."""
        self.__dict__.pop("inventory", None)

    def walk(self) -> Snapshot:
        """Read the whole inventory now, up to ``inventory.limit`` objects of each listing."""
        return take_snapshot(
            self.client,
            self.plugin,
            self.facts.relations,
            limit=self.case.inventory.limit,
            hangs=self._asked,
        )

    def roots(self) -> frozenset[tuple[str, str]]:
        """Type and id of each object below the plug-in's root, now."""
        listing = self._asked.ask(("root",), lambda: self.client.catalog.root(self.plugin))
        return frozenset((each.type, each.id) for each in listing.objects)

    def find(self, type_name: str, object_id: str) -> Lookup:
        """Look an object up by type, without prefix, and id."""
        question = partial(self.client.catalog.get, self.plugin, type_name, object_id)
        return self._asked.ask(("find", type_name), question)

    def children(self, type_name: str, object_id: str | None, relation: str) -> Listing:
        """List the objects of a relation; without an id those below the root."""
        # the server does not look at the id of the root, but a path needs one
        identity = "root" if object_id is None else object_id
        question = partial(self.client.catalog.related, self.plugin, type_name, identity, relation)
        return self._asked.ask(("findRelation", type_name, relation), question)

    def has_children(self, type_name: str, object_id: str | None, relation: str) -> HasChildren:
        """Ask whether an object, or the root when there is no id, has children in a relation.

        Raises:
            NeedMissingError: The Orchestrator is a real one, whose REST API cannot ask this.
        """
        question = partial(self.mockvro.has_children, self.plugin, type_name, object_id, relation)
        return self._asked.ask(("hasChildren", type_name, relation), question)

    @property
    def _asked(self) -> Hangs:
        """What hung before; what hangs while the managed system is disturbed proves nothing."""
        return Hangs() if self._disturbed else self._options.hangs
