"""What is known about scripts without running them: `/mockvro/scripts/…`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mockvro.api.call import json_only
from mockvro.api.errors import NotFound
from mockvro.api.routing import Route
from mockvro.content.errors import ContentError
from mockvro.scripting import coverage
from mockvro.scripting.sources import Script, scripts_of

if TYPE_CHECKING:
    from starlette.responses import Response

    from mockvro.api.call import Call
    from mockvro.store import Element


def members(_call: Call) -> Response:
    """`GET /mockvro/scripts/coverage`: every member of the API, how it is simulated."""
    return json_only({"members": coverage()})


def warnings(call: Call) -> Response:
    """`GET /mockvro/scripts/warnings`: what Rhino 1.7R4 lacks or does in its own way, by script.

    With `package` about its elements alone. Scripts without warnings are not listed; an element
    that cannot be read is listed with its problem.
    """
    rows: list[dict[str, Any]] = []
    checked = 0
    for element in _elements(call):
        try:
            found = scripts_of(element)
        except ContentError as problem:
            rows.append({**_where(element, ""), "problem": str(problem), "warnings": []})
            continue
        checked += len(found)
        rows += _warned(call, element, found)
    return json_only({"scripts": rows, "checked": checked})


def _elements(call: Call) -> list[Element]:
    store, name = call.services.store, call.query.get("package")
    if name is None:
        return store.elements.all()
    if store.packages.get(name) is None:
        raise NotFound(f"no package {name!r}")
    found = (store.elements.get(kind, element) for kind, element in store.packages.members(name))
    return [each for each in found if each is not None]


def _warned(call: Call, element: Element, scripts: tuple[Script, ...]) -> list[dict[str, Any]]:
    rows = []
    for script in scripts:
        found = call.services.runtime.ask("script.warnings", {"source": script.source})
        if found:
            rows.append({**_where(element, script.item), "warnings": found})
    return rows


def _where(element: Element, item: str) -> dict[str, Any]:
    return {"kind": element.kind, "id": element.id, "name": element.name, "item": item}


ROUTES = (
    Route("GET", "/mockvro/scripts/coverage", members),
    Route("GET", "/mockvro/scripts/warnings", warnings),
)
