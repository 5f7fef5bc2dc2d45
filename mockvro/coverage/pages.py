"""All pages by their place below the documentation, the overview first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockvro.coverage import items, operations, scripting, sdk
from mockvro.coverage.markdown import MADE, page, table

if TYPE_CHECKING:
    from collections.abc import Iterator

OVERVIEW = "coverage.md"


def pages() -> dict[str, str]:
    """Path to text, Markdown."""
    return {
        OVERVIEW: page(_overview()),
        "coverage/rest.md": page(operations.lines()),
        "coverage/scripting.md": page(scripting.lines()),
        "coverage/workflow-items.md": page(items.lines()),
        "coverage/sdk.md": page(sdk.lines()),
    }


def _overview() -> Iterator[str]:
    yield "# Coverage"
    yield ""
    yield MADE
    yield ""
    yield "How much of the product is simulated. A running server answers the same:"
    yield "`GET /mockvro/coverage`, and `GET /mockvro/scripts/coverage` member by member."
    yield ""
    yield "## [REST operations](coverage/rest.md)"
    yield ""
    yield from operations.overview()
    yield ""
    yield "## [Scripting API](coverage/scripting.md)"
    yield ""
    yield from table(("state", "members", "uses in published scripts"), scripting.totals())
    yield ""
    yield "## [Workflow items](coverage/workflow-items.md)"
    yield ""
    yield from table(("state", "item types"), items.totals())
    yield ""
    yield "## [Plug-in SDK](coverage/sdk.md)"
    yield ""
    yield from table(("", "real", "all"), sdk.totals())
