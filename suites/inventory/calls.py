"""The host calls behind what a check read, and what they tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Snapshot, Stage

LISTINGS = ("finder.findAll", "finder.findRelation")


class Listed(NamedTuple):
    """A call that listed objects.

    Attributes:
        source: What was asked: ``findAll(Lamp)``, ``Tower/1 lamps``.
        args: Arguments of the call.
        facts: Its result, ``docs/host-protocol.md``; None when it ended otherwise.
    """

    source: str
    args: dict[str, Any]
    facts: dict[str, Any] | None

    @property
    def elements(self) -> tuple[dict[str, Any], ...]:
        """Facts of the objects, as far as the host keeps them."""
        found = (self.facts or {}).get("elements") or ()
        return tuple(element for element in found if element is not None)


def listings_of(stage: Stage, snapshot: Snapshot) -> tuple[Listed, ...]:
    """Look up the calls behind a reading of the inventory."""
    wanted = {call for branch in snapshot.branches for call in branch.calls}
    made = (item.facts for item in stage.observations("call") if item.call in wanted)
    return tuple(listings(made))


def listings(calls: Iterable[dict[str, Any]]) -> Iterator[Listed]:
    """Pick the calls that list objects."""
    for call in calls:
        if call.get("method") in LISTINGS:
            args = call.get("args") or {}
            yield Listed(asked(call), args, call.get("facts"))


def asked(call: dict[str, Any]) -> str:
    """Say what a finder call asked for."""
    method, args = str(call.get("method", "")).removeprefix("finder."), call.get("args") or {}
    if "relation" in args:
        parent = args.get("parentId")
        place = args["parentType"] if parent is None else f"{args['parentType']}/{parent}"
        return f"{method}({place}, {args['relation']})"
    if "id" in args:
        return f"{method}({args.get('type')}, {args['id']!r})"
    return f"{method}({args.get('type')})"
