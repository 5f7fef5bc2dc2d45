"""Whether a case is about the plug-in that is to be run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.errors import UsageError
from mockvro.content.errors import ContentError
from mockvro.content.submission import read_submission

if TYPE_CHECKING:
    from pathlib import Path

    from harness.case import Case


def demand_named(artifact: Path, case: Case) -> None:
    """Find a case of another plug-in before anything starts.

    An archive without a readable plug-in is no mistake of the case; checks find that.

    Raises:
        UsageError: The submission has plug-ins, and none of them is the one that the case names.
    """
    try:
        submission = read_submission(artifact)
    except ContentError:
        return
    names = [dar.descriptor.name for dar in submission.dars if dar.descriptor is not None]
    if names and case.plugin.name not in names:
        raise UsageError(
            f"the plug-in in {artifact.name} is named {' or '.join(map(repr, names))},"
            f" not {case.plugin.name!r}",
            where=f"{case.path}: [plugin] name",
            advice="write the name that stands in vso.xml",
        )
