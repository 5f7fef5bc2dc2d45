"""The first draft of a case, for a person to complete."""

from __future__ import annotations

import json
import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from msgspec import Struct

_PLACEHOLDERS = {
    "string": '"…"',
    "Text": '"…"',
    "Path": '"…"',
    "Regexp": '".*"',
    "number": "0",
    "boolean": "false",
    "Date": "2026-01-01T00:00:00Z",
    "SecureString": '"{secret.password}"',
    "EncryptedString": '"{secret.password}"',
    "Properties": "{}",
}
_ADDRESS = {
    **dict.fromkeys(("host", "hostname", "server", "ip", "ipaddress", "address"), '"{host}"'),
    "port": '"{port}"',
}
"""What connects a plug-in is given by the run: there stands a proxy before the managed system."""
_CREDENTIAL = re.compile(r"passw|secret|token|apikey", re.IGNORECASE)
_CONFIGURING = re.compile(
    r"\b(add|create|register|configure)\b.*\b(connection|endpoint|host|server)\b", re.IGNORECASE
)


class DraftWorkflow(Struct, frozen=True, kw_only=True):
    """A workflow of the artifact: its id, and its inputs as pairs of name and vRO type."""

    id: str
    name: str
    category: str = ""
    inputs: tuple[tuple[str, str], ...] = ()

    @property
    def configures(self) -> bool:
        """Whether it seems to connect the plug-in to a managed system.

        Its name says so, or it asks for a secret and for no object of the plug-in.
        """
        types = [type_name for _, type_name in self.inputs]
        asks = "SecureString" in types and not any(":" in type_name for type_name in types)
        return asks or _CONFIGURING.search(self.name) is not None


class DraftFacts(Struct, frozen=True, kw_only=True):
    """What a draft is made from."""

    artifact: str
    plugin: str
    version: str
    build: str
    workflows: tuple[DraftWorkflow, ...]


def draft_case(facts: DraftFacts) -> str:
    """Write an ``acceptance.toml`` that loads, with a remark wherever a person must decide."""
    template = _environment().get_template("acceptance.toml.j2")
    return template.render(
        facts=facts,
        configuring=[entry for entry in facts.workflows if entry.configures],
        others=[entry for entry in facts.workflows if not entry.configures],
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("harness.case"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - TOML; every text goes through a filter below
    )
    environment.filters["quote"] = quote
    environment.filters["sample"] = sample_value
    environment.filters["comment"] = comment
    return environment


def quote(text: str) -> str:
    """Write a TOML basic string; JSON's escapes are a subset of TOML's."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def comment(text: str) -> str:
    """Make a text fit behind ``#``: one line, no control characters."""
    return "".join(char for char in " ".join(text.split()) if char.isprintable())


def sample_value(parameter: tuple[str, str]) -> str:
    """Write a TOML value of the right kind for a parameter given as name and vRO type."""
    name, type_name = parameter
    if type_name == "string" and _CREDENTIAL.search(name):
        return '"{secret.password}"'
    if type_name in {"string", "number"} and name.lower() in _ADDRESS:
        return _ADDRESS[name.lower()]
    if type_name in _PLACEHOLDERS:
        return _PLACEHOLDERS[type_name]
    if type_name.startswith("Array/"):
        return "[]"
    if ":" in type_name:
        return f'{{ type = {quote(type_name)}, name = "…" }}'
    return '"…"'
