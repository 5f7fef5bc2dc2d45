"""References to an action that gets another name or module."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from mockvro.content.action import parse_action, write_action
from mockvro.content.policy import parse_policy, write_policy
from mockvro.content.workflow import parse_workflow, write_workflow
from mockvro.plugins.references import CALL
from mockvro.store import Kind

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

    from mockvro.content.policy import PolicyEvent
    from mockvro.content.workflow import Item
    from mockvro.store import Element

Script = TypeVar("Script", str, str | None)


def pointed(element: Element, old: str, new: str) -> str:
    """The content of an element with its references to an action made to point to its new place.

    Args:
        element: A workflow, action or policy template.
        old: `module/name` until now.
        new: `module/name` from now on.

    Raises:
        ContentError: The content cannot be read.
    """
    renaming = _Renaming(old, new)
    match element.kind:
        case Kind.WORKFLOW:
            workflow = parse_workflow(element.text)
            return write_workflow(
                replace(workflow, items=tuple(map(renaming.item, workflow.items)))
            )
        case Kind.ACTION:
            action = parse_action(element.text)
            return write_action(replace(action, script=renaming.script(action.script)))
        case Kind.POLICY:
            policy = parse_policy(element.text)
            items = (replace(each, events=renaming.events(each.events)) for each in policy.items)
            changed = replace(policy, events=renaming.events(policy.events), items=tuple(items))
            return write_policy(changed)
    return element.text


class _Renaming:
    """One action that goes from one place to another."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new

    def script(self, text: Script) -> Script:
        """A script with its calls changed; only the two names in it change."""
        return CALL.sub(self._call, text) if text else text

    def _call(self, found: re.Match[str]) -> str:
        if f"{found[1]}/{found[2]}" != self._old:
            return found[0]
        module, _, name = self._new.rpartition("/")
        start = found.start()
        before = found.string[start : found.start(1)]
        between = found.string[found.end(1) : found.start(2)]
        return f"{before}{module}{between}{name}"

    def item(self, item: Item) -> Item:
        """An item of a workflow."""
        reference = item.reference
        if reference is not None and (reference.type, reference.id) == (Kind.ACTION, self._old):
            reference = replace(reference, id=self._new)
        return replace(
            item,
            script=self.script(item.script),
            iteration_catch_script=self.script(item.iteration_catch_script),
            script_module=self._new if item.script_module == self._old else item.script_module,
            reference=reference,
        )

    def events(self, events: Iterable[PolicyEvent]) -> tuple[PolicyEvent, ...]:
        """The events of a policy."""
        return tuple(replace(each, script=self.script(each.script)) for each in events)
