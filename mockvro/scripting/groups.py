"""All groups of members that the Python side answers, one module per core class."""

from __future__ import annotations

from mockvro.scripting import (
    actions,
    categories,
    configurations,
    custom_properties,
    elements_common,
    events,
    finding,
    logs,
    packages,
    plugin_facts,
    policies,
    representations,
    resources,
    tags,
    tasks,
    tokens,
    users,
    workflow_items,
    workflows,
)

GROUPS = (
    *elements_common.MEMBERS,
    *actions.MEMBERS,
    *categories.MEMBERS,
    *configurations.MEMBERS,
    *custom_properties.MEMBERS,
    *events.MEMBERS,
    *finding.MEMBERS,
    logs.SERVER,
    *packages.MEMBERS,
    *plugin_facts.MEMBERS,
    *policies.MEMBERS,
    *representations.MEMBERS,
    *resources.MEMBERS,
    *tags.MEMBERS,
    *tasks.MEMBERS,
    *tokens.MEMBERS,
    *users.MEMBERS,
    *workflow_items.MEMBERS,
    *workflows.MEMBERS,
)
