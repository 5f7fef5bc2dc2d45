from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import structs

from harness.bundle import (
    CheckResult,
    Code,
    Keyring,
    Policy,
    Verdict,
    generate_key,
)
from harness.bundle.archive import archive_bytes
from harness.bundle.write import bundle_bytes
from harness.checks import Outcome
from harness.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from harness.bundle import BundleContent, SigningKey, TrustedKey, Verification


def codes(verification: Verification) -> set[Code]:
    return {reason.code for reason in verification.reasons}


def test_a_good_bundle_is_accepted(reviewer: Any, bundle: Path) -> None:
    verification = reviewer.verify(bundle)
    assert verification.reasons == ()
    assert verification.verdict is Verdict.ACCEPTED
    assert verification.partner == "Example Corp"
    assert verification.statement.subject[1].annotations.plugin == "Acme"


def test_p256_round_trip(
    reviewer: Any,
    bundle: Path,
    content: BundleContent,
    p256_key: SigningKey,
    trust: Callable[..., TrustedKey],
) -> None:
    bundle.write_bytes(bundle_bytes(content, p256_key))
    reviewer.keyring = Keyring(keys=(trust(p256_key),))
    assert reviewer.verify(bundle).verdict is Verdict.ACCEPTED


def test_ed25519_bundles_are_reproducible(content: BundleContent, key: SigningKey) -> None:
    assert bundle_bytes(content, key) == bundle_bytes(content, key)


def test_results_in_another_order_give_the_same_bundle(
    with_results: Callable[..., BundleContent], key: SigningKey
) -> None:
    one = CheckResult(check="a.b", version="1.0", outcome=Outcome.NOT_EXERCISED, reason="none")
    two = CheckResult(check="c.d", version="1.0", outcome=Outcome.ERROR, reason="died")
    content = with_results(one, two)
    swapped = structs.replace(content, results=(two, one))
    assert bundle_bytes(content, key) == bundle_bytes(swapped, key)


def test_the_inner_dar_alone_is_a_subject_too(
    reviewer: Any, bundle: Path, unpack: Callable[..., Any], tmp_path: Path
) -> None:
    inner = tmp_path / "renamed.dar"
    inner.write_bytes(unpack(reviewer.artifact.read_bytes())["acme.dar"])
    reviewer.artifact = inner
    assert reviewer.verify(bundle).verdict is Verdict.ACCEPTED


def test_the_artifact_may_be_renamed(reviewer: Any, bundle: Path, tmp_path: Path) -> None:
    reviewer.artifact = reviewer.artifact.rename(tmp_path / "upload.bin")
    assert reviewer.verify(bundle).verdict is Verdict.ACCEPTED


def test_another_artifact_is_rejected(reviewer: Any, bundle: Path) -> None:
    reviewer.artifact.write_bytes(reviewer.artifact.read_bytes() + b"\0")
    assert codes(reviewer.verify(bundle)) == {Code.ARTIFACT_OTHER}


def test_a_signed_inner_dar_that_is_not_in_the_upload_is_rejected(
    reviewer: Any, bundle: Path, content: BundleContent, key: SigningKey
) -> None:
    outer, inner = content.subjects
    other = structs.replace(inner, digest=structs.replace(inner.digest, sha256="0" * 64))
    bundle.write_bytes(bundle_bytes(structs.replace(content, subjects=(outer, other)), key))
    assert codes(reviewer.verify(bundle)) == {Code.ARTIFACT_FACTS}


def test_another_version_of_the_plugin_claimed_is_rejected(
    reviewer: Any, bundle: Path, content: BundleContent, key: SigningKey
) -> None:
    outer, inner = content.subjects
    other = structs.replace(inner, annotations=structs.replace(inner.annotations, version="9.9"))
    bundle.write_bytes(bundle_bytes(structs.replace(content, subjects=(outer, other)), key))
    assert codes(reviewer.verify(bundle)) == {Code.ARTIFACT_FACTS}


