"""What elements use, who uses them, whether they are sound, and their saved versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockvro.api.call import document, json_only
from mockvro.api.content_edit import element_of
from mockvro.api.content_items import category_name, element_href
from mockvro.api.documents import present
from mockvro.api.errors import NotFound
from mockvro.api.routing import Route
from mockvro.api.workflow_content import content_document
from mockvro.api.workflow_reading import read_workflow
from mockvro.content.errors import ElementError
from mockvro.content.workflow import Surroundings, parse_workflow, workflow_problems
from mockvro.store import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from starlette.responses import Response

    from mockvro.api.call import Call
    from mockvro.api.documents import Json
    from mockvro.api.routing import Handler
    from mockvro.content.values import Form
    from mockvro.content.workflow import Problem, Workflow
    from mockvro.plugins.history import Version
    from mockvro.store import Element

PATHS = {
    "workflows": Kind.WORKFLOW,
    "actions": Kind.ACTION,
    "configurations": Kind.CONFIGURATION,
    "resources": Kind.RESOURCE,
    "policies/templates": Kind.POLICY,
}


def _references(call: Call, found: Iterable[Element]) -> Response:
    references = [
        {
            "id": each.id,
            "type": each.kind,
            "name": each.name,
            "category": category_name(call, each),
            "href": element_href(call, each),
        }
        for each in found
    ]
    return document(call, "references", {"references": [present(each) for each in references]})


def _dependencies(kind: Kind) -> Handler:
    def answer(call: Call) -> Response:
        # Packages bring the cryptography library; a server without content starts without it.
        from mockvro.plugins.references import dependencies  # noqa: PLC0415

        element = element_of(call, kind, call.path["id"])
        return _references(call, dependencies(call.services.store, element))

    return answer


def _usages(kind: Kind) -> Handler:
    def answer(call: Call) -> Response:
        from mockvro.plugins.references import usages  # noqa: PLC0415 - as in _dependencies

        element = element_of(call, kind, call.path["id"])
        return _references(call, usages(call.services.store, element))

    return answer


def _versions(kind: Kind) -> Handler:
    def answer(call: Call) -> Response:
        from mockvro.plugins.history import versions  # noqa: PLC0415 - as in _dependencies

        element = element_of(call, kind, call.path["id"])
        found = call.page().of(versions(call.services.store, element))
        return document(call, "commits", {"commits": [_commit(each) for each in found]})

    return answer


def _commit(version: Version) -> Json:
    return present(
        {
            "authorName": version.user,
            "committerName": version.user,
            "objectId": version.id,
            "message": version.comment or version.number,
            "commitDate": version.moment.isoformat() if version.moment is not None else None,
            "diffEntries": [],
        }
    )


def workflow_version(call: Call) -> Response:
    """`GET /workflows/{id}/versions/{sha}`: the workflow as it was saved then."""
    from mockvro.plugins.history import versions  # noqa: PLC0415 - as in _dependencies

    element = element_of(call, Kind.WORKFLOW, call.path["id"])
    for each in versions(call.services.store, element):
        if each.id == call.path["sha"] and each.content is not None:
            workflow = parse_workflow(each.content)
            schema = content_document(workflow, call.links, element.category)
            return json_only({**_commit(each), "workflowSchema": schema, "inputForms": []})
    raise NotFound(f"no version {call.path['sha']!r} of workflow {element.name!r}")


def commit(kind: Kind) -> Handler:
    """`POST …/versions`: the present content becomes a version with the message of the body."""

    def answer(call: Call) -> Response:
        from mockvro.plugins.history import grow, versions  # noqa: PLC0415 - as in _dependencies

        element = element_of(call, kind, call.path["id"])
        message = str(call.json_object().get("message") or "")
        now_ms = call.services.engine.now_ms()
        grow(call.services.store, element, call.user, now_ms, message)
        newest = versions(call.services.store, element)[0]
        return json_only(_commit(newest), status=201 if kind == Kind.WORKFLOW else 200)

    return answer


def validate(call: Call) -> Response:
    """`GET /workflows/{id}/validate`: what is wrong with a stored workflow."""
    element = element_of(call, Kind.WORKFLOW, call.path["id"])
    try:
        workflow = parse_workflow(element.text)
    except ElementError as problem:
        return _messages(call, [_message(element.name, "error", element.id, str(problem))])
    return _messages(call, list(_found(call, workflow)))


def validate_sent(call: Call) -> Response:
    """`PUT /workflows/validate/schema`: what is wrong with the workflow in the body."""
    body = call.document()
    try:
        workflow = read_workflow(body, str(body.get("id") or ""), _form(call))
    except ElementError as problem:
        return _messages(call, [_message("workflow", "error", "", str(problem))])
    return _messages(call, list(_found(call, workflow)))


def _form(call: Call) -> Form:
    return call.services.profile.values.text_form


def _found(call: Call, workflow: Workflow) -> Iterator[Json]:
    elements = call.services.store.elements
    known = Surroundings(workflow_ids=frozenset(each.id for each in elements.all(Kind.WORKFLOW)))
    for problem in workflow_problems(workflow, known):
        if problem.severity != "info":
            yield _problem(workflow, problem)


def _problem(workflow: Workflow, problem: Problem) -> Json:
    return _message(workflow.name, problem.severity, problem.where, problem.detail)


def _message(title: str, severity: str, owner: str, text: str) -> Json:
    return {"title": title, "severity": severity.upper(), "owner": owner, "text": text}


def _messages(call: Call, found: list[Json]) -> Response:
    return document(call, "validation-messages", {"messages": found})


def _routes() -> Iterator[Route]:
    for path, kind in PATHS.items():
        base = f"/vco/api/{path}/{{id}}"
        if kind != Kind.RESOURCE:
            yield Route("GET", f"{base}/dependencies", _dependencies(kind))
            yield Route("GET", f"{base}/versions", _versions(kind))
            yield Route("POST", f"{base}/versions", commit(kind))
        if kind in (Kind.WORKFLOW, Kind.RESOURCE, Kind.POLICY):
            yield Route("GET", f"{base}/usages", _usages(kind))


ROUTES = (
    *_routes(),
    Route("GET", "/vco/api/workflows/{id}/validate", validate),
    Route("PUT", "/vco/api/workflows/validate/schema", validate_sent),
    Route("GET", "/vco/api/workflows/{id}/versions/{sha}", workflow_version),
)
