"""User interactions: what runs ask people (`reference/rest-api.md` §12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockvro.api.call import document, empty
from mockvro.api.conditions import matching
from mockvro.api.context import read_parameters
from mockvro.api.documents import Item, envelope, iso, present, relations
from mockvro.api.errors import BadRequest, NotFound
from mockvro.api.executions import token_of
from mockvro.api.routing import Route
from mockvro.api.values import parameter
from mockvro.store import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.responses import Response

    from mockvro.api.call import Call
    from mockvro.api.documents import Json
    from mockvro.engine.asking import Question
    from mockvro.store import TokenRecord

OPEN_WAITS = ("interaction", "failed")
ASKS = "the execution waits for no answer"


def show(call: Call) -> Response:
    """`GET …/executions/{eid}/interaction`: the open one, else the last; 404 for none."""
    token = token_of(call)
    return document(call, "user-interaction", _document(call, token, _question(call, token)))


def _question(call: Call, token: TokenRecord) -> Question:
    found = call.services.engine.question(token)
    if found is None:
        raise NotFound(f"execution {token.id} has no user interaction")
    return found


def _document(call: Call, token: TokenRecord, asked: Question) -> Json:
    wait, keeper = asked.wait, call.services.engine.checkpoint(token)
    href = call.links.execution(token.workflow, token.id, "interaction")
    return present(
        {
            "id": _id(wait.id),
            "name": wait.item,
            "state": "waiting" if asked.is_open and not token.ended else "finished",
            "href": href,
            "assignees": [*wait.users, *wait.groups],
            "user-assignees": wait.users,
            "group-assignees": wait.groups,
            "timeout-date": iso(wait.until_ms) if wait.until_ms is not None else None,
            "input-parameters": [
                parameter(name, slot.type, keeper.value(slot), call.links)
                for name, slot in asked.fields.items()
            ],
            "relations": relations(_relations(call, token, href)),
        }
    )


def _relations(call: Call, token: TokenRecord, href: str) -> list[Item]:
    return [
        Item(call.links.execution(token.workflow, token.id), rel="up"),
        Item(href, rel="add"),
        Item(href, rel="down"),
    ]


def _id(wait_id: str) -> str:
    return wait_id.rpartition("/")[2]


def answer(call: Call) -> Response:
    """`POST …/interaction`: 204; what is not asked for is ignored."""
    token = token_of(call)
    _question(call, token)
    given = {name: value for name, (_, value) in read_parameters(call).items()}
    if not call.services.engine.answer(token.id, given):
        raise BadRequest(ASKS)
    return empty()


def dismiss(call: Call) -> Response:
    """`DELETE …/interaction`: 204; the run is cancelled, a failed one is failed for good."""
    token = token_of(call)
    _question(call, token)
    if not call.services.engine.dismiss(token.id):
        raise BadRequest(ASKS)
    return empty()


def listing(call: Call) -> Response:
    """`GET /interactions`: all open ones."""
    return _listing(call, call.services.store.tokens.awaiting(*OPEN_WAITS))


def of_workflow(call: Call) -> Response:
    """`GET /workflows/{id}/interactions`: open ones of runs of a workflow."""
    workflow_id = call.path["id"]
    if call.services.store.elements.get(Kind.WORKFLOW, workflow_id) is None:
        raise NotFound(f"no workflow with id {workflow_id!r}")
    tokens = call.services.store.tokens.awaiting(*OPEN_WAITS)
    return _listing(call, (each for each in tokens if each.workflow == workflow_id))


def _listing(call: Call, tokens: Iterable[TokenRecord]) -> Response:
    found = matching(
        [_item(call, each) for each in tokens], call.conditions(), lambda item: item.attributes
    )
    page = call.page()
    content = envelope(page.of(found), total=len(found), start=page.start)
    return document(call, "interactions", content)


def _item(call: Call, token: TokenRecord) -> Item:
    wait = _question(call, token).wait
    values: dict[str, object] = {
        "name": wait.item,
        "id": _id(wait.id),
        "state": "waiting",
        "workflowId": token.workflow,
        "workflowName": token.name,
        "executionId": token.id,
        "startedBy": token.started_by,
        "createDate": iso(wait.since_ms),
        "timeoutDate": iso(wait.until_ms) if wait.until_ms is not None else None,
    }
    return Item(call.links.execution(token.workflow, token.id, "interaction"), values)


PATH = "/vco/api/workflows/{id}/executions/{eid}/interaction"
ROUTES = (
    Route("GET", "/vco/api/interactions", listing),
    Route("GET", "/vco/api/workflows/{id}/interactions", of_workflow),
    Route("GET", PATH, show),
    Route("POST", PATH, answer),
    Route("DELETE", PATH, dismiss),
)
