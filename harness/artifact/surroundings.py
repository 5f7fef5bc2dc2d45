"""What comes with an artifact: its case, its documents, an earlier release."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from harness.artifact.model import Covered, Skipped
from harness.artifact.rules.documents import open_documents
from harness.artifact.texts import Documents, documents_in
from harness.artifact.words import is_notes
from harness.checks.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from harness.artifact.digests import Digests
    from harness.artifact.plugin import Plugin
    from harness.artifact.releases import Release
    from harness.case.model import Case

Said: TypeAlias = Finding | Skipped | Covered
"""What a rule says: a breach, that it cannot judge, or what it looked at."""


@dataclass(frozen=True)
class Surroundings:
    """Everything that rules beyond one archive look at.

    Attributes:
        path: The artifact.
        digests: Its check sums.
        case: What the partner says about it.
        plugins: Its readable plug-ins.
        earlier: An earlier release of the first of them.
    """

    path: Path
    digests: Digests
    case: Case | None
    plugins: tuple[Plugin, ...] = field(default=())
    earlier: Release | None = None

    @property
    def version(self) -> str:
        """Version of the first plug-in, empty without one."""
        return self.plugins[0].descriptor.version if self.plugins else ""

    @cached_property
    def documents(self) -> Documents | None:
        """The documents of the case; ``None`` when it names none, or they cannot be opened."""
        path = self.case.documentation_zip if self.case else None
        archive = open_documents(path, []) if path is not None else None
        return None if archive is None else documents_in(archive)

    @property
    def notes(self) -> tuple[str, ...]:
        """Lines of the release notes."""
        known = self.documents.readable if self.documents else ()
        return tuple(line for each in known if is_notes(each.name) for line in each.lines)

    @property
    def manual(self) -> tuple[str, ...] | None:
        """Lines of the documents that are no release notes."""
        if self.documents is None:
            return None
        known = (each for each in self.documents.readable if not is_notes(each.name))
        return tuple(line for each in known for line in each.lines)

    @property
    def lacking(self) -> str:
        """Why there are no documents."""
        if self.case is None:
            return "there is no case"
        if self.case.documentation_zip is None:
            return "the case names no documentation archive"
        return "the documentation archive cannot be read"


def sorted_out(
    said: Iterable[Said],
) -> tuple[tuple[Finding, ...], tuple[Skipped, ...], tuple[Covered, ...]]:
    """Tell apart what rules said."""
    every = tuple(said)
    return (
        tuple(each for each in every if isinstance(each, Finding)),
        tuple(each for each in every if isinstance(each, Skipped)),
        tuple(each for each in every if isinstance(each, Covered)),
    )
