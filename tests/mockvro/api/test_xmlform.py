"""The XML arrangement, also against the product's own OpenAPI document where it is at hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from lxml import etree

from mockvro.api import xmlform

OPENAPI = Path(__file__).parents[4] / "shared" / "real" / "vro-8.18.1-openapi.json"
ELEMENTS = {
    "Action": "action",
    "Feature": "feature",
    "Link": "link",
    "PackageContentDetails": "package-details",
    "PackageImportError": "errors",
    "Relations": "relations",
    "Resource": "resource",
    "SupportedVersion": "version",
    "UsedPlugin": "used-plugin",
    "WsConfiguration": "configuration",
    "WsInstalledPlugin": "plugin",
    "WsInventoryItem": "inventory-item",
    "WsPluginInstallState": "pluginInstallState",
    "WsPluginInstallation": "pluginInstallation",
    "WsSysLog": "entry",
    "WsWorkflow": "workflow",
    "WsWorkflowExecution": "workflow-execution",
    "inventory-items": "inventory-items",
}


@pytest.fixture(scope="module")
def schemas() -> dict[str, Any]:
    if not OPENAPI.exists():
        pytest.skip("the product's OpenAPI document is not beside the checkout")
    found: dict[str, Any] = msgspec.json.decode(OPENAPI.read_bytes())["components"]["schemas"]
    return found


def hints(schema: dict[str, Any], hint: str) -> set[str]:
    return {
        (each.get("xml") or {}).get("name") or name
        for name, each in schema["properties"].items()
        if (each.get("xml") or {}).get(hint)
    }


@pytest.mark.parametrize(("schema", "element"), ELEMENTS.items())
def test_no_xml_attribute_of_the_product_is_a_child_here(
    schemas: dict[str, Any], schema: str, element: str
) -> None:
    ours = xmlform.ATTRIBUTES.get(element, frozenset()) | xmlform.ALWAYS_ATTRIBUTES
    # Keys of polyglot actions and locking, which no document here has.
    absent = {"status", "validation-message", "entry-point", "bundle-has-content"}
    rest = {
        name
        for name in hints(schemas[schema], "attribute") - ours - absent
        if not name.startswith(("runtime-", "action-environment"))
    }
    assert rest == set()


def render(root: str, document: dict[str, Any]) -> etree._Element:
    return etree.fromstring(xmlform.render(root, document))


def test_links_have_their_address_twice() -> None:
    link = render("actions", {"link": [{"href": "http://x/", "rel": "down"}]}).find("{*}link")
    assert link is not None
    assert link.get("href") == link.findtext("{*}href") == "http://x/"


def test_null_is_left_out_and_booleans_are_words() -> None:
    root = render("user", {"admin-rights": True, "display-name": None, "member-groups": []})
    assert root.get("admin-rights") == "true"
    assert [etree.QName(each).localname for each in root] == ["member-groups"]


def test_members_of_a_package_stand_in_their_words() -> None:
    member = {"attributes": [{"name": "id", "value": "1"}], "href": "h", "rel": "action"}
    root = render("package-details", {"id": "1", "actions": [{"actions": member}], "workflows": []})
    action = root.find("{*}actions/{*}actions")
    assert action is not None
    assert action.get("rel") == "action"


def test_logs_and_state() -> None:
    entry = {"severity": "info", "long-description": "hello"}
    root = render("logs", {"logs": [{"entry": entry}]})
    assert root.find("{*}entry").get("severity") == "info"  # type: ignore[union-attr]
    assert render("state", {"value": "running"}).text == "running"


def test_the_scripting_api_has_no_namespace_and_no_wrappers() -> None:
    document = {
        "name": "Redis",
        "build": 21,
        "objects": [{"name": "A", "methods": [{"name": "get", "parameters": [{"name": "key"}]}]}],
    }
    root = render("plugin-details", document)
    assert root.tag == "plugin-details"
    assert root.get("build") == "21"
    assert root.find("objects/methods/parameters").get("name") == "key"  # type: ignore[union-attr]
