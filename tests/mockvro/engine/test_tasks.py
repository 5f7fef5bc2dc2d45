"""Scheduled workflows, over REST and a clock that is moved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockvro.api.documents import iso
from mockvro.engine.recurrence import CYCLES, next_after

if TYPE_CHECKING:
    from tests.mockvro.conftest import Client, FakeHost

HOUR_S = 3600
START = datetime(2026, 3, 5, 1, 0, tzinfo=UTC)


def ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


@pytest.mark.parametrize(
    ("cycle", "pattern", "after", "expected"),
    [
        ("every-minutes", None, START, START + timedelta(minutes=1)),
        ("every-minutes", "15,45", START + timedelta(seconds=20), START + timedelta(seconds=45)),
        ("every-hours", "30:00", START, START + timedelta(minutes=30)),
        ("every-days", None, START + timedelta(days=3, hours=2), START + timedelta(days=4)),
        ("every-days", "11:12:00,12:00:00", START, START.replace(hour=11, minute=12)),
        ("every-weeks", "Fri 02:00:00", START, datetime(2026, 3, 6, 2, tzinfo=UTC)),
        ("every-weeks", None, START, START + timedelta(weeks=1)),
        ("every-months", "31 00:00:00", START, datetime(2026, 3, 31, tzinfo=UTC)),
        (
            "every-months",
            "31 00:00:00",
            datetime(2026, 4, 1, tzinfo=UTC),
            datetime(2026, 5, 31, tzinfo=UTC),
        ),
        ("every-months", None, START, datetime(2026, 4, 5, 1, tzinfo=UTC)),
        ("every-days", "whenever", START, START + timedelta(days=1)),
        ("one-time", None, START - timedelta(days=1), START),
        ("one-time", None, START, None),
    ],
)
def test_the_next_date(
    cycle: str, pattern: str | None, after: datetime, expected: datetime | None
) -> None:
    found = next_after(cycle, pattern, ms(START), ms(after))
    assert found == (None if expected is None else ms(expected))


@given(
    cycle=st.sampled_from(CYCLES[1:]),
    pattern=st.sampled_from([None, "10", "10:10", "10:10:10", "Mon 10:10:10", "31 10:10:10", "x"]),
    start=st.integers(0, 4_000_000_000_000),
    later=st.integers(-10_000_000_000, 10_000_000_000),
)
def test_recurring_dates_never_end_and_only_grow(
    cycle: str, pattern: str | None, start: int, later: int
) -> None:
    first = next_after(cycle, pattern, start, start + later)
    assert first is not None
    assert first >= start
    assert first > start + later
    second = next_after(cycle, pattern, start, first)
    assert second is not None
    assert second > first


@pytest.fixture
def runs(client: Client, kit: Any, template: FakeHost, flow: Any) -> list[str]:
    """What the workflow of these tests was given, run after run."""
    seen: list[str] = []
    template.scripts["note"] = lambda values: seen.append(values["who"]["string"]) or {}
    item = flow.task("note", "note", in_bindings=(flow.bind("who"),))
    workflow = flow.workflow(item, inputs={"who": "string"})
    kit.import_package(client, kit.package_bytes(kit.workflow_spec(workflow)))
    return seen


def now(client: Client) -> int:
    return int(client.get("/mockvro/clock").json()["nowMs"])


def create(client: Client, seconds: float = HOUR_S, **more: Any) -> dict[str, Any]:
    who = {"name": "who", "type": "string", "value": {"string": {"value": "Ann"}}}
    body = {
        "name": "Nightly",
        "workflow": {"id": "w"},
        "recurrence-start-date": iso(now(client) + seconds * 1000),
        "input-parameters": [who],
        **more,
    }
    answer = client.post("/vco/api/tasks", json=body)
    assert answer.status_code == 202, answer.text
    assert answer.headers["Location"] == answer.json()["href"]
    return dict(answer.json())


def advance(client: Client, services: Any, seconds: float) -> None:
    assert client.post("/mockvro/clock", json={"advance": seconds}).status_code == 200
    assert services.engine.wait_until_idle(10)


def test_a_task_runs_once(client: Client, services: Any, runs: list[str]) -> None:
    task = create(client)
    assert (task["state"], task["recurrence-cycle"]) == ("pending", "one-time")
    advance(client, services, HOUR_S - 1)
    assert runs == []
    advance(client, services, 2)
    assert runs == ["Ann"]
    shown = client.get(task["href"]).json()
    assert shown["state"] == "finished"
    assert shown["input-parameters"][0]["value"] == {"string": {"value": "Ann"}}
    (run, _) = client.get(task["href"] + "executions").json()["relations"]["link"]
    assert client.get(run["href"]).json()["started-by"] == "vcoadmin"
    advance(client, services, 100 * HOUR_S)
    assert runs == ["Ann"]


def test_a_recurring_task_runs_at_each_date_until_its_end(
    client: Client, services: Any, runs: list[str]
) -> None:
    end = iso(now(client) + (4 * 24 + 2) * HOUR_S * 1000)
    task = create(client, **{"recurrence-cycle": "every-days", "recurrence-end-date": end})
    advance(client, services, 3 * 24 * HOUR_S)
    assert len(runs) == 3
    assert client.get(task["href"]).json()["state"] == "pending"
    advance(client, services, 30 * 24 * HOUR_S)
    assert len(runs) == 5
    assert client.get(task["href"]).json()["state"] == "finished"


def test_dates_in_the_past(client: Client, services: Any, runs: list[str]) -> None:
    assert create(client, -10 * HOUR_S)["state"] == "finished"
    create(client, -10 * HOUR_S, **{"start-mode": "start-in-the-past"})
    create(client, -1)
    advance(client, services, 1)
    assert runs == ["Ann", "Ann"]


def test_tasks_are_changed_suspended_and_removed(
    client: Client, services: Any, runs: list[str]
) -> None:
    task = create(client)
    changed = client.post(task["href"], json={"name": "Other", "state": "suspended"})
    assert (changed.status_code, changed.json()["name"]) == (200, "Other")
    advance(client, services, 2 * HOUR_S)
    assert runs == []
    later = iso(now(client) + HOUR_S * 1000)
    assert client.post(task["href"], json={"recurrence-start-date": later}).json()["state"] == (
        "pending"
    )
    for path in ("/vco/api/tasks", "/vco/api/workflows/w/tasks"):
        (link,) = client.get(path).json()["relations"]["link"]
        assert link["href"] == task["href"]
    assert client.delete(task["href"]).status_code == 204
    assert client.get(task["href"]).status_code == 404
    advance(client, services, 2 * HOUR_S)
    assert runs == []


def test_what_no_task_can_be(client: Client, runs: list[str]) -> None:
    date = {"recurrence-start-date": iso(0)}
    for body, status in (
        ({}, 400),
        ({"workflow": {"id": "w"}}, 400),
        ({"workflow": {"id": "none"}, **date}, 404),
        ({"workflow": {"id": "w"}, "recurrence-start-date": "tomorrow"}, 400),
        ({"workflow": {"id": "w"}, **date, "recurrence-cycle": "daily"}, 400),
    ):
        assert client.post("/vco/api/tasks", json=body).status_code == status, body
    assert runs == []


def test_a_failed_run_is_the_state_of_its_task(
    client: Client, services: Any, kit: Any, template: FakeHost, runs: list[str]
) -> None:
    def fail(_: Any) -> Any:
        raise kit.script_error("no")

    template.scripts["note"] = fail
    task = create(client)
    advance(client, services, 2 * HOUR_S)
    assert client.get(task["href"]).json()["state"] == "error"
    assert runs == []


def test_tasks_survive_a_restart_with_their_clock(  # noqa: PLR0917 - fixtures
    client: Client, services: Any, settings: Any, kit: Any, template: FakeHost, runs: list[str]
) -> None:
    create(client, **{"recurrence-cycle": "every-hours"})
    advance(client, services, 1.5 * HOUR_S)
    before = now(client)
    services.stop()
    again = kit.build(settings, starter=lambda: kit.FakeHost(scripts=template.scripts))
    again.start()
    with kit.Client(kit.app_over(again)) as other:
        assert now(other) >= before
        advance(other, again, HOUR_S)
    again.stop()
    assert runs == ["Ann", "Ann"]