def test_a_key_outside_the_keyring_is_rejected(
    reviewer: Any, bundle: Path, trust: Callable[..., TrustedKey]
) -> None:
    reviewer.keyring = Keyring(keys=(trust(generate_key()),))
    assert codes(reviewer.verify(bundle)) == {Code.SIGNATURE_UNKNOWN_KEY}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"revoked_on": datetime(2026, 11, 1, tzinfo=UTC)}, Code.KEY_REVOKED),
        ({"valid_to": datetime(2026, 11, 1, tzinfo=UTC)}, Code.KEY_EXPIRED),
        ({"valid_from": datetime(2026, 12, 1, tzinfo=UTC)}, Code.KEY_NOT_YET_VALID),
    ],
)
def test_a_key_outside_its_validity_is_rejected(
    reviewer: Any, bundle: Path, change: dict[str, Any], code: Code
) -> None:
    (entry,) = reviewer.keyring.keys
    reviewer.keyring = Keyring(keys=(structs.replace(entry, **change),))
    assert codes(reviewer.verify(bundle)) == {code}


def test_a_revocation_after_receipt_does_not_count(reviewer: Any, bundle: Path) -> None:
    (entry,) = reviewer.keyring.keys
    later = structs.replace(entry, revoked_on=datetime(2026, 12, 1, tzinfo=UTC))
    reviewer.keyring = Keyring(keys=(later,))
    assert reviewer.verify(bundle).verdict is Verdict.ACCEPTED


def test_another_challenge_is_rejected(reviewer: Any, bundle: Path) -> None:
    reviewer.challenge = "another"
    assert codes(reviewer.verify(bundle)) == {Code.CHALLENGE_OTHER}


def test_without_a_challenge_any_is_taken(reviewer: Any, bundle: Path) -> None:
    reviewer.challenge = None
    assert reviewer.verify(bundle).verdict is Verdict.ACCEPTED


def test_a_run_after_its_receipt_is_rejected(reviewer: Any, bundle: Path) -> None:
    reviewer.received = datetime(2026, 10, 1, tzinfo=UTC)
    assert codes(reviewer.verify(bundle)) == {Code.RUN_TIMES}


def test_a_mandatory_failure_is_rejected_unless_waived(
    reviewer: Any, bundle: Path, with_results: Callable[..., BundleContent], key: SigningKey
) -> None:
    failed = CheckResult(check="a.b", version="1.0", outcome=Outcome.FAILED, reason_code="D38")
    bundle.write_bytes(bundle_bytes(with_results(failed), key))
    reviewer.policy = Policy(frozenset({"a.b@1.0"}))
    assert codes(reviewer.verify(bundle)) == {Code.PLAN_FAILED}
    reviewer.policy = Policy(frozenset({"a.b@1.0"}), waived=frozenset({"a.b@1.0"}))
    assert reviewer.verify(bundle).verdict is Verdict.ACCEPTED


def test_a_missing_mandatory_check_is_rejected(reviewer: Any, bundle: Path) -> None:
    reviewer.policy = Policy(frozenset({"pkg.not-a-dar@1.1"}))
    assert codes(reviewer.verify(bundle)) == {Code.PLAN_MISSING}


def test_an_empty_plan_accepts_nothing(reviewer: Any, bundle: Path) -> None:
    reviewer.policy = Policy(frozenset())
    assert codes(reviewer.verify(bundle)) == {Code.PLAN_EMPTY}


@pytest.mark.parametrize(
    "case",
    [
        (Outcome.ERROR, "timeout", Code.PLAN_NOT_RUN),
        (Outcome.NOT_EXERCISED, "need-missing", Code.PLAN_NOT_RUN),
        (Outcome.NOT_EXERCISED, "not-applicable", Code.PLAN_NOT_APPLICABLE),
    ],
)
def test_a_mandatory_check_without_judgement_is_inconclusive(
    reviewer: Any,
    bundle: Path,
    with_results: Callable[..., BundleContent],
    key: SigningKey,
    case: tuple[Outcome, str, Code],
) -> None:
    outcome, reason_code, code = case
    result = CheckResult(check="a.b", version="1.0", outcome=outcome, reason_code=reason_code)
    bundle.write_bytes(bundle_bytes(with_results(result), key))
    reviewer.policy = Policy(frozenset({"a.b@1.0"}))
    verification = reviewer.verify(bundle)
    assert codes(verification) == {code}
    assert verification.verdict is Verdict.INCONCLUSIVE


