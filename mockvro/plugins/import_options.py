"""What an import of a package is asked to do beside writing elements (`rest-api.md` §8)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from mockvro.plugins.configuration_values import ALL

if TYPE_CHECKING:
    from mockvro.plugins.configuration_values import Values


class TagMode(StrEnum):
    """Which packaged tags count."""

    NONE = "DoNotImport"
    PRESERVE = "ImportButPreserveExistingValue"
    OVERWRITE = "ImportAndOverwriteExistingValue"


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """Options of one import.

    Attributes:
        values: Which packaged values of configuration elements count.
        tags: Which packaged tags count.
        user: Owner of packaged tags that are not global.
        only: Kind and id of the elements to be written; None for all.
    """

    values: Values = ALL
    tags: TagMode = TagMode.PRESERVE
    user: str = "system"
    only: frozenset[tuple[str, str]] | None = None

    def takes(self, kind: str, element_id: str) -> bool:
        """Whether an element is to be imported."""
        return self.only is None or (kind, element_id) in self.only


DEFAULT = ImportOptions()
"""What installing a plug-in does."""
