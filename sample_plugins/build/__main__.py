"""``python -m sample_plugins.build lighthouse --out build``: build samples by name or folder."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from mockvro.errors import MockvroError
from sample_plugins.build.content import stored_signer
from sample_plugins.build.plugin import build
from sample_plugins.build.source import PluginSource

_SAMPLES = Path(__file__).parents[1]


def main(arguments: list[str] | None = None) -> int:
    """Build, and print the path of each artifact; 1 after a problem, which is printed instead."""
    parser = argparse.ArgumentParser(prog="sample_plugins.build", description=__doc__)
    parser.add_argument("samples", nargs="+", help="name below sample_plugins, or a source folder")
    parser.add_argument("--out", type=Path, default=Path("build"), help="folder for the artifacts")
    options = parser.parse_args(arguments)
    keys: Path = options.out / "keys"
    try:
        sources = [PluginSource.load(_folder(name)) for name in options.samples]
        built = build(sources, lambda dn: stored_signer(dn, keys / f"{_file_name(dn)}.pem"))
        for one in built:
            print(one.write(options.out))
    except MockvroError as problem:
        print(f"{parser.prog}: {problem}", file=sys.stderr)
        return 1
    return 0


def _folder(name: str) -> Path:
    return Path(name) if Path(name).is_dir() else _SAMPLES / name


def _file_name(dn: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in dn)


if __name__ == "__main__":
    sys.exit(main())