def test_the_reviewer_may_confirm_that_a_check_does_not_apply(
    reviewer: Any, bundle: Path, with_results: Callable[..., BundleContent], key: SigningKey
) -> None:
    result = CheckResult(check="a.b", version="1.0", outcome=Outcome.NOT_EXERCISED)
    bundle.write_bytes(bundle_bytes(with_results(result), key))
    ref = frozenset({"a.b@1.0"})
    reviewer.policy = Policy(ref, not_applicable=ref)
    assert reviewer.verify(bundle).verdict is Verdict.ACCEPTED


def test_a_rejecting_reason_outweighs_an_open_one(
    reviewer: Any, bundle: Path, with_results: Callable[..., BundleContent], key: SigningKey
) -> None:
    error = CheckResult(check="a.b", version="1.0", outcome=Outcome.ERROR)
    bundle.write_bytes(bundle_bytes(with_results(error), key))
    reviewer.policy = Policy(frozenset({"a.b@1.0", "c.d@1.0"}))
    assert reviewer.verify(bundle).verdict is Verdict.REJECTED


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("attestation/test-result.dsse.json", Code.EVIDENCE_MISSING),
        ("results/outcomes.json", Code.EVIDENCE_MISSING),
        ("results/junit.xml", Code.EVIDENCE_MISSING),
        ("plugin/digests.txt", Code.EVIDENCE_MISSING),
        ("mimetype", Code.ARCHIVE_LAYOUT),
    ],
)
def test_every_removed_entry_is_noticed(
    reviewer: Any, bundle: Path, unpack: Callable[..., Any], name: str, code: Code
) -> None:
    files = unpack(bundle.read_bytes())
    del files[name]
    bundle.write_bytes(archive_bytes(files))
    assert codes(reviewer.verify(bundle)) == {code}


def test_removing_renaming_or_changing_any_entry_is_noticed(
    reviewer: Any, bundle: Path, unpack: Callable[..., Any]
) -> None:
    good = unpack(bundle.read_bytes())
    for name in good:
        others = {other: data for other, data in good.items() if other != name}
        changed = (
            others,
            {**others, name + "x": good[name]},
            {**others, "a/renamed": good[name]},
            {**good, name: good[name] + b" "},
            {**good, name: b""},
        )
        for files in changed:
            bundle.write_bytes(archive_bytes(files))
            verification = reviewer.verify(bundle)
            assert verification.verdict is Verdict.REJECTED
            assert verification.reasons


@pytest.mark.parametrize("name", ["z", "attestation/public-key.pem", "results/extra.json"])
def test_an_added_entry_is_noticed(
    reviewer: Any, bundle: Path, unpack: Callable[..., Any], name: str
) -> None:
    files = unpack(bundle.read_bytes())
    bundle.write_bytes(archive_bytes({**files, name: b"more"}))
    assert codes(reviewer.verify(bundle)) == {Code.EVIDENCE_UNLISTED}


def test_another_format_version_is_rejected(
    reviewer: Any, bundle: Path, unpack: Callable[..., Any]
) -> None:
    files = unpack(bundle.read_bytes())
    files["mimetype"] = b"application/x.vroaccept.bundle.v2+zip"
    bundle.write_bytes(archive_bytes(files))
    assert codes(reviewer.verify(bundle)) == {Code.ARCHIVE_FORMAT}


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x05\x06" + b"\0" * 18, b"\0" * 100, b"{}"])
def test_what_is_no_bundle_is_rejected_with_a_reason(
    reviewer: Any, bundle: Path, data: bytes
) -> None:
    bundle.write_bytes(data)
    assert codes(reviewer.verify(bundle)) == {Code.ARCHIVE_LAYOUT}


def test_a_missing_file_is_a_usage_error(reviewer: Any, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot read the bundle"):
        reviewer.verify(tmp_path / "absent.zip")


def test_a_missing_artifact_is_a_usage_error(reviewer: Any, bundle: Path, tmp_path: Path) -> None:
    reviewer.artifact = tmp_path / "absent.dar"
    with pytest.raises(UsageError, match="cannot read the artifact"):
        reviewer.verify(bundle)
