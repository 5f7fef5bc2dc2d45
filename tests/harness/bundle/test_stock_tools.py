"""A bundle is verified with openssl, jq and unzip alone, and with nothing but a JDK."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from harness.bundle import CheckResult, generate_key
from harness.bundle.archive import archive_bytes
from harness.bundle.write import bundle_bytes
from harness.checks import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from harness.bundle import BundleContent, SigningKey

SCRIPT = Path(__file__).parents[3] / "docs" / "verify-bundle.sh"
TOOLS = ("openssl", "jq", "unzip", "sha256sum")
MISSING = [tool for tool in TOOLS if shutil.which(tool) is None]

needs_tools = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")


@pytest.fixture
def check(
    bundle: Path, artifact: Path, key: SigningKey, tmp_path: Path
) -> Callable[..., tuple[int, str]]:
    """Run the script on the bundle; every part can be exchanged."""

    def run(
        *,
        data: bytes | None = None,
        upload: Path | None = None,
        signer: SigningKey = key,
        challenge: str = "c-2026-0042",
    ) -> tuple[int, str]:
        if data is not None:
            bundle.write_bytes(data)
        pem = tmp_path / "partner.pem"
        pem.write_text(signer.public.pem)
        command = [SCRIPT, bundle, upload or artifact, pem, challenge]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.stderr == ""
        return done.returncode, done.stdout

    return run


@needs_tools
def test_the_good_bundle(check: Callable[..., Any]) -> None:
    assert check() == (0, "OK WARNED acme.vmoapp\nwarned inv.null-list@1.0\n")


@needs_tools
def test_the_inner_dar(
    check: Callable[..., Any], artifact: Path, unpack: Callable[..., Any], tmp_path: Path
) -> None:
    inner = tmp_path / "acme.dar"
    inner.write_bytes(unpack(artifact.read_bytes())["acme.dar"])
    assert check(upload=inner)[1].startswith("OK WARNED acme.dar")


@needs_tools
def test_a_p256_bundle(
    check: Callable[..., Any], content: BundleContent, p256_key: SigningKey
) -> None:
    code, text = check(data=bundle_bytes(content, p256_key), signer=p256_key)
    assert (code, text.split()[0]) == (0, "OK")


@needs_tools
def test_what_did_not_pass_is_listed(
    check: Callable[..., Any], with_results: Callable[..., BundleContent], key: SigningKey
) -> None:
    results = (
        CheckResult(check="a.b", version="1.0", outcome=Outcome.FAILED),
        CheckResult(check="c.d", version="2.0", outcome=Outcome.ERROR, reason="died"),
    )
    _, text = check(data=bundle_bytes(with_results(*results), key))
    assert text == "OK FAILED acme.vmoapp\nfailed a.b@1.0\nerror c.d@2.0\n"


@needs_tools
def test_another_key(check: Callable[..., Any]) -> None:
    assert check(signer=generate_key()) == (1, "FAIL signature by another key\n")


@needs_tools
def test_another_artifact(check: Callable[..., Any], tmp_path: Path) -> None:
    other = tmp_path / "other.vmoapp"
    other.write_bytes(b"other")
    assert check(upload=other) == (1, "FAIL artifact is not a subject\n")


@needs_tools
def test_another_challenge(check: Callable[..., Any]) -> None:
    assert check(challenge="other") == (1, "FAIL challenge\n")


@needs_tools
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("results/junit.xml", "evidence digest results/junit.xml"),
        ("results/outcomes.json", "evidence digest results/outcomes.json"),
        ("environment/system.json", "evidence digest environment/system.json"),
        ("mimetype", "format"),
    ],
)
def test_a_changed_file(
    check: Callable[..., Any], bundle: Path, unpack: Callable[..., Any], name: str, reason: str
) -> None:
    files = unpack(bundle.read_bytes())
    changed = archive_bytes({**files, name: files[name] + b" "})
    assert check(data=changed) == (1, f"FAIL {reason}\n")


@needs_tools
def test_added_and_removed_files(
    check: Callable[..., Any], bundle: Path, unpack: Callable[..., Any]
) -> None:
    files = unpack(bundle.read_bytes())
    added = archive_bytes({**files, "logs/more.txt": b"x"})
    assert check(data=added) == (1, "FAIL unlisted or missing entry\n")
    del files["plugin/digests.txt"]
    assert check(data=archive_bytes(files)) == (1, "FAIL unlisted or missing entry\n")


@needs_tools
def test_every_changed_part_of_the_envelope(
    check: Callable[..., Any], bundle: Path, unpack: Callable[..., Any]
) -> None:
    files = unpack(bundle.read_bytes())
    name = "attestation/test-result.dsse.json"
    envelope = files[name]
    for position in range(0, len(envelope), 97):
        changed = bytearray(envelope)
        changed[position] ^= 1
        code, text = check(data=archive_bytes({**files, name: bytes(changed)}))
        assert code == 1, position
        assert text.startswith("FAIL "), position


@needs_tools
def test_a_damaged_archive(check: Callable[..., Any], bundle: Path) -> None:
    good = bundle.read_bytes()
    assert check(data=good[: len(good) // 2]) == (1, "FAIL archive\n")
    assert check(data=b"#!" + good)[0] == 1


@needs_tools
def test_a_call_without_arguments() -> None:
    done = subprocess.run([SCRIPT], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "verify-bundle.sh BUNDLE ARTIFACT PUBLIC-KEY.pem" in done.stderr


@pytest.mark.needs_java
@pytest.mark.parametrize("kind", ["ed25519", "p256"])
def test_a_jdk_alone_verifies_the_signature(
    tmp_path: Path, content: BundleContent, key: SigningKey, p256_key: SigningKey, kind: str
) -> None:
    signer = key if kind == "ed25519" else p256_key
    bundle = tmp_path / "b.zip"
    bundle.write_bytes(bundle_bytes(content, signer))
    pem = tmp_path / "k.pem"
    pem.write_text(signer.public.pem)
    source = Path(__file__).with_name("VerifyBundle.java")
    command = ["java", "-XX:TieredStopAtLevel=1", source, bundle, pem]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "true\n"), done.stderr
    pem.write_text(generate_key(signer.public.kind).public.pem)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "false\n"), done.stderr
