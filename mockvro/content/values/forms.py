"""What reading and writing of stored texts share (`reference/workflow-xml.md` §5)."""

from __future__ import annotations

from typing import Final, Literal

from mockvro.content.errors import TypeNameError, ValueTextError
from mockvro.content.typenames import VroType, parse_type

Form = Literal["7.x", "8.x"]

NULL: Final = "__NULL__"
_DEEPEST: Final = 60
SECRETS: Final = frozenset({"SecureString", "EncryptedString"})
"""Types whose text is obfuscated."""

LITERAL: Final = frozenset(
    {
        "string",
        "Text",
        "Regexp",
        "path",
        "LdapGroup",
        "LdapUser",
        "ModuleInfo",
        "Credential",
        "RecurrencePattern",
    }
)
"""Types whose text is the value."""


def typed(type_name: str) -> VroType:
    """The parsed type.

    Raises:
        ValueTextError: It is outside the grammar.
    """
    try:
        return parse_type(type_name)
    except TypeNameError as error:
        raise ValueTextError(error.what) from error


def refuse_deep(depth: int) -> None:
    """Stop at a depth that no sensible value has, before Python does.

    Raises:
        ValueTextError: The depth is beyond it.
    """
    if depth > _DEEPEST:
        raise ValueTextError(f"value is nested deeper than {_DEEPEST} levels")
