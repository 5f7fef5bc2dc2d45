"""Where a passphrase may come from: environment, file descriptor; never the command line."""

from __future__ import annotations

import os
from typing import Final

from harness.errors import UsageError

VARIABLE: Final = "VROACCEPT_PASSPHRASE"
_MAX_BYTES: Final = 4096


def read_passphrase(descriptor: int | None = None) -> str | None:
    """Read the passphrase from a descriptor if one is given, else from the environment.

    Args:
        descriptor: Open file descriptor; its first line is the passphrase.

    Returns:
        The passphrase, or ``None`` when neither source has one; the caller may prompt then.

    Raises:
        UsageError: The descriptor is not readable, or gives nothing.
    """
    if descriptor is None:
        return os.environ.get(VARIABLE) or None
    where = f"descriptor {descriptor}"
    try:
        with os.fdopen(descriptor, "rb", closefd=False) as stream:
            line = stream.readline(_MAX_BYTES).decode("utf-8").rstrip("\r\n")
    except (OSError, ValueError) as exc:
        raise UsageError("cannot read the passphrase", where=where) from exc
    if not line:
        raise UsageError("the passphrase is empty", where=where)
    return line
