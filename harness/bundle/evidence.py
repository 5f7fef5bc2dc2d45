"""The files of a bundle: which there have to be, and what they are called."""

from __future__ import annotations

from typing import Final

OUTCOMES: Final = "results/outcomes.json"
JUNIT: Final = "results/junit.xml"
CTRF: Final = "results/ctrf.json"
RUN_CONFIG: Final = "config/run.toml"
PYTHON_LOCK: Final = "environment/python-lock.txt"
SYSTEM: Final = "environment/system.json"
DIGESTS: Final = "plugin/digests.txt"

REQUIRED: Final = (JUNIT, CTRF, RUN_CONFIG, PYTHON_LOCK, SYSTEM, DIGESTS)
"""Evidence that every bundle has, besides the outcomes, which the writer makes itself."""

INGREDIENT_FILES: Final = {"run-config": RUN_CONFIG, "python-lock": PYTHON_LOCK}
"""Ingredients of the run whose bytes are in the bundle."""

_MEDIA_TYPES: Final = {
    "html": "text/html",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "toml": "application/toml",
    "txt": "text/plain",
    "xml": "application/xml",
}


def media_type(name: str) -> str:
    """Media type by suffix."""
    return _MEDIA_TYPES.get(name.rpartition(".")[2], "application/octet-stream")
