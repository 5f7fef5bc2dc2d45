"""How much of the product is simulated, as pages of the documentation.

`python -m mockvro.coverage docs` writes them. What the pages tell is known where it is done:
`mockvro.api.operations`, `mockvro.scripting.coverage`, `mockvro.engine.coverage`.
"""

from __future__ import annotations

from mockvro.coverage.pages import pages

__all__ = ["pages"]
