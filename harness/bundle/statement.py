"""What is signed: an in-toto Statement v1 with the test-result v0.1 predicate.

Our own facts are two extension fields of the predicate, ``vroaccept_run`` and
``vroaccept_evidence``; consumers that do not know them ignore them (in-toto, "Parsing rules").
Fields of others that we do not know are ignored likewise, except in digests: a weak digest there
would be trusted by somebody (threat T6).
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta, Struct, field

from harness.bundle import strict_json
from harness.bundle.errors import RefusedError
from harness.bundle.outcomes import CheckId, CheckVersion, OutcomeLine, ReasonCode
from harness.bundle.reasons import Code
from harness.checks.finding import Outcome

STATEMENT_TYPE: Final = "https://in-toto.io/Statement/v1"
PREDICATE_TYPE: Final = "https://in-toto.io/attestation/test-result/v0.1"
FORMAT_VERSION: Final = 1
MAX_BYTES: Final = 6 * 1024 * 1024

Hex64 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
Ref = Annotated[str, Meta(pattern="^[a-z0-9.-]+@[0-9.]+$", max_length=130)]
Text = Annotated[str, Meta(max_length=2000)]
Moment = Annotated[datetime, Meta(tz=True)]
Count = Annotated[int, Meta(ge=0)]


class Result(StrEnum):
    """The overall result that the predicate defines."""

    PASSED = "PASSED"
    WARNED = "WARNED"
    FAILED = "FAILED"


class Digest(Struct, frozen=True, forbid_unknown_fields=True):
    """SHA-256 and nothing else."""

    sha256: Hex64


class LegacyDigest(Struct, frozen=True, forbid_unknown_fields=True):
    """Digests the program guide asks to publish (§3.3.2.2); never used for trust."""

    md5: Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]
    sha1: Annotated[str, Meta(pattern="^[0-9a-f]{40}$")]


class SubjectFacts(Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    """What is known of a subject besides its digest.

    Attributes:
        size: Length in bytes.
        legacy_digest: MD5 and SHA-1, for the landing page.
        contained_in: File name of the ``.vmoapp`` around a ``.dar``.
        plugin: Module name of ``vso.xml``; empty when there is no readable one.
        version: Its version.
        build: Its build number.
    """

    size: Count
    legacy_digest: LegacyDigest
    contained_in: Text = ""
    plugin: Text = ""
    version: Text = ""
    build: Text = ""


class Subject(Struct, frozen=True):
    """One file that was tested."""

    name: Annotated[str, Meta(min_length=1, max_length=300)]
    digest: Digest
    annotations: SubjectFacts


class Ingredient(Struct, frozen=True, omit_defaults=True):
    """One thing that shaped the run: the kit, the suite, the catalogue, the configuration.

    Attributes:
        name: ``vroaccept-kit``, ``run-config`` and so on.
        digest: SHA-256 of its bytes.
        annotations: Short facts: version, plan, Java.
    """

    name: Annotated[str, Meta(min_length=1, max_length=200)]
    digest: Digest
    annotations: dict[str, Text] = field(default_factory=dict)


class NotRun(Struct, frozen=True, rename="camel"):
    """A check without a judgement; never a pass."""

    check: CheckId
    version: CheckVersion
    outcome: Literal["error", "not_exercised"]
    reason: Text
    reason_code: ReasonCode = ""


class RunRecord(Struct, frozen=True, kw_only=True, rename="camel"):
    """The run behind the results (``vroaccept_run``).

    Attributes:
        format: Version of this format.
        id: Unique id of the run.
        challenge: What the reviewer issued for this submission; empty if nothing.
        plan: Name of the plan the partner ran; the reviewer's own plan decides.
        started_on: Claimed begin, UTC.
        finished_on: Claimed end, UTC.
        signer_keyid: Id of the signing key, bound into what it signs (threat T7).
        outcomes_digest: Digest of ``results/outcomes.json``.
        not_run: Checks without a judgement.
        counts: Further counts: tests collected, attempts, exit code of pytest (threat T20).
    """

    format: int = FORMAT_VERSION
    id: Annotated[str, Meta(pattern="^[A-Za-z0-9._-]{1,100}$")]
    challenge: Annotated[str, Meta(max_length=300)] = ""
    plan: Annotated[str, Meta(max_length=100)] = ""
    started_on: Moment
    finished_on: Moment
    signer_keyid: Hex64
    outcomes_digest: Digest
    not_run: tuple[NotRun, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)


class EvidenceFacts(Struct, frozen=True):
    """Length in bytes of an evidence file."""

    size: Count


class Evidence(Struct, frozen=True, rename="camel"):
    """One file of the archive."""

    name: Annotated[str, Meta(max_length=200)]
    digest: Digest
    media_type: Annotated[str, Meta(pattern="^[a-z0-9.+-]+/[a-z0-9.+-]+$", max_length=100)]
    annotations: EvidenceFacts


class Predicate(Struct, frozen=True, kw_only=True, rename="camel"):
    """The test result with our extension fields."""

    result: Result
    configuration: tuple[Ingredient, ...]
    passed_tests: tuple[Ref, ...]
    warned_tests: tuple[Ref, ...]
    failed_tests: tuple[Ref, ...]
    run: RunRecord = field(name="vroaccept_run")
    evidence: tuple[Evidence, ...] = field(name="vroaccept_evidence")

    def lists(self) -> dict[Outcome, tuple[str, ...]]:
        """Refs by outcome, in the order of the statement."""
        not_run: dict[Outcome, list[str]] = {Outcome.ERROR: [], Outcome.NOT_EXERCISED: []}
        for item in self.run.not_run:
            not_run[Outcome(item.outcome)].append(f"{item.check}@{item.version}")
        return {
            Outcome.PASSED: self.passed_tests,
            Outcome.WARNED: self.warned_tests,
            Outcome.FAILED: self.failed_tests,
            **{outcome: tuple(refs) for outcome, refs in not_run.items()},
        }


class Statement(Struct, frozen=True, kw_only=True, rename="camel"):
    """The whole statement."""

    type: str = field(name="_type")
    subject: Annotated[tuple[Subject, ...], Meta(min_length=1, max_length=64)]
    predicate_type: str
    predicate: Predicate


def result_of(lines: tuple[OutcomeLine, ...]) -> Result:
    """Fold outcomes: a failure fails, a warning or a check without judgement warns."""
    outcomes = {line.outcome for line in lines}
    if Outcome.FAILED in outcomes:
        return Result.FAILED
    return Result.PASSED if outcomes <= {Outcome.PASSED} else Result.WARNED


def encode(statement: Statement) -> bytes:
    """Serialise once; these bytes are signed and stored."""
    return msgspec.json.encode(statement)


def decode(payload: bytes) -> Statement:
    """Decode the bytes whose signature was verified.

    Raises:
        RefusedError: They are no statement of this format version.
    """
    try:
        value = strict_json.decode(payload, max_bytes=MAX_BYTES)
        _check_types(value)
        return msgspec.convert(value, Statement)
    except ValueError as exc:
        raise RefusedError(Code.STATEMENT_MALFORMED, f"statement: {exc}") from exc


def _check_types(value: object) -> None:
    """Judge the type fields first, so that another document gets the right reason (threat T9)."""
    kinds = msgspec.convert(value, _Kinds)
    if (kinds.type, kinds.predicate_type) != (STATEMENT_TYPE, PREDICATE_TYPE):
        raise RefusedError(
            Code.STATEMENT_TYPE, f"this is {kinds.predicate_type!r} in {kinds.type!r}"
        )
    if kinds.predicate.run.format != FORMAT_VERSION:
        raise RefusedError(
            Code.STATEMENT_TYPE, f"format version {kinds.predicate.run.format} is unknown"
        )


class _RunKind(Struct):
    format: int


class _PredicateKind(Struct):
    run: _RunKind = field(name="vroaccept_run")


class _Kinds(Struct, rename="camel"):
    type: str = field(name="_type")
    predicate_type: str
    predicate: _PredicateKind
