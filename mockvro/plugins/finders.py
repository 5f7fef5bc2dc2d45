"""Asking plug-ins for their objects, with a limit on every call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mockvro.content.descriptor import Datasource, Descriptor
    from mockvro.plugins.runtime import Runtime

Facts = dict[str, Any]
"""Object facts of `docs/host-protocol.md`."""

LIMITS_S = {"find": 60.0, "findAll": 60.0, "findRelation": 30.0, "hasChildren": 2.0}
"""Documented limits (`reference/plugin-host-protocol.md` §7).

The product applies them in invoker mode `timeout` only and waits for ever in mode `direct`; the
simulation always answers in the end, so that a hung finder is a finding and not a hung server.
"""

UNDOCUMENTED_S = 30.0
"""Limit of the calls that no source gives one for."""

WRITTEN = {
    "find": "timeout_find",
    "findAll": "timeout_find_all",
    "findRelation": "timeout_fetch_relation",
    "hasChildren": "timeout_has_children_in_relation",
}


class Finders:
    """The finder calls of one user's session on one plug-in."""

    def __init__(
        self,
        runtime: Runtime,
        descriptor: Descriptor,
        session: str,
        overrides: Mapping[str, float],
    ) -> None:
        self._runtime = runtime
        self._overrides = overrides
        self._session = session
        self.descriptor = descriptor

    def find(self, type_name: str, object_id: str) -> Facts | None:
        """One object with its properties, or None when the plug-in does not know it."""
        found: Facts | None = self._ask(
            "find", type_name, type=type_name, id=object_id, properties=True
        )
        return found

    def find_all(self, type_name: str, query: str = "") -> list[Facts]:
        """All objects of a type; null results and null elements count as nothing."""
        answer = self._ask("findAll", type_name, type=type_name, query=query, properties=True)
        return _objects(answer)

    def query(self, type_name: str, query: str, *, properties: bool) -> Facts:
        """What `findAll` gives, as the host tells it (`docs/host-protocol.md`)."""
        answer: Facts = self._ask(
            "findAll", type_name, type=type_name, query=query, properties=properties
        )
        return answer

    def relation(self, parent_type: str, parent_id: str | None, relation: str) -> list[Facts]:
        """Related objects; the parent id of the inventory root is None."""
        answer = self._ask(
            "findRelation",
            parent_type,
            parentType=parent_type,
            parentId=parent_id,
            relation=relation,
            properties=True,
        )
        return _objects(answer)

    def has_children(self, parent_type: str, parent_id: str | None, relation: str) -> str | None:
        """`Yes`, `No`, `Unknown`, or None when the plug-in gives null."""
        answer: str | None = self._ask(
            "hasChildren",
            parent_type,
            parentType=parent_type,
            parentId=parent_id,
            relation=relation,
        )
        return answer

    def invalidate(self, type_name: str, object_id: str) -> None:
        """Tell the plug-in that what it may remember of one object is no longer true."""
        self._ask("invalidate", type_name, type=type_name, id=object_id)

    def invalidate_all(self) -> None:
        """Tell the plug-in that nothing that it may remember is true any more."""
        self._ask("invalidateAll", "")

    def _ask(self, call: str, type_name: str, **params: Any) -> Any:
        plugin = self.descriptor.name
        return self._runtime.ask(
            f"finder.{call}",
            {"plugin": plugin, "session": self._session, **params},
            limit_s=self.limit_s(call, type_name),
        )

    def limit_s(self, call: str, type_name: str) -> float:
        """Seconds until a call counts as hung: settings, else the descriptor, else documented."""
        if call in self._overrides:
            return self._overrides[call]
        datasource = self._datasource(type_name)
        if datasource is None or datasource.invoker_mode != "timeout" or call not in WRITTEN:
            return LIMITS_S.get(call, UNDOCUMENTED_S)
        return float(getattr(datasource, WRITTEN[call]))

    def _datasource(self, type_name: str) -> Datasource | None:
        finder = self.descriptor.finder(type_name)
        name = finder.datasource if finder is not None else None
        return next((each for each in self.descriptor.datasources if each.name == name), None)


def _objects(answer: Facts) -> list[Facts]:
    return [each for each in answer.get("elements") or () if each is not None]
