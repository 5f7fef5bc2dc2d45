"""Placeholders in the texts of a case, replaced when a managed system runs."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from harness.errors import UsageError

BLANK = "…"
"""What a draft holds where a person has to say something."""
_PLACEHOLDER = re.compile(
    r"\{(host|port|scheme|tls|endpoint|count|work|case|python|secret\.[A-Za-z0-9_-]+)\}"
)


class Bindings(Struct, frozen=True, kw_only=True):
    """What the placeholders stand for.

    Attributes:
        host: ``{host}``, name or address of the managed system.
        port: ``{port}``, the port of the managed system, None before it is known.
        scheme: ``{scheme}``, ``http`` or ``https``.
        endpoint: ``{endpoint}``, 1, or 2 for the second managed system of a check that needs two.
        count: ``{count}``, how many objects ``backend.fill`` adds.
        work: ``{work}``, a folder of its own for the managed system.
        case: ``{case}``, the folder of the case file.
        secrets: ``{secret.NAME}``.
        python: ``{python}``, the interpreter that runs us.
    """

    work: Path
    case: Path
    host: str = "127.0.0.1"
    port: int | None = None
    scheme: str = "http"
    endpoint: int = 1
    count: int = 0
    secrets: dict[str, str] = field(default_factory=dict)
    python: str = sys.executable

    @property
    def tls(self) -> str:
        """``{tls}``, ``true`` or ``false``, for plug-ins that have a switch for it."""
        return "true" if self.scheme == "https" else "false"

    def value(self, name: str) -> str:
        """Look one placeholder up.

        Raises:
            UsageError: The case uses a secret it does not declare, or the port before it is known.
        """
        if name.startswith("secret."):
            return self._secret(name.removeprefix("secret."))
        value = getattr(self, name)
        if value is None:
            raise UsageError(
                "no port is known here",
                where="{port}",
                advice="let [backend] start the system, or write the port out",
            )
        return str(value)

    def _secret(self, name: str) -> str:
        if name not in self.secrets:
            raise UsageError(
                "there is no such secret",
                where=f"{{secret.{name}}}",
                advice="add a [[secret]] table",
            )
        return self.secrets[name]


def expand(value: Any, bindings: Bindings) -> Any:
    """Replace the placeholders in every text below a value; other braces stay as they are."""
    if isinstance(value, str):
        return _PLACEHOLDER.sub(lambda match: bindings.value(match.group(1)), value)
    if isinstance(value, dict):
        return {key: expand(inner, bindings) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(expand(inner, bindings) for inner in value)
    if isinstance(value, Struct):
        fields = {name: getattr(value, name) for name in value.__struct_fields__}
        return type(value)(**{name: expand(inner, bindings) for name, inner in fields.items()})
    return value


def names_in(value: Any) -> set[str]:
    """Collect the placeholders used in every text below a value."""
    if isinstance(value, str):
        return set(_PLACEHOLDER.findall(value))
    if isinstance(value, dict):
        return names_in(list(value.values()))
    if isinstance(value, list | tuple):
        return {name for inner in value for name in names_in(inner)}
    if isinstance(value, Struct):
        return names_in([getattr(value, name) for name in value.__struct_fields__])
    return set()


def blanks(value: Any, place: str = "") -> list[str]:
    """Name the places, such as ``configure[0].inputs.name``, that are as the draft left them."""
    if value == BLANK:
        return [place]
    if isinstance(value, dict):
        inner = [(f"{place}.{key}", each) for key, each in value.items()]
    elif isinstance(value, list | tuple):
        inner = [(f"{place}[{index}]", each) for index, each in enumerate(value)]
    elif isinstance(value, Struct):
        inner = [(f"{place}.{name}", getattr(value, name)) for name in value.__struct_fields__]
    else:
        return []
    return [found.lstrip(".") for key, each in inner for found in blanks(each, key)]
