"""What is wrong with a workflow, and what is known about its surroundings."""

from __future__ import annotations

from typing import Literal

import msgspec

Severity = Literal["error", "warning", "info"]


class Problem(msgspec.Struct, frozen=True):
    """One thing wrong with a workflow.

    Attributes:
        rule: W01 to W32, see :mod:`mockvro.content.workflow.rules`.
        severity: What a loader makes of it, not a certification.
        where: Item, parameter or attribute.
        detail: One line for a person.
    """

    rule: str
    severity: Severity
    where: str
    detail: str


class Surroundings(msgspec.Struct, frozen=True, kw_only=True):
    """What a workflow may refer to; rules that need a missing part are skipped.

    Attributes:
        workflow_ids: Ids of the workflows in the same set of packages.
        actions: ``module/name`` of the actions there.
        module: Name of the plug-in under test.
        finder_types: Its finder types, without prefix.
        used_plugins: Other plug-ins that the package says it needs.
        counted_values: Whether the target reads the 8.x texts of arrays and properties.
    """

    workflow_ids: frozenset[str] | None = None
    actions: frozenset[str] | None = None
    module: str = ""
    finder_types: frozenset[str] = frozenset()
    used_plugins: frozenset[str] | None = None
    counted_values: bool = True
