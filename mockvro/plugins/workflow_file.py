"""The single-workflow export `.workflow` (`reference/package-format.md` §10)."""

from __future__ import annotations

import io
import zipfile

EPOCH = (1980, 1, 1, 0, 0, 0)
INFO = (
    "unicode=true",
    "owner=",
    "version=2.0",
    "type=workflow",
    "creator=www.dunes.ch",
    "charset=UTF-16",
)
NO_HISTORY = "<items></items>"


def write_workflow_file(data: bytes) -> bytes:
    """The ZIP around the UTF-16 content of a workflow; unsigned, as the product's."""
    entries = {
        "workflow-info": "".join(f"{line}\n" for line in INFO).encode("latin-1"),
        "workflow-content": data,
        "workflow-versionhistory": b"\xfe\xff" + NO_HISTORY.encode("utf-16-be"),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()
