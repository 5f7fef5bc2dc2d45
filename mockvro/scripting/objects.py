"""The product's own scripting classes and namespaces, as the API explorer shows them."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import Any

import msgspec

OBJECTS = "objects.json"


@lru_cache(maxsize=1)
def core_objects() -> list[dict[str, Any]]:
    """Name, attributes, constructors and methods with types (`reference/scripting-api-core.json`).

    The shape is that of the objects in `GET /server-configuration/api`.
    """
    text = resources.files("mockvro.scripting").joinpath("data", OBJECTS).read_bytes()
    found: list[dict[str, Any]] = msgspec.json.decode(text)
    return found
