"""Why a bundle is not accepted: a closed set of codes that programs may rely on."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Verdict(StrEnum):
    """The answer of a verification (``docs/bundle.md``, "Verification")."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    INCONCLUSIVE = "inconclusive"


class Code(StrEnum):
    """Stable reason codes; a new reason gets a new code, none is ever reused."""

    ARCHIVE_SIZE = "archive.size"
    ARCHIVE_LAYOUT = "archive.layout"
    ARCHIVE_NAME = "archive.name"
    ARCHIVE_ORDER = "archive.order"
    ARCHIVE_CRC = "archive.crc"
    ARCHIVE_FORMAT = "archive.format"
    ENVELOPE_MALFORMED = "envelope.malformed"
    ENVELOPE_PAYLOAD_TYPE = "envelope.payload-type"
    SIGNATURE_UNKNOWN_KEY = "signature.unknown-key"
    SIGNATURE_INVALID = "signature.invalid"
    SIGNATURE_OTHER_KEY = "signature.other-key"
    KEY_NOT_YET_VALID = "key.not-yet-valid"
    KEY_EXPIRED = "key.expired"
    KEY_REVOKED = "key.revoked"
    STATEMENT_MALFORMED = "statement.malformed"
    STATEMENT_TYPE = "statement.type"
    STATEMENT_INCONSISTENT = "statement.inconsistent"
    EVIDENCE_MISSING = "evidence.missing"
    EVIDENCE_UNLISTED = "evidence.unlisted"
    EVIDENCE_DIGEST = "evidence.digest"
    ARTIFACT_OTHER = "artifact.other"
    ARTIFACT_FACTS = "artifact.facts"
    CHALLENGE_OTHER = "challenge.other"
    RUN_TIMES = "run.times"
    OUTCOMES_MALFORMED = "outcomes.malformed"
    OUTCOMES_DISAGREE = "outcomes.disagree"
    JUNIT_MALFORMED = "junit.malformed"
    JUNIT_DISAGREES = "junit.disagrees"
    CTRF_MALFORMED = "ctrf.malformed"
    CTRF_DISAGREES = "ctrf.disagrees"
    PLAN_EMPTY = "plan.empty"
    PLAN_FAILED = "plan.mandatory-failed"
    PLAN_MISSING = "plan.mandatory-missing"
    PLAN_NOT_RUN = "plan.mandatory-not-run"
    PLAN_NOT_APPLICABLE = "plan.mandatory-not-applicable"

    @property
    def verdict(self) -> Verdict:
        """What one reason with this code makes of the bundle."""
        open_ones = (Code.PLAN_NOT_RUN, Code.PLAN_NOT_APPLICABLE)
        return Verdict.INCONCLUSIVE if self in open_ones else Verdict.REJECTED


class Reason(Struct, frozen=True):
    """One reason against acceptance.

    Attributes:
        code: Stable, for programs.
        text: One line for a person; may quote the bundle, so escape it before printing.
    """

    code: Code
    text: str


def verdict_of(reasons: tuple[Reason, ...]) -> Verdict:
    """Fold reasons: any rejecting one rejects, none at all accepts."""
    verdicts = {reason.code.verdict for reason in reasons}
    if Verdict.REJECTED in verdicts:
        return Verdict.REJECTED
    return Verdict.INCONCLUSIVE if verdicts else Verdict.ACCEPTED
