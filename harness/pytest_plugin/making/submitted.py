"""What was submitted, read when it is first needed and once in a process."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from harness.artifact import Inspection, ShippedPackage, inspect_artifact, shipped_packages
from harness.checks import ReasonCode
from harness.pytest_plugin.facts import PluginFacts, facts_of
from harness.pytest_plugin.stop import NeedMissingError, NotExercisedError

if TYPE_CHECKING:
    from pathlib import Path

    from harness.case import Case
    from harness.settings import RunSettings


class Submitted:
    """Artifact and case.

    Attributes:
        settings: What the process was told.
        case: The case.
    """

    def __init__(self, settings: RunSettings, case: Case) -> None:
        self.settings = settings
        self.case = case
        self._inspection: Inspection | None = None

    @property
    def inspection(self) -> Inspection:
        """The static inspection of the artifact."""
        if self._inspection is None:
            self._inspection = inspect_artifact(
                self.settings.artifact, case=self.case, previous=self._earlier
            )
        return self._inspection

    @cached_property
    def shipped(self) -> tuple[ShippedPackage, ...]:
        """The content that the plug-in ships."""
        return shipped_packages(self.settings.artifact, self.case.plugin.name)

    def facts(self) -> PluginFacts:
        """What the descriptor declares, for which nobody needs to read class files.

        Raises:
            PluginNotLoadedError: The submission has no such plug-in.
        """
        inspection = self._inspection or inspect_artifact(self.settings.artifact, class_files=False)
        return facts_of(inspection, self.case.plugin.name)

    @property
    def previous(self) -> Path:
        """An earlier release of the plug-in.

        Raises:
            NotExercisedError: The case says that there is none.
            NeedMissingError: Nobody named one.
        """
        if self._earlier is not None:
            return self._earlier
        if self.case.documentation.first_release:
            raise NotExercisedError("this is the first release", ReasonCode.NOT_APPLICABLE)
        raise NeedMissingError(
            "no earlier release was named: --previous, claims.previous; for a first one say "
            "documentation.first_release = true"
        )

    @property
    def _earlier(self) -> Path | None:
        return self.settings.previous or self.case.previous
