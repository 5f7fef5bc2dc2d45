"""Kills a server that runs one long workflow, again and again, and tells what it saw.

Run as a program: `killing.py FOLDER SEED KILLS`. Each server is a process forked from here, so that
its start costs nothing; scripts append a line to a file, which is the effect that must not be
repeated once its step is in the store. The answer is JSON.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mockvro.api.services import build
from mockvro.content.encoding import encode_utf16
from mockvro.content.workflow import (
    Bind,
    Item,
    Parameter,
    SubWorkflow,
    Variable,
    Workflow,
    write_workflow,
)
from mockvro.content.workflow.model import ItemReference
from mockvro.engine.keeping import decoded
from mockvro.settings import Settings
from mockvro.store import Element, Kind, TokenRecord

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mockvro.api.services import Services

MOST_EFFECTS = 30
"""Lives end after so many effects at most, some before the first."""

LONGEST_DELAY_S = 0.003
"""And a moment later, so that they end anywhere in a step."""

LONGEST_LIFE_S = 5.0
LIMIT_S = 60.0


class Host:
    """Runs scripts as the JVM would, with an effect on a file."""

    def __init__(self, folder: Path) -> None:
        self._effects = os.open(folder / "effects", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._stop = folder / "stop"

    def call(self, method: str, params: Mapping[str, Any], *, limit_s: float | None = None) -> Any:
        del limit_s
        if method != "script.run":
            return None
        number = int(next(each["value"]["number"] for each in params["params"]))
        answer: dict[str, Any] = {"outputs": {}, "result": None}
        if params["source"] == "again":
            return {**answer, "result": {"boolean": not self._stop.exists()}}
        os.write(self._effects, f"{params['source']} {number}\n".encode())
        return {**answer, "outputs": {"seq": {"number": number + 1}}}

    def close(self) -> None:
        return

    def output(self, stream: str) -> None:
        del stream

    def facts(self) -> dict[str, Any]:
        return {"state": "running", "pid": 1, "exitCode": None, "signal": None}


def seq(outside: str = "seq") -> tuple[Bind, ...]:
    return (Bind(name="seq", type="number", export_name=outside),)


def step(name: str, source: str, to: str) -> Item:
    return Item(
        name=name,
        type="task",
        script=source,
        out_name=to,
        in_bindings=seq(),
        out_bindings=seq(),
    )


def workflows() -> tuple[Workflow, Workflow, Workflow]:
    """A loop over steps, a called workflow, an iteration and two parallel workflows."""
    end = Item(name="end", type="end", end_mode="0")
    number = (Parameter(name="seq", type="number"),)
    each = Bind(name="each", type="Array/number", export_name="*twice")
    beside = tuple(
        SubWorkflow(name=name, linked_workflow_id="beside", in_bindings=seq())
        for name in ("left", "right")
    )
    items = (
        step("first", "first", "call"),
        Item(
            name="call",
            type="link",
            linked_workflow_id="inner",
            out_name="each",
            in_bindings=seq(),
            out_bindings=seq(),
        ),
        Item(
            name="each",
            type="foreach",
            reference=ItemReference(type="Workflow", id="inner"),
            out_name="both",
            in_bindings=(*seq(), each),
            out_bindings=seq(),
        ),
        Item(name="both", type="multiple", out_name="again", sub_workflows=beside),
        Item(
            name="again",
            type="custom-condition",
            script="again",
            out_name="first",
            alt_out_name="end",
            in_bindings=seq(),
        ),
        end,
    )
    twice = Variable(name="twice", type="Array/number", value="[10:number#1.0,10:number#2.0]")
    outer = Workflow(
        id="outer",
        name="Outer",
        root_name="first",
        inputs=number,
        outputs=number,
        attributes=(twice,),
        items=items,
    )
    inner = Workflow(
        id="inner",
        name="Inner",
        root_name="a",
        inputs=number,
        outputs=number,
        items=(step("a", "inner", "b"), step("b", "inner", "end"), end),
    )
    parallel = Workflow(
        id="beside",
        name="Beside",
        root_name="a",
        inputs=number,
        items=(step("a", "beside", "end"), end),
    )
    return outer, inner, parallel


def served(folder: Path) -> Services:
    return build(Settings(data_dir=folder / "vro"), starter=lambda: Host(folder))


def prepare(folder: Path) -> str:
    """Store the workflows and a run that has not begun."""
    services = served(folder)
    for each in workflows():
        data = encode_utf16(write_workflow(each))
        services.store.elements.put(
            Element(kind=Kind.WORKFLOW, id=each.id, name=each.name, data=data)
        )
    services.engine.pause()
    token = services.engine.start("outer", {"seq": 0.0}, "ann")
    services.stop()
    return token.id


def live(folder: Path, token_id: str) -> None:
    """One life of the server; it ends by being killed, or with the run."""
    services = served(folder)
    services.start()
    until = time.monotonic() + LIMIT_S
    while time.monotonic() < until:
        token = services.store.tokens.get(token_id)
        if token is not None and token.ended:
            os._exit(0)
        time.sleep(0.002)
    os._exit(1)


def life(folder: Path, token_id: str) -> int:
    process = os.fork()
    if process == 0:
        live(folder, token_id)
    return process


def wait_for_effects(folder: Path, count: int) -> None:
    """Wait until a life has had so many effects; lines are at least this long."""
    size = (folder / "effects").stat().st_size + count * len("first 0\n")
    until = time.monotonic() + LONGEST_LIFE_S
    while count and (folder / "effects").stat().st_size < size and time.monotonic() < until:
        time.sleep(0.0005)


def stored(folder: Path, token_id: str) -> dict[str, Any]:
    """What the store says is finished: the next number, and parallel runs that are over."""
    connection = sqlite3.connect(folder / "vro" / "mockvro.db")
    connection.row_factory = sqlite3.Row
    names = TokenRecord.__struct_fields__
    rows = [
        TokenRecord(**{name: row[name] for name in names})
        for row in connection.execute("SELECT * FROM token")
    ]
    connection.close()
    (token,) = (each for each in rows if each.id == token_id)
    checkpoint = decoded(token)
    frames = checkpoint.frames
    slot = frames[-1].slots["seq"] if frames else checkpoint.outputs["seq"]
    beside = [decoded(each) for each in rows if each.parent and each.state == "completed"]
    done = [each.value(each.inputs["seq"]) for each in beside]
    return {
        "state": token.state,
        "error": token.error,
        "next": checkpoint.value(slot),
        "beside": {str(number): done.count(number) for number in set(done)},
        "effects": len((folder / "effects").read_bytes().splitlines()),
    }


def main() -> None:
    folder, seed, kills = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
    (folder / "effects").touch()
    token_id = prepare(folder)
    seen = []
    for _ in range(kills):
        process = life(folder, token_id)
        wait_for_effects(folder, chance.randint(0, MOST_EFFECTS))
        time.sleep(chance.uniform(0, LONGEST_DELAY_S))
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        seen.append(stored(folder, token_id))
    (folder / "stop").touch()
    process = life(folder, token_id)
    _, status = os.waitpid(process, 0)
    seen.append(stored(folder, token_id))
    effects = (folder / "effects").read_text("ascii").splitlines()
    sys.stdout.write(json.dumps({"seen": seen, "effects": effects, "status": status}))


if __name__ == "__main__":
    main()
