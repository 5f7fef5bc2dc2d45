"""From the inputs of a case to the parameters of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from harness.client.errors import InputValueError
from harness.client.values import SdkRef, to_parameter

if TYPE_CHECKING:
    from harness.client.catalog import CatalogObject
    from harness.client.documents import WorkflowDocument
    from harness.client.vro import VroClient

_REFERENCE_KEYS = {"type", "id", "name", "where"}
_NAMES = ("name", "displayName", "@name", "display-name")


def build_parameters(
    client: VroClient, workflow: WorkflowDocument, inputs: dict[str, Any]
) -> list[dict[str, Any]]:
    """Type the inputs as the workflow declares them, and look the plug-in objects up.

    Raises:
        InputValueError: An input is not declared, does not fit, or names no single object.
    """
    declared = {parameter.name: parameter.type for parameter in workflow.input_parameters}
    unknown = sorted(set(inputs) - set(declared))
    if unknown:
        raise InputValueError(
            f"the workflow has no input {unknown[0]!r}",
            where=workflow.name,
            advice=f"its inputs are {', '.join(declared) or 'none'}",
        )
    return [
        to_parameter(name, declared[name], resolve(client, declared[name], value))
        for name, value in inputs.items()
    ]


def resolve(client: VroClient, type_name: str, value: Any) -> Any:
    """Replace references in a value of a declared type by the objects they mean.

    Raises:
        InputValueError: A reference names no single object.
    """
    if type_name.startswith("Array/") and isinstance(value, list):
        return [resolve(client, type_name.removeprefix("Array/"), item) for item in value]
    if _is_reference(type_name, value):
        return _object(client, value)
    return value


def _is_reference(type_name: str, value: Any) -> bool:
    if not isinstance(value, dict) or "type" not in value:
        return False
    return ":" in type_name or (type_name == "Any" and set(value) <= _REFERENCE_KEYS)


def _object(client: VroClient, reference: dict[str, Any]) -> SdkRef:
    full = str(reference["type"])
    plugin, _, type_name = full.partition(":")
    if "id" in reference:
        return SdkRef(full, str(reference["id"]))
    listing = client.catalog.all(plugin, type_name)
    found = [item for item in listing.objects if _matches(item, reference)]
    if listing.error or len(found) != 1:
        raise InputValueError(
            f"{listing.error or f'{len(found)} objects match'}, exactly one is needed",
            where=f"{full} {reference.get('name') or reference.get('where')}",
        )
    return SdkRef(full, found[0].id)


def _matches(item: CatalogObject, reference: dict[str, Any]) -> bool:
    wanted: dict[str, Any] = reference.get("where", {})
    named = "name" not in reference or any(
        item.properties.get(key) == reference["name"] for key in _NAMES
    )
    return named and all(
        str(item.properties.get(key)) == str(value) for key, value in wanted.items()
    )
