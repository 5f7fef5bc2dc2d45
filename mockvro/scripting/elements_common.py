"""Attributes that all elements have: name, description, version, history, category."""

from __future__ import annotations

from typing import Any

from mockvro.content.values import Reference
from mockvro.scripting.elements import element_of, history
from mockvro.scripting.registry import Call, Members

ALL = Members("Workflow", "Action", "ConfigurationElement", "ResourceElement", "PolicyTemplate")
WORKFLOW = Members("Workflow")
CONFIGURATION = Members("ConfigurationElement")
RESOURCE = Members("ResourceElement")
TEMPLATE = Members("PolicyTemplate")


@ALL.answers("id")
def _id(call: Call) -> Any:
    return element_of(call.world, call.own).id


@ALL.answers("name")
def _name(call: Call) -> Any:
    return element_of(call.world, call.own).name


@ALL.answers("description")
def _description(call: Call) -> Any:
    return element_of(call.world, call.own).description


@ALL.answers("version")
def _version(call: Call) -> Any:
    return element_of(call.world, call.own).version


@ALL.answers("versionHistoryItems")
def _history(call: Call) -> Any:
    return history(call.world, element_of(call.world, call.own))


@TEMPLATE.answers("currentVersion")
def _current(call: Call) -> Any:
    return element_of(call.world, call.own).version


@TEMPLATE.answers("policyTemplateCategory")
@RESOURCE.answers("getResourceElementCategory")
@CONFIGURATION.answers("configurationElementCategory")
@WORKFLOW.answers("workflowCategory")
def _category(call: Call) -> Any:
    element = element_of(call.world, call.own)
    found = call.world.store.categories.get(element.category)
    return Reference(found.type, found.id, found.name) if found is not None else None


MEMBERS = (ALL, WORKFLOW, CONFIGURATION, RESOURCE, TEMPLATE)
