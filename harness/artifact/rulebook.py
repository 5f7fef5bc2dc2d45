"""Which check a format rule feeds, and what breaking it does to the outcome.

Rule ids are those of the format references: ``D`` of ``reference/dar-and-vmoapp.md`` §9, ``V`` of
``reference/vso-xml.md`` §5, ``P`` of ``reference/package-format.md`` §9, ``W`` of
:mod:`mockvro.content.workflow.rules`, ``M11`` the scan of class files, ``S`` our own. Effects are
those of the catalogue of misbehaviours, not the E/W/I of the references, which say what a loader
does.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import msgspec

from harness.checks.finding import Effect, Finding, Severity
from harness.errors import HarnessError

if TYPE_CHECKING:
    from collections.abc import Mapping


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One format rule.

    Attributes:
        check: The check it feeds.
        effect: What a breach does; a finding may weaken it, with the condition in its text.
        says: The demand in a few words.
        severity: Set when it differs from the severity of the check.
        same_as: The rule that reports for this one, when two references state one demand.
    """

    check: str = ""
    effect: Effect = Effect.NOTE
    says: str = ""
    severity: Severity | None = None
    same_as: str = ""


@cache
def rulebook() -> Mapping[str, Rule]:
    """Map each rule id to its rule.

    Raises:
        HarnessError: The data file is broken.
    """
    text = (files("harness.artifact") / "data" / "rules.toml").read_bytes()
    try:
        rules = msgspec.toml.decode(text, type=dict[str, Rule])
    except msgspec.DecodeError as error:
        raise HarnessError(f"rule table is broken: {error}", where="rules.toml") from error
    return MappingProxyType(rules)


def breach(
    rule: str,
    summary: str,
    *,
    where: str = "",
    expected: str = "",
    seen: str = "",
    effect: Effect | None = None,
    severity: Severity | None = None,
    check: str = "",
    evidence: dict[str, Any] | None = None,
) -> Finding:
    """Make the finding for a broken rule; effect and severity are the rule's unless given."""
    entry = rulebook()[rule]
    return Finding(
        check=check or entry.check,
        effect=effect or entry.effect,
        summary=summary,
        where=where,
        expected=expected,
        seen=seen,
        rule=rule,
        severity=severity or entry.severity,
        evidence=evidence or {},
    )
