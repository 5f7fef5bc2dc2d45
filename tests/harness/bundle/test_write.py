from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import structs

from harness.bundle import (
    BundleContent,
    BundleWriteError,
    CheckResult,
    Secret,
    SecretLeakError,
    SigningKey,
    Verdict,
    write_bundle,
)
from harness.bundle.evidence import REQUIRED
from harness.bundle.write import bundle_bytes
from harness.checks import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def with_file(content: BundleContent, name: str, data: bytes) -> BundleContent:
    return structs.replace(content, evidence={**content.evidence, name: data})


def test_a_bundle_on_disk(
    tmp_path: Path, content: BundleContent, key: SigningKey, reviewer: Any
) -> None:
    target = tmp_path / "out.vroaccept.zip"
    target.write_bytes(b"older")
    written = write_bundle(target, with_file(content, "logs/kit.jsonl", b"{}\n"), key)
    assert written.keyid == key.public.keyid
    assert reviewer.verify(target).verdict is Verdict.ACCEPTED
    assert sorted(path.name for path in tmp_path.iterdir()) == ["acme.vmoapp", target.name]


def test_a_folder_that_is_not_there(
    tmp_path: Path, content: BundleContent, key: SigningKey
) -> None:
    with pytest.raises(BundleWriteError, match="No such file"):
        write_bundle(tmp_path / "absent" / "b.zip", content, key)


@pytest.mark.parametrize("name", REQUIRED)
def test_missing_evidence(content: BundleContent, key: SigningKey, name: str) -> None:
    evidence = {other: data for other, data in content.evidence.items() if other != name}
    with pytest.raises(BundleWriteError, match=f"{name}: evidence is missing"):
        bundle_bytes(structs.replace(content, evidence=evidence), key)


@pytest.mark.parametrize("name", ["mimetype", "attestation/x.json", "loose.txt"])
def test_reserved_names(content: BundleContent, key: SigningKey, name: str) -> None:
    with pytest.raises(BundleWriteError, match="reserved name"):
        bundle_bytes(with_file(content, name, b""), key)


@pytest.mark.parametrize("name", ["logs/A.txt", "logs/../x", "logs/ü"])
def test_names_outside_the_format(content: BundleContent, key: SigningKey, name: str) -> None:
    with pytest.raises(BundleWriteError, match="not allowed in a bundle"):
        bundle_bytes(with_file(content, name, b""), key)


def test_a_secret_in_the_evidence_stops_the_signature(
    tmp_path: Path, content: BundleContent, key: SigningKey
) -> None:
    leaking = structs.replace(
        with_file(content, "logs/plugin.jsonl", b'{"message":"login canary-5f2a9e"}'),
        secrets=(Secret("password of Redis", "canary-5f2a9e"),),
    )
    target = tmp_path / "b.zip"
    with pytest.raises(SecretLeakError) as caught:
        write_bundle(target, leaking, key)
    assert "logs/plugin.jsonl has password of Redis (plain)" in str(caught.value)
    assert "canary-5f2a9e" not in str(caught.value)
    assert not target.exists()


def test_reports_that_contradict_the_outcomes_stop_the_signature(
    content: BundleContent, key: SigningKey
) -> None:
    first, *rest = content.results
    failed = structs.replace(first, outcome=Outcome.FAILED)
    with pytest.raises(BundleWriteError, match="test reports and the outcomes differ"):
        bundle_bytes(structs.replace(content, results=(failed, *rest)), key)


def test_two_outcomes_of_one_check(
    with_results: Callable[..., BundleContent], key: SigningKey
) -> None:
    one = CheckResult(check="a.b", version="1.0", outcome=Outcome.PASSED)
    other = structs.replace(one, version="2.0")
    with pytest.raises(BundleWriteError, match="one check has two outcomes"):
        bundle_bytes(with_results(one, other), key)


def test_what_our_reader_would_refuse_gets_no_signature(
    content: BundleContent, key: SigningKey
) -> None:
    run = structs.replace(content.run, id="no spaces allowed")
    with pytest.raises(BundleWriteError, match="statement"):
        bundle_bytes(structs.replace(content, run=run), key)


def test_verifying_loads_neither_pytest_nor_the_network_nor_the_simulation() -> None:
    code = (
        "import sys, harness.bundle\n"
        "heavy = {'pytest', 'requests', 'urllib3', 'mockvro', 'starlette'} & set(sys.modules)\n"
        "sys.exit(str(sorted(heavy)) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
