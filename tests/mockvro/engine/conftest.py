"""Workflows in a store, runs driven without HTTP, a clock that tests move."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mockvro.content.encoding import encode_utf16
from mockvro.content.workflow import Bind, Item, Parameter, Variable, Workflow, write_workflow
from mockvro.store import Element, Kind
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockvro.api.services import Services
    from mockvro.content.values import Value
    from mockvro.store import TokenRecord

END = Item(name="end", type="end", end_mode="0")
DAY_S = 24 * 3600


def bind(name: str, type_name: str = "string", outside: str | None = None) -> Bind:
    return Bind(name=name, type=type_name, export_name=outside or name)


def task(name: str, script: str, to: str = "end", **more: Any) -> Item:
    return Item(name=name, type="task", script=script, out_name=to, **more)


def workflow(*items: Item, workflow_id: str = "w", **more: Any) -> Workflow:
    variables = {
        "inputs": tuple(Parameter(name=n, type=t) for n, t in more.pop("inputs", {}).items()),
        "outputs": tuple(Parameter(name=n, type=t) for n, t in more.pop("outputs", {}).items()),
        "attributes": tuple(
            Variable(name=n, type=t) for n, t in more.pop("attributes", {"err": "string"}).items()
        ),
    }
    return Workflow(
        id=workflow_id,
        name=f"Workflow {workflow_id}",
        root_name=items[0].name,
        items=(*items, *([] if any(each.type == "end" for each in items) else [END])),
        **variables,
        **more,
    )


class Bench:
    """An engine with a fake host."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.engine = services.engine

    def add(self, *workflows: Workflow) -> None:
        for each in workflows:
            data = encode_utf16(write_workflow(each))
            element = Element(kind=Kind.WORKFLOW, id=each.id, name=each.name, data=data)
            self.services.store.elements.put(element)

    def start(self, workflow_id: str = "w", **given: Value) -> str:
        return self.engine.start(workflow_id, given, "ann").id

    def token(self, token_id: str) -> TokenRecord:
        found = self.services.store.tokens.get(token_id)
        assert found is not None
        return found

    def state(self, token_id: str, wanted: str) -> TokenRecord:
        until(lambda: self.token(token_id).state == wanted or self.token(token_id).ended)
        assert self.token(token_id).state == wanted, self.token(token_id).error
        self.settle()
        return self.token(token_id)

    def settle(self) -> None:
        assert self.engine.wait_until_idle(10)

    def run(self, workflow_id: str = "w", **given: Value) -> TokenRecord:
        token_id = self.start(workflow_id, **given)
        until(lambda: self.token(token_id).ended)
        return self.token(token_id)

    def outputs(self, token: TokenRecord) -> dict[str, Value]:
        checkpoint = self.engine.checkpoint(token)
        return {name: checkpoint.value(slot) for name, slot in checkpoint.outputs.items()}


@pytest.fixture
def bench(services: Services) -> Iterator[Bench]:
    services.start()
    yield Bench(services)
    services.stop()


@pytest.fixture
def flow() -> Any:
    """The makers of this module; `importlib` mode has no other way to share them."""
    import sys  # noqa: PLC0415 - one line of use

    return sys.modules[__name__]
