"""The scripts inside an element."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from mockvro.content.action import parse_action
from mockvro.content.policy import parse_policy
from mockvro.content.workflow import parse_workflow
from mockvro.store import Kind

if TYPE_CHECKING:
    from mockvro.content.workflow import Item
    from mockvro.store import Element


class Script(msgspec.Struct, frozen=True):
    """One script.

    Attributes:
        item: Which part of the element it is; empty for an action.
        source: JavaScript, the body of a function.
    """

    item: str
    source: str


def scripts_of(element: Element) -> tuple[Script, ...]:
    """All JavaScript of an element, in the order of its parts.

    Raises:
        ContentError: The element cannot be read.
    """
    match element.kind:
        case Kind.WORKFLOW:
            parts = [each for item in parse_workflow(element.text).items for each in _item(item)]
        case Kind.ACTION:
            action = parse_action(element.text)
            is_script = not action.runtime and not action.environment
            parts = [("", action.script if is_script else None)]
        case Kind.POLICY:
            policy = parse_policy(element.text)
            parts = [(event.type, event.script) for event in policy.events]
            for watched in policy.items:
                parts += [(f"{watched.tag}/{each.type}", each.script) for each in watched.events]
        case _:
            parts = []
    return tuple(Script(item, source) for item, source in parts if source and source.strip())


def _item(item: Item) -> list[tuple[str, str | None]]:
    """Scripts of other runtimes are not JavaScript of ours."""
    if item.runtime or item.environment:
        return []
    return [(item.name, item.script), (f"{item.name}/catch", item.iteration_catch_script)]
