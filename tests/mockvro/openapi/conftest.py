"""The product's own OpenAPI document with the names, values and statuses of the wire.

The document is generated from Java beans (`reference/rest-api.md` §1.3): property names are those
of beans, errors are said to be success documents, and several things are known to be otherwise on
the wire. Each such thing is one entry below.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

DOCUMENT = Path(__file__).parents[4] / "shared/real/vro-8.18.1-openapi.json"
Json = dict[str, Any]

RENAMED = {
    "WsWorkflow": {
        "inputParameters": "input-parameters",
        "outputParameters": "output-parameters",
    },
    "WsWorkflowExecution": {
        "inputParameters": "input-parameters",
        "outputParameters": "output-parameters",
        "workflowAttributes": "workflow-attributes",
    },
    "ExecutionState": {"state": "value"},
}
"""Wire names without a hint in the document."""

WORDS = (
    "array",
    "attribute-reference",
    "boolean",
    "composite",
    "date",
    "encrypted-string",
    "mime-attachment",
    "number",
    "properties",
    "regex",
    "sdk-object",
    "secure-string",
    "string",
)
VALUE = {
    "type": "object",
    "minProperties": 1,
    "maxProperties": 1,
    "additionalProperties": False,
    "properties": {word: {"type": "object"} for word in WORDS},
}
"""A value is an object with one key, its kind (§2)."""

ERROR = {
    "type": "object",
    "required": ["message"],
    "properties": {"message": {"type": "string"}},
}
ERRORS = ("400", "401", "403", "404", "405", "406", "409")
"""Statuses that any operation may answer; the lists of the document are incomplete (§4)."""

ALSO = {
    ("post", "/packages"): "202",
    ("post", "/packages/extendedImport"): "202",
    ("get", "/policies/templates"): "200",
    ("post", "/workflows"): "202",
}
"""Success statuses that real clients need or saw (§8, §10, §18)."""

FILES = (
    "/icon",
    "/schema",
    "/resources/{id}",
    "/schema/{name}",
    "/plugins/{id}",
)
"""Paths whose answers are files, or files beside documents."""


def wire_schema(name: str, schema: Json) -> Json:
    """A component schema with the names of the wire."""
    properties = {}
    for key, inner in schema.get("properties", {}).items():
        hint = inner.get("xml", {}).get("name")
        renamed = RENAMED.get(name, {}).get(key, hint or key)
        properties[renamed] = inner
    changed = {key: value for key, value in schema.items() if key != "xml"}
    if properties:
        changed["properties"] = properties
    if "required" in changed:
        changed["required"] = [each for each in changed["required"] if each in properties]
    return changed


def wire_components(schemas: Json) -> Json:
    changed = {name: wire_schema(name, schema) for name, schema in schemas.items()}
    for name in ("WsParameter", "WsActionExecutionResult"):
        changed[name]["properties"]["value"] = VALUE
    # The result of an action has no name (§13).
    changed["WsActionExecutionResult"].pop("required", None)
    for name in ("WsLogsList", "WsSysLogsList"):
        entry = changed[name]["properties"]["logs"]["items"]
        wrapped = {"type": "object", "required": ["entry"], "properties": {"entry": entry}}
        changed[name]["properties"]["logs"]["items"] = wrapped
    for key in ("workflows", "actions", "configurations", "resources", "policy-templates"):
        member = changed["PackageContentDetails"]["properties"][key]["items"]
        wrapped = {"type": "object", "additionalProperties": member}
        changed["PackageContentDetails"]["properties"][key]["items"] = wrapped
    return changed


def wire_operation(method: str, path: str, operation: Json, ids: Json) -> Json:
    responses = {}
    for status, response in operation["responses"].items():
        if status[0] == "2":
            responses[status] = _answer(path, response)
    also = ALSO.get((method, path))
    if also is not None:
        responses[also] = next(iter(responses.values()), {"description": "also"})
    error = {"description": "no", "content": {"application/json": {"schema": ERROR}}}
    responses |= dict.fromkeys(ERRORS, error)
    changed = {**operation, "responses": responses}
    changed.pop("security", None)
    changed["parameters"] = [
        _parameter(each, path, ids) for each in operation.get("parameters", [])
    ]
    return changed


def _answer(path: str, response: Json) -> Json:
    if "content" not in response:
        return {"description": response.get("description", "")}
    if path.endswith(FILES) or "/icon" in path:
        return {"description": "file or document"}
    only = {kind: value for kind, value in response["content"].items() if "json" in kind}
    return {"description": "", "content": only} if only else {"description": "file"}


def _parameter(parameter: Json, path: str, ids: Json) -> Json:
    """A path parameter that names things which are there, and one that nobody has."""
    if parameter.get("in") != "path":
        return parameter
    for prefix, known in ids.items():
        if path.startswith(prefix) and parameter["name"] in known:
            values = [*known[parameter["name"]], "nobody"]
            return {**parameter, "schema": {"type": "string", "enum": values}}
    return parameter


@pytest.fixture
def product_document() -> Json:
    if not DOCUMENT.exists():
        pytest.skip("the product's OpenAPI document is not here")
    found: Json = json.loads(DOCUMENT.read_text())
    return found


@pytest.fixture
def wire_document() -> Any:
    """The document for some operations, with known values of path parameters by path."""

    def make(document: Json, wanted: set[tuple[str, str]], ids: Json) -> Json:
        paths: Json = {}
        for path, entry in document["paths"].items():
            for method, operation in entry.items():
                if (method, path) in wanted:
                    changed = wire_operation(method, path, operation, ids)
                    paths.setdefault(path, {})[method] = changed
        return {
            "openapi": document["openapi"],
            "info": document["info"],
            "paths": paths,
            "components": {"schemas": wire_components(document["components"]["schemas"])},
        }

    return make
