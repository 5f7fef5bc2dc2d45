"""What must come of a workflow run."""

from __future__ import annotations

import re
from typing import Any, Literal

import msgspec
from msgspec import Struct, field

from harness.case.effects import ExpectedEffect


class OutputRule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A looser demand on an output parameter than equality.

    Attributes:
        matches: The text matches this regular expression somewhere.
        contains: The text or list contains this.
        type: The value is an object of this plug-in type.
        id: Together with ``type``: its id.
        name: Together with ``type``: its display name.
        present: The value is, or is not, null.
    """

    matches: str = ""
    contains: Any = None
    type: str = ""
    id: str = ""
    name: str = ""
    present: bool | None = None

    def mismatch(self, value: Any) -> str:
        """Say what was seen instead; empty when the value is as demanded."""
        held = (
            not self.matches or re.search(self.matches, _text(value)) is not None,
            self.contains is None or _contains(value, self.contains),
            not self.type or (isinstance(value, dict) and value.get("type") == self.type),
            not self.id or (isinstance(value, dict) and value.get("id") == self.id),
            not self.name or (isinstance(value, dict) and value.get("display-value") == self.name),
            self.present is None or self.present == (value is not None),
        )
        return "" if all(held) else repr(value)


class Expect(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What must come of a workflow run.

    Attributes:
        state: Final state of the execution.
        outputs: Output parameters by name: a plain value must be equal, a table is an
            :class:`OutputRule`.
        error: Regular expression for the error of a run that must fail.
        effect: What must be found at the managed system afterwards.
    """

    state: Literal["completed", "failed", "canceled", "waiting", "waiting-signal"] = "completed"
    outputs: dict[str, Any] = field(default_factory=dict)
    error: str = ""
    effect: tuple[ExpectedEffect, ...] = ()


def output_rule(wanted: Any) -> OutputRule | None:
    """Read a table as a rule; None for a plain value, which is compared for equality.

    Raises:
        msgspec.ValidationError: The table has a key that is no rule.
    """
    return msgspec.convert(wanted, OutputRule) if isinstance(wanted, dict) else None


def output_mismatch(wanted: Any, value: Any) -> str:
    """Say what an output is instead of what is wanted; empty when it is as wanted."""
    rule = output_rule(wanted)
    if rule is not None:
        return rule.mismatch(value)
    return "" if wanted == value else repr(value)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else repr(value)


def _contains(value: Any, part: Any) -> bool:
    if isinstance(value, str):
        return str(part) in value
    return isinstance(value, list) and part in value
