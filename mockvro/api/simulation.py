"""Controls of the simulation: its clock and its faults (`docs/architecture.md`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from mockvro.api.call import empty, json_only
from mockvro.api.documents import iso
from mockvro.api.errors import BadRequest
from mockvro.api.routing import Route
from mockvro.faults import Rule

if TYPE_CHECKING:
    from starlette.responses import Response

    from mockvro.api.call import Call
    from mockvro.api.documents import Json
    from mockvro.engine.model import Checkpoint
    from mockvro.store import TokenRecord

NEWEST_TOKENS = 500
FARTHEST_S = 10 * 365 * 24 * 3600
"""A jump beyond ten years is a mistake in the unit."""


def clock(call: Call) -> Response:
    """`GET /mockvro/clock`: date and time here, and how far they are ahead in seconds."""
    now = call.services.engine.now_ms()
    return json_only({"now": iso(now), "nowMs": now, "offset": call.services.clock.offset_s})


def advance(call: Call) -> Response:
    """`POST /mockvro/clock` with `{"advance": seconds}`: what is due on the way happens first."""
    seconds = call.json_object().get("advance")
    if not isinstance(seconds, int | float) or isinstance(seconds, bool):
        raise BadRequest("advance must be a number of seconds")
    if not 0 <= seconds <= FARTHEST_S:
        raise BadRequest(f"advance must be between 0 and {FARTHEST_S}")
    call.services.engine.advance_clock(seconds)
    return clock(call)


def faults(call: Call) -> Response:
    """`GET /mockvro/faults`: the rules with their counters, in the order in which they count."""
    return json_only({"rules": call.services.faults.facts()})


def set_faults(call: Call) -> Response:
    """`PUT /mockvro/faults` with `{"rules": […]}`: replaces all rules and counters."""
    try:
        rules = msgspec.convert(call.json_object().get("rules"), type=list[Rule])
    except msgspec.ValidationError as problem:
        raise BadRequest(f"rules: {problem}") from problem
    call.services.faults.replace(rules)
    return faults(call)


def clear_faults(call: Call) -> Response:
    """`DELETE /mockvro/faults`: nothing goes wrong on purpose any more."""
    call.services.faults.replace([])
    return empty()


def tokens(call: Call) -> Response:
    """`GET /mockvro/tokens`: what is stored of the newest runs, variable by variable, as text."""
    engine = call.services.engine
    newest = call.services.store.tokens.newest(NEWEST_TOKENS)
    return json_only({"tokens": [_stored(each, engine.checkpoint(each)) for each in newest]})


def _stored(token: TokenRecord, checkpoint: Checkpoint) -> Json:
    groups = {
        "input": checkpoint.inputs,
        "output": checkpoint.outputs,
        "attribute": checkpoint.attributes,
        **{f"frame {number}": frame.slots for number, frame in enumerate(checkpoint.frames)},
    }
    slots = [
        {"group": group, "name": name, "type": slot.type, "text": slot.text}
        for group, found in groups.items()
        for name, slot in found.items()
    ]
    facts = {"id": token.id, "workflow": token.workflow, "name": token.name, "error": token.error}
    return {**facts, "slots": slots}


ROUTES = (
    Route("GET", "/mockvro/tokens", tokens),
    Route("GET", "/mockvro/clock", clock),
    Route("POST", "/mockvro/clock", advance),
    Route("GET", "/mockvro/faults", faults),
    Route("PUT", "/mockvro/faults", set_faults),
    Route("DELETE", "/mockvro/faults", clear_faults),
)
