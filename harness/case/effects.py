"""The effect oracle: what to read from the managed system after a workflow, and what to find."""

from __future__ import annotations

import re
from typing import Any

from msgspec import UNSET, Struct, UnsetType, field


class EffectRead(Struct, frozen=True, kw_only=True):
    """What reading the managed system gave.

    Attributes:
        ok: Whether the read succeeded: status below 400, or exit code 0.
        status: HTTP status or exit code.
        text: Body or standard output.
        document: The text as JSON, or the text itself if it is none.
    """

    ok: bool
    status: int
    text: str
    document: Any = None


class Reading(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to read from the managed system.

    Attributes:
        http: Address to GET.
        headers: Request headers for ``http``.
        command: Program and arguments, run without a shell; its standard output is read.
        at: JSON pointer (RFC 6901) into the answer; the whole answer when empty.
    """

    http: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    command: tuple[str, ...] = ()
    at: str = ""

    @property
    def source(self) -> str:
        """What is read, for reports."""
        return f"{self.http or ' '.join(self.command)} {self.at}".strip()


class ExpectedEffect(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One expected state of the managed system.

    Exactly one of ``http`` and ``command`` says what to read; exactly one of ``equals``,
    ``contains``, ``matches`` and ``absent`` says what to find there.

    Attributes:
        http: Address to GET.
        headers: Request headers for ``http``.
        command: Program and arguments, run without a shell; its standard output is read.
        at: JSON pointer (RFC 6901) into the answer; the whole answer when empty.
        equals: The value must be equal. Text is compared without surrounding blanks.
        contains: The text holds this, or the list or object has it as an element or key.
        matches: The text matches this regular expression somewhere.
        absent: There is nothing at ``at``, or the read says "not found".
    """

    http: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    command: tuple[str, ...] = ()
    at: str = ""
    equals: Any | UnsetType = UNSET
    contains: Any | UnsetType = UNSET
    matches: str = ""
    absent: bool = False

    @property
    def source(self) -> str:
        """What is read, for reports."""
        return f"{self.http or ' '.join(self.command)} {self.at}".strip()

    @property
    def wanted(self) -> str:
        """What must be found, for reports."""
        if self.absent:
            return "nothing"
        if self.matches:
            return f"text matching {self.matches!r}"
        if self.contains is not UNSET:
            return f"something that contains {self.contains!r}"
        return repr(self.equals)

    def mismatch(self, read: EffectRead) -> str:
        """Say what was seen instead; empty when the effect is there."""
        found, value = at_pointer(read.document, self.at) if read.ok else (False, None)
        if self.absent:
            return f"{value!r}" if found and value not in ("", None) else ""
        if not read.ok:
            return f"the read failed with {read.status}: {read.text[:200]!r}"
        if not found:
            return f"nothing at {self.at}"
        return "" if self._holds(value) else repr(value)

    def _holds(self, value: Any) -> bool:
        if self.matches:
            return (
                re.search(self.matches, value if isinstance(value, str) else repr(value))
                is not None
            )
        if self.contains is not UNSET:
            return _contains(value, self.contains)
        stripped = value.strip() if isinstance(value, str) else value
        return bool(stripped == self.equals)


def _contains(value: Any, part: Any) -> bool:
    if isinstance(value, str):
        return str(part) in value
    return isinstance(value, list | dict) and part in value


def at_pointer(document: Any, pointer: str) -> tuple[bool, Any]:
    """Follow a JSON pointer; the first member of the answer says whether there is a value."""
    here = document
    for raw in pointer.split("/")[1:]:
        token = raw.replace("~1", "/").replace("~0", "~")
        if isinstance(here, dict) and token in here:
            here = here[token]
        elif isinstance(here, list) and token.isdecimal() and int(token) < len(here):
            here = here[int(token)]
        else:
            return False, None
    return True, here
