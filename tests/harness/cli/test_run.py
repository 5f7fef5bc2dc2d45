import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from harness.checks import load_plan
from mockvro.jvm import locate

CASE = '[plugin]\nname = "Tiny"\nversion = "1.0.0"\n[[secret]]\nname = "password"\n'


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "acceptance.toml"
    path.write_text(CASE)
    return path


def test_a_static_run_ends_in_a_bundle_that_verifies(
    vroaccept: Callable[..., Any], tiny_dar: Path, case: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    options = ("--case", case, "--out", out, "--plan", "quick", "--json")
    ran = vroaccept("run", tiny_dar, *options)
    answer = json.loads(ran.out)
    assert (ran.code, answer["verdict"]) in {(1, "rejected"), (3, "inconclusive")}
    assert [result["check"] for result in answer["results"]] == list(load_plan("quick").ids)
    assert not [result for result in answer["results"] if result["outcome"]["outcome"] == "error"]
    folder = out / answer["run"]
    assert Path(answer["bundle"]).parent == folder
    verified = vroaccept(
        "verify",
        answer["bundle"],
        *("--artifact", tiny_dar, "--plan", "quick", "--json"),
        *("--keyring", folder / "one-time-keyring.json"),
    )
    codes = {reason["code"] for reason in json.loads(verified.out)["reasons"]}
    assert all(code.startswith("plan.") for code in codes), verified.out


def test_the_screen_names_what_to_change_and_the_one_time_key(
    vroaccept: Callable[..., Any], tiny_dar: Path, case: Path, tmp_path: Path
) -> None:
    options = ("--case", case, "--out", tmp_path / "out", "--plan", "quick")
    ran = vroaccept("run", tiny_dar, *options, "--only", "pkg.vso-xml-invalid")
    assert ran.code in (1, 3)
    assert "Signed with a one-time key" in ran.out
    assert ran.err.startswith("checks: 1\n")


def test_our_own_key_signs(
    vroaccept: Callable[..., Any], tiny_dar: Path, case: Path, tmp_path: Path
) -> None:
    vroaccept("keys", "new", "--out", tmp_path / "keys", "--no-passphrase")
    options = ("--case", case, "--out", tmp_path / "out", "--plan", "quick", "--json")
    only = ("--only", "pkg.debris", "--key", tmp_path / "keys" / "vroaccept.pem")
    answer = json.loads(vroaccept("run", tiny_dar, *options, *only).out)
    assert answer["keyid"] in vroaccept("keys", "show", tmp_path / "keys" / "vroaccept.pub.pem").out
    assert answer["verdict"] == "inconclusive"
    assert not list((tmp_path / "out").rglob("one-time-keyring.json"))


LATER = Path(__file__).with_name("later.toml")
"""A plan with a check version of the future."""


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--plan", "nonsense"), "nonsense: no such plan"),
        (("--plan", "absent.toml"), "absent.toml: cannot read the plan"),
        (("--plan", LATER), "checks that do not exist: pkg.debris@9.0"),
        (("--only", "no.such"), "no.such: no such check"),
        (
            ("--plan", "quick", "--only", "inv.null-list"),
            "inv.null-list: the check is not in the plan quick",
        ),
        (("--attempts", "0"), "Invalid value for '--attempts'"),
        (("--orchestrator", "nonsense"), "--orchestrator nonsense: 'embedded', 'container' or an"),
        (("--profile", "1.0"), "no release profile '1.0' - use one of"),
        (("--key", "/no/such/key"), "/no/such/key"),
    ],
)
def test_what_cannot_work_is_told_before_anything_starts(
    vroaccept: Callable[..., Any], tiny_dar: Path, case: Path, *, options: Any, told: str
) -> None:
    out = case.parent / "out"
    ran = vroaccept("run", tiny_dar, "--case", case, "--out", out, *options)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert told in ran.err
    assert not out.exists()


def test_a_machine_without_java_is_told_how_to_get_it(
    vroaccept: Callable[..., Any],
    tiny_dar: Path,
    case: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    ran = vroaccept("run", tiny_dar, "--case", case, "--out", tmp_path / "out")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert f"no Java {locate.MINIMUM} or newer" in ran.err
    assert "install one" in ran.err
    assert not (tmp_path / "out").exists()


def test_a_missing_artifact_and_an_unknown_waiver_are_usage_errors(
    vroaccept: Callable[..., Any], tiny_dar: Path, case: Path, tmp_path: Path
) -> None:
    ran = vroaccept("run", tmp_path / "none.dar", "--case", case, "--out", tmp_path / "out")
    assert (ran.code, "there is no such file" in ran.err) == (2, True)
    case.write_text(CASE + '[[waiver]]\ncheck = "x.y"\nreason = "r"\nuntil = 2030-01-01\n')
    ran = vroaccept("run", tiny_dar, "--case", case, "--out", tmp_path / "out")
    assert (ran.code, "a waiver names a check that does not exist" in ran.err) == (2, True)


def test_a_case_of_another_plugin_is_a_usage_error(
    vroaccept: Callable[..., Any], tiny_dar: Path, case: Path, tmp_path: Path
) -> None:
    case.write_text(CASE.replace('name = "Tiny"', 'name = "Teeny"', 1))
    ran = vroaccept("run", tiny_dar, "--case", case, "--out", tmp_path / "out")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "is named 'Tiny', not 'Teeny'" in ran.err
    assert not (tmp_path / "out").exists()
