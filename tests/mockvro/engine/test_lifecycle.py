"""The life of runs against a model: start, answer, cancel, move the clock, restart."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from mockvro.content.workflow import Item
from mockvro.settings import Settings

if TYPE_CHECKING:
    from mockvro.api.services import Services

TIMEOUT_S = 3600
KINDS = ("straight", "asks", "naps", "asks-no-resume", "loops", "both")


def workflows(flow: Any) -> list[Any]:
    ask = Item(
        name="ask",
        type="input",
        out_name="end",
        in_bindings=(flow.bind("timeout.date", "Date", "until"),),
        out_bindings=(flow.bind("reply", "string", "reply"),),
    )
    nap = Item(
        name="nap",
        type="waiting-timer",
        out_name="end",
        in_bindings=(flow.bind("timer.date", "Date", "until"),),
    )
    variables = {"inputs": {"until": "Date"}, "outputs": {"reply": "string"}}
    step = flow.task("step", "step")
    first = flow.task("step", "step", to="nap")
    nap_then_ask = Item(**{**_fields(nap), "out_name": "ask"})
    return [
        flow.workflow(step, workflow_id="straight", **variables),
        flow.workflow(ask, workflow_id="asks", **variables),
        flow.workflow(nap, workflow_id="naps", **variables),
        flow.workflow(ask, workflow_id="asks-no-resume", restart_mode="0", **variables),
        flow.workflow(
            Item(name="a", type="link", linked_workflow_id="straight", out_name="end"),
            workflow_id="loops",
            **variables,
        ),
        flow.workflow(first, nap_then_ask, ask, flow.END, workflow_id="both", **variables),
    ]


def _fields(item: Item) -> dict[str, Any]:
    return {name: getattr(item, name) for name in item.__struct_fields__}


class Model:
    """What a run should be: its state, and when it changes by itself."""

    def __init__(self, kind: str, now: float) -> None:
        self.kind = kind
        self.until = now + TIMEOUT_S
        self.state = {
            "straight": "completed",
            "loops": "completed",
            "asks": "waiting",
            "asks-no-resume": "waiting",
            "naps": "waiting-signal",
            "both": "waiting-signal",
        }[kind]

    @property
    def ended(self) -> bool:
        return self.state in ("completed", "failed", "canceled")

    def answer(self) -> bool:
        if self.state != "waiting":
            return False
        self.state = "completed"
        return True

    def cancel(self) -> None:
        if not self.ended:
            self.state = "canceled"

    def time(self, now: float) -> None:
        if now < self.until or self.ended:
            return
        if self.state == "waiting":
            self.state = "failed"
        elif self.kind == "naps":
            self.state = "completed"
        else:
            # The question after the nap has the same date, which has passed by now.
            self.state = "failed"

    def restart(self) -> None:
        if not self.ended and self.kind == "asks-no-resume":
            self.state = "failed"


class Lives(RuleBasedStateMachine):
    kit: Any
    flow: Any
    runs = Bundle("runs")

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.base = 1_800_000_000.0
        self.models: dict[str, Model] = {}
        self.services = self._started()
        bench = self.flow.Bench(self.services)
        bench.add(*workflows(self.flow))

    def _started(self) -> Services:
        settings = Settings(data_dir=Path(self.folder.name), clock=lambda: self.base)
        scripts = {"step": lambda _: {}}
        services: Services = self.kit.build(
            settings, starter=lambda: self.kit.FakeHost(scripts=dict(scripts))
        )
        services.start()
        return services

    def _settled(self) -> None:
        assert self.services.engine.wait_until_idle(10)

    @property
    def now(self) -> float:
        return self.services.clock()

    @rule(target=runs, kind=st.sampled_from(KINDS), count=st.integers(1, 3))
    def start(self, kind: str, count: int) -> Any:
        until = datetime.fromtimestamp(self.now, UTC) + timedelta(seconds=TIMEOUT_S)
        started = []
        for _ in range(count):
            token = self.services.engine.start(kind, {"until": until}, "ann")
            self.models[token.id] = Model(kind, self.now)
            started.append(token.id)
        self._settled()
        return multiple(*started)

    @rule(run=runs)
    def answer(self, run: str) -> None:
        accepted = self.services.engine.answer(run, {"reply": "yes"})
        assert accepted == self.models[run].answer()
        self._settled()

    @rule(run=runs)
    def cancel(self, run: str) -> None:
        self.services.engine.cancel(run)
        self.models[run].cancel()
        self._settled()

    @rule(seconds=st.sampled_from([1, 600, TIMEOUT_S - 1, TIMEOUT_S + 1, 86400]))
    def advance(self, seconds: int) -> None:
        self.services.engine.advance_clock(seconds)
        self._settled()
        for model in self.models.values():
            model.time(self.now)

    @rule()
    def restart_the_jvm(self) -> None:
        self.services.restart_host()
        self._restarted()

    @rule()
    def restart_the_server(self) -> None:
        before = self.now
        self.services.stop()
        self.services = self._started()
        assert self.now == before
        self._restarted()

    def _restarted(self) -> None:
        self._settled()
        for model in self.models.values():
            model.restart()

    @invariant()
    def states_are_those_of_the_model(self) -> None:
        for run, model in getattr(self, "models", {}).items():
            token = self.services.store.tokens.get(run)
            assert token is not None
            assert token.state == model.state, (model.kind, token.error)
            assert (token.ended_ms is not None) == model.ended
            assert bool(token.awaits) == (not model.ended)

    def teardown(self) -> None:
        if hasattr(self, "services"):
            self.services.stop()
            self.folder.cleanup()


def test_runs_live_as_the_model_says(kit: Any, flow: Any) -> None:
    Lives.kit, Lives.flow = kit, flow
    run_state_machine_as_test(
        Lives,
        settings=settings(
            max_examples=40,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
