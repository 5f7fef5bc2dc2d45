"""Variants for the checks of documents that need a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sample_plugins.misbehaving.dynamic.passages import printing
from sample_plugins.misbehaving.dynamic.variant import Edit, doubted, near

if TYPE_CHECKING:
    from sample_plugins.misbehaving.dynamic.variant import Variant

_END: Final = "| `… must be given` | An input is empty. | Give a value. |"
_WARNS: Final = (
    "org.slf4j.LoggerFactory.getLogger(Box.class)"
    '.warn("{}: the printer is nearly out of ink, {} sheets left", Release.SIGNATURE, 3);'
)

DOCUMENTS: Final[tuple[Variant, ...]] = (
    doubted("doc.error-list", "does_not_explain_its_warning", printing(_WARNS)),
    near(
        "doc.error-list",
        "explains_its_warning",
        printing(_WARNS),
        Edit(
            "docs/troubleshooting.md",
            _END,
            f"{_END}\n| `the printer is nearly out of ink, … sheets left` | Ink. | Buy some. |",
        ),
    ),
)
"""Every variant."""
