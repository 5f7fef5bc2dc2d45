"""Writing a bundle: check what is to be signed, sign it, store it in one step."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from harness.bundle import agreement, envelope, evidence, layout, outcomes, statement
from harness.bundle.archive import archive_bytes
from harness.bundle.errors import BundleWriteError, RefusedError, SecretLeakError
from harness.bundle.outcomes import OutcomeLine
from harness.bundle.secrets import Secret, find_leaks
from harness.bundle.statement import (
    Digest,
    Evidence,
    EvidenceFacts,
    Ingredient,
    NotRun,
    Predicate,
    RunRecord,
    Statement,
    Subject,
)
from harness.checks.finding import Outcome

if TYPE_CHECKING:
    from harness.bundle.keys import SigningKey


class CheckResult(Struct, frozen=True, kw_only=True):
    """The outcome of one check, as plain values.

    Attributes:
        check: Check id.
        version: Version of the check.
        outcome: Its outcome.
        reason_code: Stable short code: rules that failed, the need that was missing.
        reason: Why there is no judgement, for a person; only kept for those.
    """

    check: str
    version: str
    outcome: Outcome
    reason_code: str = ""
    reason: str = ""

    def line(self) -> OutcomeLine:
        """The part that two honest runs have in common."""
        return OutcomeLine(self.check, self.version, self.outcome, self.reason_code)


class RunFacts(Struct, frozen=True, kw_only=True):
    """What is claimed about the run; see :class:`~harness.bundle.statement.RunRecord`."""

    id: str
    started_on: datetime
    finished_on: datetime
    plan: str
    challenge: str = ""
    counts: dict[str, int] = field(default_factory=dict)


class BundleContent(Struct, frozen=True, kw_only=True):
    """All that goes into a bundle, as plain values.

    Attributes:
        subjects: From :func:`~harness.bundle.subjects.read_subjects`.
        run: Facts about the run.
        results: One for each check of the plan, run or not.
        ingredients: Kit, suite, catalogue, host jar; ``run-config`` and ``python-lock`` are added
            from the evidence.
        evidence: File name in the bundle → content; see
            :data:`harness.bundle.evidence.REQUIRED`.
        secrets: Must occur in no file; nothing is signed otherwise.
    """

    subjects: tuple[Subject, ...]
    run: RunFacts
    results: tuple[CheckResult, ...]
    ingredients: tuple[Ingredient, ...]
    evidence: Mapping[str, bytes]
    secrets: tuple[Secret, ...] = ()


class WrittenBundle(Struct, frozen=True):
    """A finished bundle: where it is, its SHA-256, and who signed it."""

    path: Path
    sha256: str
    keyid: str


def write_bundle(target: Path, content: BundleContent, key: SigningKey) -> WrittenBundle:
    """Sign a run and write its bundle; an existing file is replaced in one step.

    The same content and an Ed25519 key give the same bytes.

    Raises:
        SecretLeakError: A secret occurs in the evidence; nothing was signed.
        BundleWriteError: Something is missing, contradicts itself, or cannot be stored.
    """
    data = bundle_bytes(content, key)
    draft = target.with_name(target.name + ".new")
    try:
        draft.write_bytes(data)
        draft.replace(target)
    except OSError as exc:
        raise BundleWriteError(
            f"cannot write the bundle: {exc.strerror}", where=str(target)
        ) from exc
    return WrittenBundle(target, hashlib.sha256(data).hexdigest(), key.public.keyid)


def bundle_bytes(content: BundleContent, key: SigningKey) -> bytes:
    """Return the bytes that :func:`write_bundle` stores."""
    lines = tuple(sorted(result.line() for result in content.results))
    files = {**content.evidence, evidence.OUTCOMES: outcomes.encode(lines)}
    _check_files(content, files)
    payload = statement.encode(_statement(content, lines, files, key))
    try:  # whatever our own reader would refuse must not get a signature
        outcomes.decode(files[evidence.OUTCOMES])
        statement.decode(payload)
        _check_reports(lines, files)
    except RefusedError as exc:
        raise BundleWriteError(f"our own reader would refuse it: {exc}") from exc
    return archive_bytes(
        {
            layout.MIMETYPE_NAME: layout.MIMETYPE,
            layout.STATEMENT_NAME: envelope.sign(payload, key),
            **files,
        }
    )


def _check_files(content: BundleContent, files: Mapping[str, bytes]) -> None:
    missing = [name for name in evidence.REQUIRED if name not in files]
    if missing:
        raise BundleWriteError("evidence is missing", where=", ".join(missing))
    foreign = [name for name in files if name.startswith("attestation/") or "/" not in name]
    if foreign:
        raise BundleWriteError("evidence has a reserved name", where=", ".join(foreign))
    leaks = find_leaks(content.secrets, files)
    if leaks:
        raise SecretLeakError(
            "evidence contains secrets, nothing was signed",
            where="; ".join(f"{leak.file} has {leak.secret} ({leak.encoding})" for leak in leaks),
            advice="redact the file where it is written",
        )


def _check_reports(lines: tuple[OutcomeLine, ...], files: Mapping[str, bytes]) -> None:
    reasons = agreement.report_reasons(lines, files)
    if reasons:
        raise BundleWriteError(
            "the test reports and the outcomes differ",
            where="; ".join(reason.text for reason in reasons[:5]),
        )


def _statement(
    content: BundleContent,
    lines: tuple[OutcomeLine, ...],
    files: Mapping[str, bytes],
    key: SigningKey,
) -> Statement:
    predicate = Predicate(
        result=statement.result_of(lines),
        configuration=(*content.ingredients, *_own_ingredients(files)),
        passed_tests=_refs(lines, Outcome.PASSED),
        warned_tests=_refs(lines, Outcome.WARNED),
        failed_tests=_refs(lines, Outcome.FAILED),
        run=_run(content, files, key),
        evidence=tuple(_evidence(name, files[name]) for name in sorted(files)),
    )
    return Statement(
        type=statement.STATEMENT_TYPE,
        subject=content.subjects,
        predicate_type=statement.PREDICATE_TYPE,
        predicate=predicate,
    )


def _refs(lines: tuple[OutcomeLine, ...], outcome: Outcome) -> tuple[str, ...]:
    return tuple(line.ref for line in lines if line.outcome is outcome)


def _own_ingredients(files: Mapping[str, bytes]) -> list[Ingredient]:
    return [
        Ingredient(name, Digest(_sha256(files[file])))
        for name, file in evidence.INGREDIENT_FILES.items()
    ]


def _run(content: BundleContent, files: Mapping[str, bytes], key: SigningKey) -> RunRecord:
    facts = content.run
    return RunRecord(
        id=facts.id,
        challenge=facts.challenge,
        plan=facts.plan,
        started_on=facts.started_on.astimezone(UTC),
        finished_on=facts.finished_on.astimezone(UTC),
        signer_keyid=key.public.keyid,
        outcomes_digest=Digest(_sha256(files[evidence.OUTCOMES])),
        not_run=_not_run(content),
        counts=dict(sorted(facts.counts.items())),
    )


def _not_run(content: BundleContent) -> tuple[NotRun, ...]:
    unjudged = (Outcome.ERROR, Outcome.NOT_EXERCISED)
    return tuple(
        NotRun(
            check=result.check,
            version=result.version,
            outcome="error" if result.outcome is Outcome.ERROR else "not_exercised",
            reason=result.reason,
            reason_code=result.reason_code,
        )
        for result in sorted(content.results, key=lambda result: result.line())
        if result.outcome in unjudged
    )


def _evidence(name: str, data: bytes) -> Evidence:
    media_type = evidence.media_type(name)
    return Evidence(name, Digest(_sha256(data)), media_type, EvidenceFacts(len(data)))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
