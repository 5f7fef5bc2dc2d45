"""The form of a workflow that nobody designed: a field per input (`package-format.md` §3.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockvro.content.workflow import shown_parameters

if TYPE_CHECKING:
    from mockvro.api.documents import Json
    from mockvro.content.workflow import Parameter, Workflow

DATA_TYPES = {
    "string": "string",
    "number": "decimal",
    "boolean": "boolean",
    "date": "dateTime",
    "securestring": "secureString",
}
DISPLAYS = {
    "decimal": "decimalField",
    "boolean": "checkbox",
    "dateTime": "dateTime",
    "secureString": "passwordField",
    "reference": "valuePickerTree",
}


def default_form(workflow: Workflow) -> Json:
    """A form with one page and section; labels and what is mandatory come from the presentation."""
    shown = {each.name: each for each in shown_parameters(workflow.presentation)}
    fields, schema = [], {}
    for each in workflow.inputs:
        described = shown.get(each.name)
        label = described.description if described is not None else ""
        required = described is not None and described.static("mandatory") == "true"
        kind = data_type(each)
        fields.append(
            {
                "id": each.name,
                "display": "array" if kind.get("isMultiple") else _display(kind),
                "state": {"visible": True, "read-only": False},
            }
        )
        schema[each.name] = {
            "id": each.name,
            "label": label or each.description or each.name,
            "type": kind,
            "constraints": {"required": required},
        }
    section = {"id": "section_general", "fields": fields}
    page = {"id": "page_general", "title": "General", "sections": [section]}
    return {
        "layout": {"pages": [page]},
        "schema": schema,
        "options": {"externalValidations": []},
        "itemId": "",
    }


def data_type(parameter: Parameter) -> Json:
    """The type of a field."""
    inner = parameter.type.removeprefix("Array/")
    word = DATA_TYPES.get(inner.lower())
    found: Json = {"dataType": word or "reference"}
    if word is None:
        found["referenceType"] = inner
    if inner != parameter.type:
        found["isMultiple"] = True
    return found


def _display(kind: Json) -> str:
    return DISPLAYS.get(kind["dataType"], "textField")
