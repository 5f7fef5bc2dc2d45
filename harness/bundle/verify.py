"""Verifying a bundle: the answer of a reviewer who trusts a keyring, a plan and an upload only.

The steps that everything later rests on (layout, envelope, signature, statement) stop at the
first reason; the later ones are all taken, so that one run names every reason.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from harness.bundle import agreement, envelope, evidence, layout, outcomes, statement
from harness.bundle.archive import BundleArchive, open_archive
from harness.bundle.errors import RefusedError
from harness.bundle.policy import judge, judge_raised, judge_run
from harness.bundle.reasons import Code, Reason, Verdict, verdict_of
from harness.bundle.statement import Statement
from harness.bundle.subjects import read_subjects

if TYPE_CHECKING:
    from pathlib import Path

    from harness.bundle.keyring import Keyring, TrustedKey
    from harness.bundle.outcomes import OutcomeLine
    from harness.bundle.policy import Policy
    from harness.bundle.statement import Evidence, Subject

_PARSED: Final = frozenset((evidence.OUTCOMES, evidence.JUNIT, evidence.CTRF))
_UNSIGNED: Final = frozenset((layout.MIMETYPE_NAME, layout.STATEMENT_NAME))


class Verification(Struct, frozen=True):
    """The answer.

    Attributes:
        verdict: Accepted only when there is no reason against it.
        reasons: All reasons found, with stable codes.
        partner: Whose key signed; empty until the signature was verified.
        statement: What was signed; ``None`` until the signature was verified.
    """

    verdict: Verdict
    reasons: tuple[Reason, ...]
    partner: str = ""
    statement: Statement | None = None


def verify_bundle(
    path: Path,
    *,
    artifact: Path,
    keyring: Keyring,
    policy: Policy,
    challenge: str | None = None,
    received: datetime | None = None,
) -> Verification:
    """Verify a bundle against the uploaded artifact.

    Args:
        path: The bundle.
        artifact: The plug-in that was uploaded beside it.
        keyring: The only source of trust in keys.
        policy: The reviewer's own demands; the plan named in the bundle plays no part.
        challenge: What the reviewer issued for this submission; ``None`` accepts any.
        received: When the reviewer got the bundle, for the validity of keys; now by default.

    Raises:
        UsageError: The bundle or the artifact cannot be opened.
    """
    moment = received or datetime.now(UTC)
    subjects = read_subjects(artifact)
    try:
        with open_archive(path) as archive:
            trusted, signed = _authenticate(archive, keyring)
            reasons = (
                *_key_reasons(trusted, moment),
                *_content_reasons(archive, signed, policy),
                *_subject_reasons(signed.subject, subjects),
                *judge_run(signed.predicate.run, challenge=challenge, received=moment),
                *judge(policy, signed),
            )
    except RefusedError as exc:
        return _refused(exc)
    return Verification(verdict_of(reasons), reasons, trusted.partner, signed)


def _refused(exc: RefusedError) -> Verification:
    place = f"{exc.where}: " if exc.where else ""
    return Verification(Verdict.REJECTED, (Reason(exc.code, f"{place}{exc.what}"),))


def _authenticate(archive: BundleArchive, keyring: Keyring) -> tuple[TrustedKey, Statement]:
    """Return who signed, and what; raises :class:`RefusedError`."""
    if archive.read(layout.MIMETYPE_NAME) != layout.MIMETYPE:
        raise RefusedError(Code.ARCHIVE_FORMAT, "not a bundle of format version 1")
    if layout.STATEMENT_NAME not in archive.names:
        raise RefusedError(Code.EVIDENCE_MISSING, "no statement", where=layout.STATEMENT_NAME)
    signed = envelope.parse(archive.read(layout.STATEMENT_NAME))
    trusted = [_trusted(keyring, keyid) for keyid in signed.signatures]
    payload = envelope.verify(signed, [key.key() for key in trusted])
    decoded = statement.decode(payload)
    signer = decoded.predicate.run.signer_keyid
    if signer not in signed.signatures:
        raise RefusedError(Code.SIGNATURE_OTHER_KEY, "the statement names another key")
    return _trusted(keyring, signer), decoded


def _trusted(keyring: Keyring, keyid: str) -> TrustedKey:
    key = keyring.find(keyid)
    if key is None:
        raise RefusedError(Code.SIGNATURE_UNKNOWN_KEY, f"key {keyid} is not in the keyring")
    return key


def _key_reasons(trusted: TrustedKey, moment: datetime) -> tuple[Reason, ...]:
    problem = trusted.problem_at(moment)
    return () if problem is None else (problem,)


def _content_reasons(
    archive: BundleArchive, signed: Statement, policy: Policy
) -> tuple[Reason, ...]:
    listed = {item.name: item for item in signed.predicate.evidence}
    stored = set(archive.names) - _UNSIGNED
    reasons = [Reason(Code.EVIDENCE_UNLISTED, name) for name in sorted(stored - set(listed))]
    needed = {*listed, *evidence.REQUIRED, evidence.OUTCOMES}
    reasons += [Reason(Code.EVIDENCE_MISSING, name) for name in sorted(needed - stored)]
    if len(listed) != len(signed.predicate.evidence):
        reasons.append(Reason(Code.STATEMENT_INCONSISTENT, "an evidence file is listed twice"))
    files: dict[str, bytes] = {}
    for name in sorted(stored & set(listed)):
        reasons += _digest_reasons(archive, listed[name], files)
    return (*reasons, *(() if reasons else _result_reasons(signed, files, policy)))


def _digest_reasons(
    archive: BundleArchive, item: Evidence, files: dict[str, bytes]
) -> list[Reason]:
    """Compare one file with its digest; keep the bytes that are parsed later, unread twice."""
    try:
        if item.name in _PARSED:
            files[item.name] = archive.read(item.name)
            sha256 = hashlib.sha256(files[item.name]).hexdigest()
        else:
            sha256 = archive.sha256(item.name)
    except RefusedError as exc:
        return [Reason(exc.code, f"{exc.where}: {exc.what}")]
    if (sha256, archive.size(item.name)) != (item.digest.sha256, item.annotations.size):
        return [Reason(Code.EVIDENCE_DIGEST, f"{item.name} is not the file that was signed")]
    return []


def _result_reasons(
    signed: Statement, files: dict[str, bytes], policy: Policy
) -> tuple[Reason, ...]:
    """Statement, outcomes and both reports have to tell the same story (threats T1, T20)."""
    try:
        lines = outcomes.decode(files[evidence.OUTCOMES])
        reports = agreement.report_reasons(lines, files)
    except RefusedError as exc:
        return (Reason(exc.code, f"{exc.where}: {exc.what}"),)
    told = _statement_reasons(signed, lines, files[evidence.OUTCOMES])
    return (*told, *reports, *judge_raised(policy, lines))


def _statement_reasons(
    signed: Statement, lines: tuple[OutcomeLine, ...], data: bytes
) -> list[Reason]:
    predicate = signed.predicate
    told = sorted((ref, outcome) for outcome, refs in predicate.lists().items() for ref in refs)
    reasons = []
    if told != sorted((line.ref, line.outcome) for line in lines):
        reasons.append(Reason(Code.OUTCOMES_DISAGREE, "statement and results/outcomes.json differ"))
    if hashlib.sha256(data).hexdigest() != predicate.run.outcomes_digest.sha256:
        reasons.append(Reason(Code.OUTCOMES_DISAGREE, "outcomesDigest is of another file"))
    if predicate.result is not statement.result_of(lines):
        reasons.append(
            Reason(Code.STATEMENT_INCONSISTENT, f"result {predicate.result} does not follow")
        )
    return reasons + _ingredient_reasons(signed)


def _ingredient_reasons(signed: Statement) -> list[Reason]:
    digests = {item.name: item.digest for item in signed.predicate.evidence}
    named = {item.name: item.digest for item in signed.predicate.configuration}
    return [
        Reason(Code.STATEMENT_INCONSISTENT, f"{name} is not the digest of {file}")
        for name, file in evidence.INGREDIENT_FILES.items()
        if named.get(name) != digests[file]
    ]


def _subject_reasons(
    signed: tuple[Subject, ...], uploaded: tuple[Subject, ...]
) -> tuple[Reason, ...]:
    """Compare what was tested with what was uploaded: the whole file, or a ``.dar`` of it."""
    outer = uploaded[0]
    position = next((n for n, item in enumerate(signed) if item.digest == outer.digest), None)
    if position is None:
        return (Reason(Code.ARTIFACT_OTHER, f"{outer.name} is not what was tested"),)
    same = signed if position == 0 else signed[position : position + 1]
    if [_facts(item) for item in same] != [_facts(item) for item in uploaded]:
        return (Reason(Code.ARTIFACT_FACTS, f"{outer.name} has other contents than was signed"),)
    return ()


def _facts(subject: Subject) -> tuple[object, ...]:
    """All that a re-reading yields; names are left out, since files get renamed."""
    facts = subject.annotations
    return (
        subject.digest,
        facts.size,
        facts.legacy_digest,
        facts.plugin,
        facts.version,
        facts.build,
    )
