"""What our reader refuses although it carries a good signature."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from harness.bundle import BundleContent, Code, RefusedError, SigningKey, envelope
from harness.bundle.archive import archive_bytes
from harness.bundle.layout import STATEMENT_NAME
from harness.bundle.statement import Result, decode, encode, result_of
from harness.bundle.write import bundle_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def payload(content: BundleContent, key: SigningKey, unpack: Callable[..., Any]) -> dict[str, Any]:
    files = unpack(bundle_bytes(content, key))
    loaded: dict[str, Any] = json.loads(envelope.parse(files[STATEMENT_NAME]).payload)
    return loaded


@pytest.fixture
def verify_signed(
    reviewer: Any, bundle: Path, key: SigningKey, unpack: Callable[..., Any]
) -> Callable[[bytes], set[Code]]:
    """Sign any payload with the partner's key and verify the bundle around it."""
    files = unpack(bundle.read_bytes())

    def verify(data: bytes) -> set[Code]:
        bundle.write_bytes(archive_bytes({**files, STATEMENT_NAME: envelope.sign(data, key)}))
        return {reason.code for reason in reviewer.verify(bundle).reasons}

    return verify


def text(payload: dict[str, Any]) -> bytes:
    return json.dumps(payload).encode()


def test_the_statement_is_what_in_toto_describes(payload: dict[str, Any]) -> None:
    assert payload["_type"] == "https://in-toto.io/Statement/v1"
    assert payload["predicateType"] == "https://in-toto.io/attestation/test-result/v0.1"
    predicate = payload["predicate"]
    assert predicate["result"] == "WARNED"
    assert predicate["passedTests"] == ["pkg.not-a-dar@1.0"]
    assert predicate["warnedTests"] == ["inv.null-list@1.0"]
    assert {item["name"] for item in predicate["configuration"]} >= {"run-config", "python-lock"}
    assert all(set(item["digest"]) == {"sha256"} for item in payload["subject"])
    outer, inner = payload["subject"]
    assert set(outer["annotations"]["legacyDigest"]) == {"md5", "sha1"}
    assert inner["annotations"]["containedIn"] == outer["name"] == "acme.vmoapp"
    assert (inner["annotations"]["version"], inner["annotations"]["build"]) == ("1.2.0", "7")


def test_decoding_gives_back_what_was_encoded(payload: dict[str, Any]) -> None:
    statement = decode(text(payload))
    assert decode(encode(statement)) == statement


def test_unknown_fields_of_others_are_ignored(
    payload: dict[str, Any], verify_signed: Callable[[bytes], set[Code]]
) -> None:
    payload["predicate"]["somebody_elses"] = {"deep": [1]}
    assert verify_signed(text(payload)) == set()


@pytest.mark.parametrize("weak", ["md5", "sha1", "gitCommit"])
@pytest.mark.parametrize("beside", [True, False])
def test_a_weak_digest_is_refused(
    payload: dict[str, Any],
    verify_signed: Callable[[bytes], set[Code]],
    weak: str,
    beside: bool,
) -> None:
    digest = payload["subject"][0]["digest"]
    payload["subject"][0]["digest"] = {**(digest if beside else {}), weak: "0" * 32}
    assert verify_signed(text(payload)) == {Code.STATEMENT_MALFORMED}


def test_duplicate_keys_are_refused(
    payload: dict[str, Any], verify_signed: Callable[[bytes], set[Code]]
) -> None:
    data = text(payload).replace(b'"passedTests": [', b'"passedTests": [], "passedTests": [')
    assert verify_signed(data) == {Code.STATEMENT_MALFORMED}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("_type",), "https://in-toto.io/Statement/v0.1"),
        (("predicateType",), "https://slsa.dev/provenance/v1"),
        (("predicate", "vroaccept_run", "format"), 2),
    ],
)
def test_other_kinds_of_statements(
    payload: dict[str, Any],
    verify_signed: Callable[[bytes], set[Code]],
    path: tuple[str, ...],
    value: object,
) -> None:
    *parents, last = path
    place = payload
    for step in parents:
        place = place[step]
    place[last] = value
    assert verify_signed(text(payload)) == {Code.STATEMENT_TYPE}


def test_the_key_named_inside_has_to_be_the_signer(
    payload: dict[str, Any], verify_signed: Callable[[bytes], set[Code]]
) -> None:
    payload["predicate"]["vroaccept_run"]["signerKeyid"] = "0" * 64
    assert verify_signed(text(payload)) == {Code.SIGNATURE_OTHER_KEY}


@pytest.mark.parametrize(
    ("field", "value", "codes"),
    [
        ("result", "PASSED", {Code.STATEMENT_INCONSISTENT}),
        ("passedTests", [], {Code.OUTCOMES_DISAGREE, Code.PLAN_MISSING}),
        ("passedTests", ["pkg.not-a-dar@1.0"] * 2, {Code.OUTCOMES_DISAGREE}),
        ("failedTests", ["pkg.not-a-dar@1.0"], {Code.OUTCOMES_DISAGREE, Code.PLAN_FAILED}),
        ("configuration", [], {Code.STATEMENT_INCONSISTENT}),
        ("result", "MAYBE", {Code.STATEMENT_MALFORMED}),
        ("passedTests", ["not a ref"], {Code.STATEMENT_MALFORMED}),
        ("vroaccept_evidence", [], {Code.EVIDENCE_UNLISTED}),
    ],
)
def test_a_statement_that_contradicts_the_files(
    payload: dict[str, Any],
    verify_signed: Callable[[bytes], set[Code]],
    field: str,
    value: object,
    codes: set[Code],
) -> None:
    payload["predicate"][field] = value
    assert verify_signed(text(payload)) == codes


def test_a_wrong_outcomes_digest(
    payload: dict[str, Any], verify_signed: Callable[[bytes], set[Code]]
) -> None:
    payload["predicate"]["vroaccept_run"]["outcomesDigest"]["sha256"] = "0" * 64
    assert verify_signed(text(payload)) == {Code.OUTCOMES_DISAGREE}


def test_evidence_listed_twice(
    payload: dict[str, Any], verify_signed: Callable[[bytes], set[Code]]
) -> None:
    payload["predicate"]["vroaccept_evidence"] *= 2
    assert verify_signed(text(payload)) == {Code.STATEMENT_INCONSISTENT}


@pytest.mark.parametrize("data", [b"", b"[]", b"null", b'{"_type":1}', b"{}", b"\xff", b"[" * 999])
def test_what_is_no_statement(data: bytes) -> None:
    with pytest.raises(RefusedError):
        decode(data)


def test_result_of_nothing_and_of_everything_passed() -> None:
    assert result_of(()) is Result.PASSED
