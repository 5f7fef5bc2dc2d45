"""`python -m mockvro.coverage FOLDER` writes the pages below a folder."""

from __future__ import annotations

import sys
from pathlib import Path

from mockvro.coverage.pages import pages

USAGE = "usage: python -m mockvro.coverage FOLDER"


def main(arguments: list[str]) -> int:
    """Write all pages.

    Returns:
        0, or 2 when no folder was named.
    """
    if len(arguments) != 1:
        sys.stderr.write(f"{USAGE}\n")
        return 2
    for name, text in pages().items():
        path = Path(arguments[0]) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
