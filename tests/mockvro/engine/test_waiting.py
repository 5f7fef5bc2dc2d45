"""Items that wait: people, dates, events."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from mockvro.content.values.model import OpaqueText
from mockvro.content.workflow import Item
from tests.waiting import until

if TYPE_CHECKING:
    from tests.mockvro.conftest import FakeHost

DAY_S = 24 * 3600


def soon(bench: Any, seconds: float = DAY_S) -> datetime:
    return datetime.fromtimestamp(bench.engine.now_ms() / 1000, UTC) + timedelta(seconds=seconds)


def asking(flow: Any, **more: Any) -> Any:
    item = Item(
        name="ask",
        type="input",
        display_name="Sure?",
        out_name="end",
        in_bindings=(
            flow.bind("timeout.date", "Date", "until"),
            flow.bind("security.assignees", "Array/LdapUser", "people"),
        ),
        out_bindings=(flow.bind("reply", "string", "answer"),),
        **more,
    )
    tell = flow.task(
        "late", "late", in_bindings=(flow.bind("err"),), out_bindings=(flow.bind("answer"),)
    )
    return flow.workflow(
        item,
        tell,
        flow.END,
        inputs={"until": "Date", "people": "Array/LdapUser"},
        outputs={"answer": "string"},
    )


def test_a_person_answers(bench: Any, flow: Any) -> None:
    bench.add(asking(flow))
    run = bench.start(people=["ann", "bob"])
    token = bench.state(run, "waiting")
    question = bench.engine.question(token)
    assert question.is_open
    assert question.wait.users == ["ann", "bob"]
    assert list(question.fields) == ["reply"]
    assert bench.engine.answer(run, {"reply": "yes", "other": "ignored"})
    ended = bench.state(run, "completed")
    assert bench.outputs(ended) == {"answer": "yes"}
    assert not bench.engine.answer(run, {"reply": "again"})
    assert not bench.engine.question(ended).is_open
    assert bench.engine.checkpoint(ended).statistics.activities["ask"].executions == 2


def test_nobody_answers_in_a_day(bench: Any, flow: Any, template: FakeHost) -> None:
    template.scripts["late"] = lambda values: {"outputs": {"answer": values["err"]}}
    bench.add(asking(flow, catch_name="late", throw_bind_name="err"))
    run = bench.start(until=soon(bench))
    bench.state(run, "waiting")
    bench.engine.advance_clock(DAY_S - 60)
    assert bench.token(run).state == "waiting"
    bench.engine.advance_clock(61)
    ended = bench.state(run, "completed")
    assert bench.outputs(ended) == {"answer": "user interaction 'Sure?' timed out"}
    assert bench.engine.checkpoint(ended).statistics.wait_ms >= DAY_S * 1000 - 1


def test_refusing_to_answer_cancels_the_run(bench: Any, flow: Any) -> None:
    bench.add(asking(flow))
    run = bench.start()
    bench.state(run, "waiting")
    assert bench.engine.dismiss(run)
    bench.state(run, "canceled")
    assert not bench.engine.dismiss(run)


def timed(flow: Any) -> Any:
    item = Item(
        name="nap",
        type="waiting-timer",
        out_name="end",
        in_bindings=(flow.bind("timer.date", "Date", "until"),),
    )
    return flow.workflow(item, inputs={"until": "Date"})


def test_a_day_passes_in_a_moment(bench: Any, flow: Any) -> None:
    bench.add(timed(flow))
    run = bench.start(until=soon(bench))
    assert bench.state(run, "waiting-signal").awaits == "timer"
    bench.engine.advance_clock(DAY_S)
    assert bench.state(run, "completed").ended_ms >= bench.token(run).started_ms + DAY_S * 1000 - 1


def test_a_real_date_is_met_without_moving_the_clock(bench: Any, flow: Any) -> None:
    bench.add(timed(flow))
    run = bench.start(until=soon(bench, 0.2))
    bench.state(run, "completed")


def test_a_date_that_has_passed_holds_nothing_up(bench: Any, flow: Any) -> None:
    bench.add(timed(flow))
    assert bench.run(until=soon(bench, -5)).state == "completed"
    assert "has no date" in (bench.run().error or "")


def listening(flow: Any, **more: Any) -> Any:
    item = Item(
        name="hear",
        type="waiting-event",
        out_name="end",
        in_bindings=(flow.bind("trigger.ref", "Trigger", "trigger"),),
        out_bindings=(
            flow.bind("event", "Properties", "all"),
            flow.bind("colour", "string", "colour"),
        ),
        **more,
    )
    return flow.workflow(
        item, inputs={"trigger": "Trigger"}, outputs={"all": "Properties", "colour": "string"}
    )


TRIGGER = OpaqueText("Trigger", "serialised trigger")


@pytest.fixture
def plugin(monkeypatch: pytest.MonkeyPatch, kit: Any) -> dict[str, Any]:
    """What the JVM would answer about watchers."""
    answer = {"plugin": "Test", "timeout": -1, "watcher": "serialised watcher"}
    monkeypatch.setattr(kit.FakeHost, "_watcher_add", lambda *_: answer, raising=False)
    return answer


def push(bench: Any, watcher: str, **properties: str) -> None:
    bench.services.observations.file(
        "watcher-event", plugin="Test", watcher=watcher, properties=properties
    )
    bench.settle()


def watcher_of(bench: Any, run: str) -> str:
    return str(bench.engine.checkpoint(bench.token(run)).wait.id)


def test_an_event_resumes_the_run_once(
    bench: Any, flow: Any, plugin: Any, hosts: list[FakeHost]
) -> None:
    bench.add(listening(flow))
    run = bench.start(trigger=TRIGGER)
    bench.state(run, "waiting-signal")
    watcher = watcher_of(bench, run)
    assert hosts[-1].asked("watcher.add") == [{"id": watcher, "trigger": TRIGGER.text}]
    push(bench, "unknown", colour="blue")
    push(bench, f"{run}/other", colour="blue")
    push(bench, watcher, colour="red")
    push(bench, watcher, colour="green")
    ended = bench.state(run, "completed")
    assert bench.outputs(ended) == {"all": {"colour": "red"}, "colour": "red"}
    assert hosts[-1].asked("watcher.remove") == [{"plugin": "Test", "id": watcher}]
    del plugin


def test_an_event_during_add_watcher_is_not_lost(
    bench: Any, flow: Any, monkeypatch: pytest.MonkeyPatch, kit: Any, hosts: list[FakeHost]
) -> None:
    def add(_: Any, params: Any) -> Any:
        bench.services.observations.file(
            "watcher-event", watcher=params["id"], properties={"colour": "red"}
        )
        until(lambda: bench.engine.checkpoint(bench.token(run)).wait.signal is not None)
        return {"plugin": "Test", "timeout": 5, "watcher": "w"}

    monkeypatch.setattr(kit.FakeHost, "_watcher_add", add, raising=False)
    bench.add(listening(flow))
    run = ""
    bench.engine.pause()
    run = bench.start(trigger=TRIGGER)
    bench.engine.resume()
    assert bench.outputs(bench.state(run, "completed"))["colour"] == "red"
    assert len(hosts[-1].asked("watcher.remove")) == 1


def test_the_timeout_of_a_trigger_fails_the_item(
    bench: Any, flow: Any, plugin: dict[str, Any], hosts: list[FakeHost]
) -> None:
    plugin["timeout"] = 90
    bench.add(listening(flow))
    run = bench.start(trigger=TRIGGER)
    bench.state(run, "waiting-signal")
    bench.engine.advance_clock(89)
    assert bench.token(run).state == "waiting-signal"
    bench.engine.advance_clock(2)
    assert "timed out" in (bench.state(run, "failed").error or "")
    assert len(hosts[-1].asked("watcher.remove")) == 1


def test_cancelling_removes_the_watcher(
    bench: Any, flow: Any, plugin: Any, hosts: list[FakeHost]
) -> None:
    bench.add(listening(flow))
    run = bench.start(trigger=TRIGGER)
    bench.state(run, "waiting-signal")
    bench.engine.cancel(run)
    bench.state(run, "canceled")
    assert len(hosts[-1].asked("watcher.remove")) == 1
    del plugin


def test_a_plugin_that_refuses_a_watcher_fails_the_item(
    bench: Any, flow: Any, template: FakeHost, kit: Any
) -> None:
    template.failures["watcher.add"] = kit.plugin_error("java.lang.IllegalStateException", "no")
    bench.add(listening(flow))
    assert bench.run(trigger=TRIGGER).error == "java.lang.IllegalStateException: no"
    assert "has no trigger" in (bench.run().error or "")


def test_a_fresh_jvm_is_told_again(
    bench: Any, flow: Any, plugin: dict[str, Any], hosts: list[FakeHost]
) -> None:
    plugin["timeout"] = 600
    bench.add(listening(flow))
    run = bench.start(trigger=TRIGGER)
    due = bench.state(run, "waiting-signal").due_ms
    bench.engine.advance_clock(300)
    bench.services.restart_host()
    bench.settle()
    watcher = watcher_of(bench, run)
    assert hosts[-1].asked("watcher.add") == [{"id": watcher, "watcher": "serialised watcher"}]
    assert bench.token(run).due_ms == due
    push(bench, watcher, colour="red")
    bench.state(run, "completed")
