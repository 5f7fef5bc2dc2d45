from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from harness.errors import UsageError
from harness.pytest_plugin import declare
from harness.pytest_plugin.declare import check, spec_for
from harness.pytest_plugin.ordering import choose
from harness.settings import Portion, RunSettings


class FakeItem:
    def __init__(self, check_id: str | None, fixtures: tuple[str, ...]) -> None:
        self.check_id = check_id
        self.fixturenames = fixtures
        self.function = SimpleNamespace(vroaccept_check=check_id)


def item(check_id: str | None, *fixtures: str) -> pytest.Item:
    return cast("pytest.Item", FakeItem(check_id, fixtures))


def ids(items: list[pytest.Item]) -> list[str | None]:
    return [cast("Any", each).check_id for each in items]


def wanted(*checks: str, **options: Any) -> RunSettings:
    place = Path()
    return RunSettings(
        artifact=place, case=place, folder=place, journal=place, checks=checks, **options
    )


ALL = [
    item("log.secret", "aftermath", "judge"),
    item("wf.unexpected-result", "stage", "judge"),
    item("inv.null-list", "stage", "judge"),
    item("pkg.debris", "inspection", "judge"),
    item(None),
]


def test_static_checks_come_first_and_the_aftermath_last() -> None:
    run, drivers, _ = choose(ALL, wanted())
    assert ids(run) == [None, "pkg.debris", "inv.null-list", "wf.unexpected-result", "log.secret"]
    assert drivers == set()


def test_only_what_was_asked_for_runs() -> None:
    run, drivers, _ = choose(ALL, wanted("inv.null-list"))
    assert (ids(run), drivers) == ([None, "inv.null-list"], set())


def test_a_check_on_the_aftermath_takes_some_dynamic_ones_with_it() -> None:
    run, drivers, _ = choose(ALL, wanted("log.secret"))
    assert ids(run) == [None, "wf.unexpected-result", "log.secret"]
    assert drivers == {"wf.unexpected-result"}


def test_when_its_finding_is_reproduced_it_takes_all_of_them() -> None:
    run, drivers, _ = choose(ALL, wanted("log.secret", attempt=2))
    assert ids(run) == [None, "inv.null-list", "wf.unexpected-result", "log.secret"]
    assert drivers == {"inv.null-list", "wf.unexpected-result"}


def test_where_processes_share_a_run_the_aftermath_waits_for_all_of_them() -> None:
    portion = Portion.WITHOUT_AFTERMATH
    settings = wanted("log.secret", "inv.null-list", portion=portion, elsewhere=("pkg.debris",))
    run, drivers, deferred = choose(ALL, settings)
    assert ids(run) == [None, "inv.null-list", "wf.unexpected-result"]
    assert drivers == {"wf.unexpected-result"}
    assert deferred == ["log.secret"]

    elsewhere = ("inv.null-list", "wf.unexpected-result")
    settings = wanted("log.secret", portion=portion, elsewhere=elsewhere)
    assert ids(choose(ALL, settings).run) == [None]

    run, drivers, deferred = choose(ALL, wanted("log.secret", portion=Portion.AFTERMATH))
    assert (ids(run), drivers, deferred) == ([None, "log.secret"], set(), [])


def test_of_the_partner_s_own_tests_all_run() -> None:
    run, drivers, deferred = choose(ALL, wanted("inv.null-list", portion=Portion.OWN))
    assert set(run) == set(ALL)
    assert ids(run)[-1] == "log.secret"
    assert (drivers, deferred) == (set(), [])


def test_one_function_answers_one_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(declare, "_functions", {})  # the suites answer for themselves

    @check("pkg.native-code")
    def first() -> None: ...

    assert first.vroaccept_check == "pkg.native-code"  # type: ignore[attr-defined]
    with pytest.raises(UsageError, match="two functions answer this check"):

        @check("pkg.native-code")
        def second() -> None: ...

    with pytest.raises(UsageError, match="no such check"):
        check("no.such")
    assert spec_for(ALL[-1]) is None
