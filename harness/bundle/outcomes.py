"""``results/outcomes.json``: the part of a run that two honest runs have in common.

RFC 8785, no time, no host, no floating-point number: sorted lines of check, version, outcome and
reason code. Its SHA-256 is what a reproduction is compared with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import msgspec
import rfc8785
from msgspec import Meta, Struct

from harness.bundle import strict_json
from harness.bundle.errors import RefusedError
from harness.bundle.evidence import OUTCOMES
from harness.bundle.reasons import Code
from harness.checks.finding import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from harness.checks.finding import Severity

MAX_BYTES: Final = 4 * 1024 * 1024

CheckId = Annotated[str, Meta(pattern=r"^[a-z]+(\.[a-z0-9]+(-[a-z0-9]+)*)+$", max_length=100)]
CheckVersion = Annotated[str, Meta(pattern=r"^[0-9]+(\.[0-9]+)*$", max_length=20)]
ReasonCode = Annotated[str, Meta(pattern=r"^[A-Za-z0-9.:,+_-]*$", max_length=200)]


class OutcomeLine(Struct, frozen=True, order=True, array_like=True, forbid_unknown_fields=True):
    """What one check said.

    Attributes:
        check: Check id.
        version: Version of the check.
        outcome: Its outcome.
        reason_code: Stable and free of times and counts, such as the rules that failed; may be
            empty.
    """

    check: CheckId
    version: CheckVersion
    outcome: Outcome
    reason_code: ReasonCode = ""

    @property
    def ref(self) -> str:
        """``id@version``."""
        return f"{self.check}@{self.version}"


def raised_code(severity: Severity) -> str:
    """Reason code of a failure that is worse than its check usually is."""
    return f"raised:{severity.value}"


def is_raised(line: OutcomeLine) -> bool:
    """Whether a check failed worse than it usually does, so that no plan may pass over it."""
    return line.outcome is Outcome.FAILED and line.reason_code.startswith("raised:")


def encode(lines: Iterable[OutcomeLine]) -> bytes:
    """Encode outcomes; the order of the lines given does not matter."""
    rows = [
        [line.check, line.version, line.outcome.value, line.reason_code] for line in sorted(lines)
    ]
    return rfc8785.dumps(rows)


def decode(data: bytes) -> tuple[OutcomeLine, ...]:
    """Decode outcomes.

    Raises:
        RefusedError: They are not encoded as :func:`encode` does, or name one check twice.
    """
    try:
        value = strict_json.decode(data, max_bytes=MAX_BYTES)
        lines = msgspec.convert(value, tuple[OutcomeLine, ...])
    except ValueError as exc:
        raise RefusedError(Code.OUTCOMES_MALFORMED, str(exc), where=OUTCOMES) from exc
    if encode(lines) != data:
        raise RefusedError(
            Code.OUTCOMES_MALFORMED, "not in RFC 8785 form or unsorted", where=OUTCOMES
        )
    if len({line.check for line in lines}) != len(lines):
        raise RefusedError(Code.OUTCOMES_MALFORMED, "one check has two outcomes", where=OUTCOMES)
    return lines
