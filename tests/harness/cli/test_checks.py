import json
from collections.abc import Callable
from typing import Any

import pytest

from harness.checks.registry import checks


def test_all_checks_are_listed_one_a_line(vroaccept: Callable[..., Any]) -> None:
    ran = vroaccept("checks")
    assert ran.code == 0
    assert [line.split("\t")[0] for line in ran.out.splitlines()] == list(checks())


def test_one_check_is_explained(vroaccept: Callable[..., Any]) -> None:
    ran = vroaccept("checks", "inv.phantom-object")
    assert ran.out.startswith("inv.phantom-object@1.0  An unknown id")
    assert "what to change Return null from find()" in ran.out


def test_json_has_everything_that_is_declared(vroaccept: Callable[..., Any]) -> None:
    one = json.loads(vroaccept("checks", "inv.null-list", "--json").out)
    assert (one["area"], one["severity"], one["level"]) == ("inventory", "minor", "recommended")
    assert len(json.loads(vroaccept("checks", "--json").out)) == len(checks())


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("checks", "no.such"), "no.such: no such check"),
        (("checks", "--plan", "none"), "none: no such plan - one of certification"),
        (("nonsense",), "No such command 'nonsense' - see"),
        (("checks", "--nonsense"), "No such option: --nonsense"),
    ],
)
def test_a_mistake_is_one_line_and_exit_2(
    vroaccept: Callable[..., Any], arguments: tuple[str, ...], told: str
) -> None:
    ran = vroaccept(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith(f"vroaccept: {told}")
    assert ran.err.count("\n") == 1


def test_version_and_help(vroaccept: Callable[..., Any]) -> None:
    assert vroaccept("--version").out.startswith("vroaccept ")
    ran = vroaccept("--help")
    assert ran.code == 0
    for command in ("run", "inspect", "checks", "init", "verify", "keys"):
        assert command in ran.out
