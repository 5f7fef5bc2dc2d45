"""Archives whose bytes depend on nothing but their content."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_READABLE: Final = 0o100644 << 16
MANIFEST: Final = "META-INF/MANIFEST.MF"


def write_zip(files: Mapping[str, bytes]) -> bytes:
    """A ZIP with the files in alphabetical order, the manifest first."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in sorted(files, key=lambda name: (name != MANIFEST, name)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = _READABLE
            entry.create_system = 3
            archive.writestr(entry, files[name])
    return target.getvalue()


def write_jar(files: Mapping[str, bytes], title: str, version: str) -> bytes:
    """A jar whose manifest names title and version."""
    lines = ("Manifest-Version: 1.0", f"Implementation-Title: {title}")
    manifest = "".join(f"{line}\r\n" for line in (*lines, f"Implementation-Version: {version}", ""))
    return write_zip({MANIFEST: manifest.encode(), **files})
