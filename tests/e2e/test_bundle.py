"""From the sample plug-in to a signed verdict, and a reviewer who believes nothing."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sample_plugins.build import PluginSource, build

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
CORE = ROOT / "tests" / "plans" / "core.toml"
LIGHTHOUSE = ROOT / "sample_plugins" / "lighthouse"
SCRIPT = ROOT / "docs" / "verify-bundle.sh"

pytestmark = pytest.mark.needs_java


@pytest.fixture(scope="module")
def artifact(tmp_path_factory: pytest.TempPathFactory) -> Path:
    (built,) = build([PluginSource.load(LIGHTHOUSE)])
    return built.write(tmp_path_factory.mktemp("build"))


@pytest.fixture(scope="module")
def run(
    artifact: Path, tmp_path_factory: pytest.TempPathFactory, run_plugin: Callable[..., Any]
) -> Any:
    """The whole certification plan on the sample plug-in."""
    folder = tmp_path_factory.mktemp("case")
    text = (LIGHTHOUSE / "acceptance.toml").read_text("utf-8")
    text = text.replace('directory = "../.."', f'directory = "{ROOT}"')
    text = text.replace('zip = "../../build/', f'zip = "{artifact.parent}/')
    case = folder / "acceptance.toml"
    case.write_text(text, "utf-8")
    return run_plugin(artifact, case, folder / "out", "--plan", CORE)


@pytest.fixture(scope="module")
def public_key(run: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    (trusted,) = json.loads(run.keyring.read_text("utf-8"))["keys"]
    file = tmp_path_factory.mktemp("key") / "key.pub.pem"
    file.write_text(trusted["publicKey"], "ascii")
    return file


def by_stock_tools(bundle: Path, artifact: Path, key: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", str(SCRIPT), str(bundle), str(artifact), str(key)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_sample_is_accepted(run: Any) -> None:
    assert run.lost == set(), run.err
    assert run.of("failed", "warned", "not_exercised") == set()
    assert (run.code, run.verdict) == (0, "accepted"), run.answer["reasons"]


def test_verify_agrees(run: Any, artifact: Path, command: Callable[..., Any]) -> None:
    trust = ("--artifact", artifact, "--keyring", run.keyring, "--plan", CORE)
    verified = command("verify", run.bundle, *trust, "--json")
    assert verified.code == run.code, verified.out
    assert verified.document["verdict"] == run.verdict


def test_stock_tools_agree(run: Any, artifact: Path, public_key: Path) -> None:
    done = by_stock_tools(run.bundle, artifact, public_key)
    assert done.returncode == 0, done.stdout
    head, *rest = done.stdout.splitlines()
    assert head == f"OK PASSED {artifact.name}"
    assert rest == []


def test_neither_takes_another_artifact_or_a_flipped_bit(
    run: Any, artifact: Path, public_key: Path, tmp_path: Path, command: Callable[..., Any]
) -> None:
    other = tmp_path / artifact.name
    other.write_bytes(artifact.read_bytes() + b"\0")
    data = bytearray(run.bundle.read_bytes())
    data[len(data) // 2] ^= 1
    flipped = tmp_path / run.bundle.name
    flipped.write_bytes(data)
    for bundle, uploaded in ((run.bundle, other), (flipped, artifact)):
        trust = ("--artifact", uploaded, "--keyring", run.keyring, "--plan", CORE)
        assert command("verify", bundle, *trust).code == 1
        assert by_stock_tools(bundle, uploaded, public_key).returncode == 1
