"""The commands as a partner and a reviewer type them."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import typer
from typer.testing import CliRunner

from harness.bundle import (
    BundleContent,
    CheckResult,
    RunFacts,
    load_keyring,
    read_subjects,
    write_bundle,
)
from harness.bundle.passphrase import VARIABLE
from harness.checks import CheckSpec, Need, Outcome, Severity
from harness.checks.outcome import CheckOutcome
from harness.checks.plan import Level
from harness.checks.verdict import Result
from harness.cli import keys, verify
from harness.errors import UsageError
from harness.report import render_ctrf, render_junit

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result as Answer

PASSPHRASE = "correct horse battery"
NOW = datetime.now(UTC).replace(microsecond=0)

app = typer.Typer()
app.add_typer(keys.app, name="keys")
app.command("verify")(verify.command)


def run(*arguments: object) -> Answer:
    answer: Answer = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return answer


def refused(*arguments: object) -> str:
    answer = run(*arguments)
    assert isinstance(answer.exception, UsageError), answer.output
    return str(answer.exception)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(
        'name = "mine"\nversion = "2.0"\ntitle = "t"\n'
        '[checks]\n"a.b@1.0" = "mandatory"\n"a.c@1.0" = "recommended"\n'
    )
    return path


@pytest.fixture
def keyring(tmp_path: Path) -> Path:
    """A partner's key pair, and a keyring that trusts it."""
    assert run("keys", "new", "--out", tmp_path / "keys", "--no-passphrase").exit_code == 0
    public = tmp_path / "keys" / "vroaccept.pub.pem"
    ring = tmp_path / "ring.json"
    added = run("keys", "ring", "add", ring, "--partner", "Example", "--public-key", public)
    assert added.exit_code == 0, added.output
    return ring


@pytest.fixture
def artifact(tmp_path: Path) -> Path:
    path = tmp_path / "acme.dar"
    path.write_bytes(b"plug-in")
    return path


def bundle_of(folder: Path, artifact: Path, outcome: Outcome) -> Path:
    spec = CheckSpec(
        id="a.b",
        version="1.0",
        title="t",
        severity=Severity.MAJOR,
        requirement="r",
        help="h",
        suggestion="s",
        needs=(Need.STATIC,),
    )
    told = CheckOutcome(check="a.b", version="1.0", outcome=outcome)
    results = (Result(spec=spec, level=Level.MANDATORY, outcome=told),)
    evidence = {
        "results/junit.xml": render_junit(results),
        "results/ctrf.json": render_ctrf(results, started=NOW, finished=NOW, version="0"),
        "config/run.toml": b"",
        "environment/python-lock.txt": b"",
        "environment/system.json": b"{}",
        "plugin/digests.txt": b"",
    }
    content = BundleContent(
        subjects=read_subjects(artifact),
        run=RunFacts(id="r-1", started_on=NOW, finished_on=NOW, plan="p", challenge="c-1"),
        results=(CheckResult(check="a.b", version="1.0", outcome=outcome),),
        ingredients=(),
        evidence=evidence,
    )
    target = folder / "acme.vroaccept.zip"
    write_bundle(target, content, keys.unlock(folder / "keys" / "vroaccept.pem"))
    return target


@pytest.mark.parametrize(
    "case",
    [
        (Outcome.PASSED, (), 0),
        (Outcome.FAILED, (), 1),
        (Outcome.FAILED, ("--waive", "a.b"), 0),
        (Outcome.ERROR, (), 3),
        (Outcome.ERROR, ("--not-applicable", "a.b"), 3),
        (Outcome.ERROR, ("--all-not-applicable",), 3),
        (Outcome.NOT_EXERCISED, (), 3),
        (Outcome.NOT_EXERCISED, ("--not-applicable", "a.b@1.0"), 0),
        (Outcome.PASSED, ("--challenge", "c-1"), 0),
        (Outcome.PASSED, ("--challenge", "c-2"), 1),
    ],
)
def test_exit_codes(
    tmp_path: Path,
    keyring: Path,
    artifact: Path,
    plan: Path,
    case: tuple[Outcome, tuple[str, ...], int],
) -> None:
    outcome, option, code = case
    bundle = bundle_of(tmp_path, artifact, outcome)
    options = ("--artifact", artifact, "--keyring", keyring, "--plan", plan)
    answer = run("verify", bundle, *options, *option)
    assert answer.exit_code == code, answer.output
    assert "signed by Example, key " in answer.stdout


