"""The null plug-in: what measurements are compared with (``reference/misbehaviours.md``, M0)."""

from __future__ import annotations

import zipfile
from importlib.resources import files
from typing import TYPE_CHECKING

from harness.errors import HarnessError
from mockvro.errors import MockvroError
from mockvro.jvm import locate

if TYPE_CHECKING:
    from pathlib import Path

MODULE = "Control"
"""Module name of the null plug-in; it has the one type ``Thing`` below the root."""
_FILE = "control.dar"


def write_null_plugin(folder: Path) -> Path:
    """Write the null plug-in as a dar.

    Args:
        folder: Where to.

    Raises:
        HarnessError: The Java side has not been built.
    """
    try:
        (jar,) = locate.classpath("control")
    except MockvroError as exc:
        raise HarnessError(exc.what, where=exc.where, advice=exc.advice) from exc
    target = folder / _FILE
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("VSO-INF/vso.xml", (files(__name__) / "data" / "vso.xml").read_bytes())
        archive.write(jar, "lib/control.jar")
    return target
