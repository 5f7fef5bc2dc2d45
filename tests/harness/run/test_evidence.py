from datetime import UTC, datetime
from pathlib import Path

import pytest

from harness.canary import secret_values
from harness.case import Case, Contact, Contacts, Plugin, Secret
from harness.checks import load_plan
from harness.errors import UsageError
from harness.run import RunFolder, RunRequest
from harness.run import evidence as evidence_module
from harness.run.evidence import collect, usable_secrets
from harness.run.ingredients import tree_digest
from harness.run.request import case_text

CANARY = "canary-0123456789"
PERSON = Contact(name="Kim", email="kim@example.org")


@pytest.fixture
def request_(tmp_path: Path) -> RunRequest:
    artifact = tmp_path / "p.dar"
    artifact.write_bytes(b"no archive")
    case = Case(
        plugin=Plugin(name="P"),
        contacts=Contacts(business=PERSON),
        path=tmp_path / "acceptance.toml",
    )
    return RunRequest(
        artifact=artifact,
        case=case,
        plan=load_plan("quick"),
        secrets={"password": CANARY, "short": "abc"},
        started=datetime.now(UTC),
    )


@pytest.fixture
def folder(tmp_path: Path) -> RunFolder:
    folder = RunFolder(tmp_path / "OUT" / "run")
    folder.create()
    folder.journal.write_text("{}\n")
    for name in ("junit.xml", "ctrf.json", "summary.html"):
        (folder.results / name).write_text("x")
    stage = folder.stages / "attempt-1" / "01-Inventory"
    stage.mkdir(parents=True)
    (stage / "exchanges.jsonl").write_text(f'{{"request":"{CANARY}","at":"{folder.path}"}}\n')
    (stage / "backend.log").write_text("hello abc")
    (stage / "orchestrator.db").write_text("never")
    return folder


def test_evidence_has_valid_names_and_neither_secrets_nor_places(
    request_: RunRequest, folder: RunFolder
) -> None:
    files = collect(request_, folder)
    trace = files["traces/attempt-1/01-inventory/exchanges.jsonl"]
    assert trace == b'{"request":"REDACTED-password","at":"RUN"}\n'
    assert files["logs/attempt-1/01-inventory/backend.log.txt"] == b"hello abc"
    assert not any(CANARY.encode() in data for data in files.values())
    assert not any("orchestrator.db" in name for name in files)


def test_long_logs_are_cut_and_say_so(
    request_: RunRequest, folder: RunFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence_module, "MAX_TEXT", 5)
    files = collect(request_, folder)
    assert files["logs/attempt-1/01-inventory/backend.log.txt"] == b"hello\n[cut: 9 bytes]\n"


def test_contacts_stay_out_of_the_bundle(request_: RunRequest) -> None:
    text = case_text(request_.case)
    assert b'"plugin"' in text
    assert b"kim@example.org" not in text
    assert str(request_.case.path).encode() not in text


def test_short_secrets_are_not_searched_for(request_: RunRequest) -> None:
    assert [secret.name for secret in usable_secrets(request_.secrets)] == ["password"]


def test_secrets_come_from_the_case_the_environment_or_chance(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LAB_PASSWORD", "from outside")
    secrets = (
        Secret(name="a", value="given"),
        Secret(name="b", environment="LAB_PASSWORD"),
        Secret(name="c"),
    )
    case = Case(plugin=Plugin(name="P"), secret=secrets)
    first, second = secret_values(case), secret_values(case)
    assert (first["a"], first["b"]) == ("given", "from outside")
    assert first["c"] != second["c"]
    monkeypatch.delenv("LAB_PASSWORD")
    with pytest.raises(UsageError, match="secret b: LAB_PASSWORD: the variable is not set"):
        secret_values(case)


def test_a_digest_of_a_tree_depends_on_names_and_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("1")
    (tmp_path / "b.txt").write_text("ignored")
    first = tree_digest(tmp_path, ("*.py",))
    (tmp_path / "b.txt").write_text("changed")
    assert tree_digest(tmp_path, ("*.py",)) == first
    (tmp_path / "a.py").rename(tmp_path / "c.py")
    assert tree_digest(tmp_path, ("*.py",)) != first
