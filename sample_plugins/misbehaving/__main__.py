"""Write the spoiled plug-ins: ``python -m sample_plugins.misbehaving FOLDER [NAME-PART]``."""

from __future__ import annotations

import sys
from pathlib import Path

from sample_plugins.misbehaving.static import VARIANTS

_USAGE = "usage: python -m sample_plugins.misbehaving FOLDER [NAME-PART]"


def main(arguments: list[str]) -> int:
    """Build every variant whose name has the part, each in a folder of its own."""
    if not 1 <= len(arguments) <= 2:  # noqa: PLR2004 - as the usage says
        print(_USAGE, file=sys.stderr)
        return 2
    folder, part = Path(arguments[0]), "".join(arguments[1:])
    for variant in VARIANTS:
        if part in variant.name:
            name, data = variant.build()
            path = folder / variant.name / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            print(path, "->", ", ".join(sorted(variant.expected)) or "nothing")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
