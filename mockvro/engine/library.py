"""Workflows and configuration elements of the store, parsed once per content."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from mockvro.content.configuration import parse_configuration
from mockvro.content.values import NULL
from mockvro.content.workflow import parse_workflow
from mockvro.engine.model import Frame, ItemFailure, Slot
from mockvro.store import Kind

if TYPE_CHECKING:
    from mockvro.content.configuration import ConfigurationElement
    from mockvro.content.workflow import Item, Variable, Workflow
    from mockvro.store import Store


@lru_cache(maxsize=512)
def _configuration(text: str) -> ConfigurationElement:
    return parse_configuration(text)


class Known(NamedTuple):
    """A parsed workflow with its items by name; some have thousands."""

    workflow: Workflow
    items: dict[str, Item]


class Library:
    """What workflow runs look up in the store.

    Every step looks its workflow up, because it may have been changed meanwhile; as long as no
    element was, that costs neither a query nor parsing.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._revision = -1
        self._workflows: dict[str, Known] = {}

    def workflow(self, workflow_id: str) -> Workflow:
        """A workflow by id.

        Raises:
            ItemFailure: It is not there; a run that needs it fails.
            ElementError: Its content cannot be read.
        """
        return self._known(workflow_id).workflow

    def item(self, workflow_id: str, name: str) -> Item | None:
        """An item of a workflow by name; None when there is none.

        Raises:
            ItemFailure: The workflow is not there.
            ElementError: Its content cannot be read.
        """
        return self._known(workflow_id).items.get(name)

    def _known(self, workflow_id: str) -> Known:
        revision = self._store.elements.revision
        if revision != self._revision:
            # A fresh dictionary: a thread that read before the change fills the old one.
            self._workflows, self._revision = {}, revision
        known = self._workflows
        found = known.get(workflow_id)
        if found is None:
            element = self._store.elements.get(Kind.WORKFLOW, workflow_id)
            if element is None:
                raise ItemFailure(f"Workflow {workflow_id} not found")
            workflow = parse_workflow(element.text)
            # Of two items of one name the first counts, as in `Workflow.item`.
            items = {each.name: each for each in reversed(workflow.items)}
            found = known[workflow_id] = Known(workflow, items)
        return found

    def frame(self, workflow: Workflow) -> Frame:
        """A workflow about to start: attributes have their values, everything else is null."""
        slots = {each.name: Slot(each.type) for each in (*workflow.inputs, *workflow.outputs)}
        slots |= {each.name: self._attribute(each) for each in workflow.attributes}
        return Frame(workflow.id, workflow.root_name, slots)

    def _attribute(self, attribute: Variable) -> Slot:
        if attribute.conf_id and attribute.conf_key:
            return self._configured(attribute)
        return Slot(attribute.type, NULL if attribute.value is None else attribute.value)

    def _configured(self, attribute: Variable) -> Slot:
        """The value that a configuration element holds; null when it or the key is gone."""
        element = self._store.elements.get(Kind.CONFIGURATION, attribute.conf_id or "")
        if element is None:
            return Slot(attribute.type)
        for each in _configuration(element.text).attributes:
            if each.name == attribute.conf_key and each.value is not None:
                return Slot(attribute.type, each.value)
        return Slot(attribute.type)
