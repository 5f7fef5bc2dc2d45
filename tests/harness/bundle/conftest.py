"""A small, complete bundle, and everything a reviewer needs to verify it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec
import pytest
from msgspec import structs

from harness.bundle import (
    BundleContent,
    CheckResult,
    Digest,
    Ingredient,
    KeyKind,
    Keyring,
    Policy,
    RunFacts,
    SigningKey,
    TrustedKey,
    Verification,
    generate_key,
    read_subjects,
    verify_bundle,
)
from harness.bundle.write import bundle_bytes
from harness.checks import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

START = datetime(2026, 11, 1, 10, 0, tzinfo=UTC)
END = datetime(2026, 11, 1, 10, 5, tzinfo=UTC)
RECEIVED = datetime(2026, 11, 2, tzinfo=UTC)
CHALLENGE = "c-2026-0042"

RESULTS = (
    CheckResult(check="pkg.not-a-dar", version="1.0", outcome=Outcome.PASSED),
    CheckResult(check="inv.null-list", version="1.0", outcome=Outcome.WARNED),
)
_STATUS = {
    Outcome.PASSED: ("", "passed"),
    Outcome.WARNED: ("", "passed"),
    Outcome.FAILED: ("<failure/>", "failed"),
    Outcome.ERROR: ("<error/>", "failed"),
    Outcome.NOT_EXERCISED: ("<skipped/>", "skipped"),
}


def junit_of(results: tuple[CheckResult, ...]) -> bytes:
    cases = "".join(
        f'<testcase name="t"><properties><property name="check" value="{r.check}"/></properties>'
        f"{_STATUS[r.outcome][0]}</testcase>"
        for r in results
    )
    return f"<testsuites><testsuite>{cases}</testsuite></testsuites>".encode()


def ctrf_of(results: tuple[CheckResult, ...]) -> bytes:
    tests = [{"status": _STATUS[r.outcome][1], "tags": [f"check::{r.check}"]} for r in results]
    return msgspec.json.encode({"results": {"tests": tests}})


def zip_of(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def vmoapp_bytes() -> bytes:
    descriptor = b'<module name="Acme" version="1.2.0" build-number="7"/>'
    dar = zip_of({"VSO-INF/vso.xml": descriptor, "lib/acme.jar": b"jar"})
    return zip_of({"VSO-INF/vsoapp.txt": b"EULA", "acme.dar": dar, "doc/other.dar": b"x"})


@dataclass
class Reviewer:
    """Verifies with sensible defaults; every test changes what it is about."""

    artifact: Path
    keyring: Keyring
    policy: Policy = field(
        default_factory=lambda: Policy(frozenset({"pkg.not-a-dar@1.0", "inv.null-list@1.0"}))
    )
    challenge: str | None = CHALLENGE
    received: datetime = RECEIVED

    def verify(self, bundle: Path) -> Verification:
        return verify_bundle(
            bundle,
            artifact=self.artifact,
            keyring=self.keyring,
            policy=self.policy,
            challenge=self.challenge,
            received=self.received,
        )


def trusted(key: SigningKey) -> TrustedKey:
    return TrustedKey(
        keyid=key.public.keyid,
        partner="Example Corp",
        public_key=key.public.pem,
        valid_from=datetime(2026, 1, 1, tzinfo=UTC),
        valid_to=datetime(2027, 1, 1, tzinfo=UTC),
    )


@pytest.fixture(scope="session")
def key() -> SigningKey:
    return generate_key()


@pytest.fixture(scope="session")
def p256_key() -> SigningKey:
    return generate_key(KeyKind.P256)


@pytest.fixture
def artifact(tmp_path: Path) -> Path:
    path = tmp_path / "acme.vmoapp"
    path.write_bytes(vmoapp_bytes())
    return path


@pytest.fixture
def content(artifact: Path) -> BundleContent:
    return BundleContent(
        subjects=read_subjects(artifact),
        run=RunFacts(
            id="run-1",
            started_on=START,
            finished_on=END,
            plan="certification-1.0",
            challenge=CHALLENGE,
            counts={"collected": 2},
        ),
        results=RESULTS,
        ingredients=(Ingredient("vroaccept-kit", Digest("0" * 64), {"version": "0.1.0"}),),
        evidence={
            "results/junit.xml": junit_of(RESULTS),
            "results/ctrf.json": ctrf_of(RESULTS),
            "config/run.toml": b"plan = 'certification'\n",
            "environment/python-lock.txt": b"lxml==6\n",
            "environment/system.json": b"{}",
            "plugin/digests.txt": b"acme\n",
        },
    )


@pytest.fixture
def with_results(content: BundleContent) -> Callable[..., BundleContent]:
    """The same bundle with other outcomes, told alike by all reports."""

    def build(*results: CheckResult) -> BundleContent:
        reports = {"results/junit.xml": junit_of(results), "results/ctrf.json": ctrf_of(results)}
        return structs.replace(content, results=results, evidence={**content.evidence, **reports})

    return build


@pytest.fixture
def bundle(tmp_path: Path, content: BundleContent, key: SigningKey) -> Path:
    path = tmp_path / "acme.vroaccept.zip"
    path.write_bytes(bundle_bytes(content, key))
    return path


@pytest.fixture
def reviewer(artifact: Path, key: SigningKey) -> Reviewer:
    return Reviewer(artifact, Keyring(keys=(trusted(key),)))


@pytest.fixture
def trust() -> Callable[[SigningKey], TrustedKey]:
    return trusted


@pytest.fixture
def unpack() -> Callable[[bytes], dict[str, bytes]]:
    """Read a bundle's files with the standard library, to write them anew."""

    def read(data: bytes) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    return read
