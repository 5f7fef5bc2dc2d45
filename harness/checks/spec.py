"""The declaration of a check, read from the catalogue files beside this module."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from harness.checks.finding import Severity


class Need(StrEnum):
    """What must be there for a check to judge; a missing one makes it ``not_exercised``."""

    STATIC = "static"
    JVM = "jvm"
    BACKEND = "backend"
    DOCS = "docs"
    OBSERVATIONS = "observations"
    PREVIOUS_VERSION = "previous-version"
    CLUSTER = "cluster"


class CheckSpec(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One question about a plug-in, named after the misbehaviour it looks for.

    Attributes:
        id: Stable id, ``prefix.words`` (``reference/misbehaviours.md``).
        version: Version of what the check demands; a stricter demand is a new version.
        title: The misbehaviour in one line.
        severity: Severity of a failed outcome.
        requirement: Section of the programme guide or the documentation behind the demand.
        help: Where to look when it failed.
        suggestion: What to change in the plug-in.
        needs: What the check needs to be there.
    """

    id: str
    version: str
    title: str
    severity: Severity
    requirement: str
    help: str
    suggestion: str
    needs: tuple[Need, ...]

    @property
    def ref(self) -> str:
        """``id@version``, the name that plans and statements use."""
        return f"{self.id}@{self.version}"

    @property
    def dynamic(self) -> bool:
        """Whether it runs the plug-in, so that a finding has to be reproduced."""
        return Need.JVM in self.needs
