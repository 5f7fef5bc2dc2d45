"""Where a run took place, without saying whose machine it was."""

from __future__ import annotations

import os
import platform
import re
from importlib import metadata
from typing import TYPE_CHECKING

import msgspec
import psutil

if TYPE_CHECKING:
    from collections.abc import Mapping


def system_facts(extra: Mapping[str, str | int] | None = None) -> bytes:
    """Describe the machine as JSON: no host name, no user, no address, no kernel build.

    Args:
        extra: Further facts, such as the version of the JVM under test.
    """
    facts: dict[str, str | int] = {
        "os": _distribution(),
        "machine": platform.machine(),
        "cpus": os.cpu_count() or 0,
        "memoryMiB": psutil.virtual_memory().total // 2**20,
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        **(extra or {}),
    }
    return msgspec.json.format(msgspec.json.encode(facts, order="deterministic"), indent=2)


def _distribution() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return platform.system()


def python_lock() -> str:
    """List the installed distributions as ``name==version``; no addresses they came from."""
    read = (distribution.metadata for distribution in metadata.distributions())  # parsed each time
    found = {_normalised(facts["Name"]): facts["Version"] for facts in read}
    return "".join(f"{name}=={version}\n" for name, version in sorted(found.items()))


def _normalised(name: str) -> str:
    """Normalise as the packaging specification "Names and normalization" says."""
    return re.sub(r"[-_.]+", "-", name).lower()