def test_json(tmp_path: Path, keyring: Path, artifact: Path, plan: Path) -> None:
    bundle = bundle_of(tmp_path, artifact, Outcome.FAILED)
    options = ("--artifact", artifact, "--keyring", keyring, "--plan", plan)
    answer = run("verify", bundle, *options, "--json")
    report = json.loads(answer.stdout)
    assert (answer.exit_code, report["verdict"], report["plan"]) == (1, "rejected", "mine-2.0")
    assert report["reasons"] == [
        {"code": "plan.mandatory-failed", "text": "a.b@1.0 is mandatory and failed"}
    ]
    assert (report["partner"], report["run"], report["result"]) == ("Example", "r-1", "FAILED")


def test_bad_input_gives_one_line(
    tmp_path: Path, keyring: Path, artifact: Path, plan: Path
) -> None:
    bundle = bundle_of(tmp_path, artifact, Outcome.PASSED)
    good = {"--artifact": artifact, "--keyring": keyring, "--plan": plan}
    absent, broken = tmp_path / "absent", tmp_path / "broken.toml"
    broken.write_text("checks = 1")
    for change, message in (
        ({"--artifact": absent}, "cannot read the artifact"),
        ({"--keyring": absent}, "cannot read the keyring"),
        ({"--keyring": plan}, "not a keyring"),
        ({"--plan": "absent.toml"}, "cannot read the plan"),
        ({"--plan": broken}, "not a plan"),
        ({"--plan": "nosuch"}, "no such plan"),
        ({"--waive": "x.y"}, "not a mandatory check of this plan"),
    ):
        options = [part for pair in {**good, **change}.items() for part in pair]
        text = refused("verify", bundle, *options)
        assert message in text
        assert "\n" not in text
    assert run("verify").exit_code == 2


def test_what_is_no_bundle_is_rejected(
    tmp_path: Path, keyring: Path, artifact: Path, plan: Path
) -> None:
    bundle = tmp_path / "b.zip"
    bundle.write_bytes(b"no zip")
    answer = run("verify", bundle, "--artifact", artifact, "--keyring", keyring, "--plan", plan)
    assert answer.exit_code == 1
    assert answer.stdout.startswith("rejected by plan mine-2.0\n  archive.layout: ")


def test_a_revoked_key(tmp_path: Path, keyring: Path, artifact: Path, plan: Path) -> None:
    bundle = bundle_of(tmp_path, artifact, Outcome.PASSED)
    (key,) = load_keyring(keyring).keys
    revoked = run("keys", "ring", "revoke", keyring, key.keyid)
    assert "is revoked from" in revoked.stdout
    options = ("--artifact", artifact, "--keyring", keyring, "--plan", plan)
    answer = run("verify", bundle, *options)
    assert answer.exit_code == 1
    assert "key.revoked: key of Example was revoked" in answer.stdout
    assert f"{key.keyid}  revoked " in run("keys", "ring", "list", keyring).stdout


def test_a_key_of_another_time(tmp_path: Path, keyring: Path, artifact: Path, plan: Path) -> None:
    bundle = bundle_of(tmp_path, artifact, Outcome.PASSED)
    early = (NOW - timedelta(days=3)).strftime("%Y-%m-%d")
    options = ("--artifact", artifact, "--keyring", keyring, "--plan", plan, "--received", early)
    answer = run("verify", bundle, *options)
    assert answer.exit_code == 1
    assert "key.not-yet-valid" in answer.stdout
    assert "run.times" in answer.stdout


@pytest.mark.parametrize("kind", ["ed25519", "p256"])
def test_a_new_key_is_encrypted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    answer = run("keys", "new", "--out", tmp_path, "--type", kind)
    assert answer.exit_code == 0
    private = tmp_path / "vroaccept.pem"
    assert b"ENCRYPTED" in private.read_bytes()
    shown = run("keys", "show", tmp_path / "vroaccept.pub.pem").stdout
    assert shown.splitlines() == answer.stdout.splitlines()[2:]
    assert keys.unlock(private).public.kind == kind
    monkeypatch.delenv(VARIABLE)
    with pytest.raises(UsageError, match="needs a passphrase"):
        keys.unlock(private)


def test_a_passphrase_by_descriptor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    reading, writing = os.pipe()
    os.write(writing, PASSPHRASE.encode() + b"\n")
    os.close(writing)
    assert run("keys", "new", "--out", tmp_path, "--passphrase-fd", reading).exit_code == 0
    os.close(reading)
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    assert keys.unlock(tmp_path / "vroaccept.pem")


def test_no_passphrase_and_nobody_to_ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert "--no-passphrase" in refused("keys", "new", "--out", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_key_is_added_once_only(keyring: Path, tmp_path: Path) -> None:
    public = tmp_path / "keys" / "vroaccept.pub.pem"
    text = refused("keys", "ring", "add", keyring, "--partner", "Eve", "--public-key", public)
    assert "already there, of Example" in text
