"""Documents as XML: the wire names of JSON, arranged as JAXB arranges them.

Which keys are XML attributes, which lists have a wrapper and what their items are called comes from
the hints of the OpenAPI document and `reference/rest-api.md` appendix A. `href` of a link stands as
attribute and as child, because sources disagree and a JAXB client ignores what it does not know.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from mockvro.api.documents import NAMESPACE, Json, text

ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SCRIPTING = frozenset({"api-types", "plugin-details", "category-details"})
"""Roots of the scripting API: no namespace, all scalars are attributes, no list has a wrapper."""


ALWAYS_ATTRIBUTES = frozenset({"href", "start", "total", "last-item-token"})
ATTRIBUTES = {
    "link": frozenset({"rel", "type", "href"}),
    "attribute": frozenset(
        {
            "name",
            "value",
            "displayValue",
            "displayName",
            "display-name",
            "description",
            "possible-result-type",
        }
    ),
    "parameter": frozenset(
        {"name", "type", "description", "scope", "updated", "encrypt-value", "execution-id"}
    ),
    "attributes": frozenset({"name", "type", "description", "scope", "read-only"}),
    "workflow": frozenset({"customized-icon", "rel"}),
    "actions": frozenset({"rel"}),
    "configuration": frozenset({"version", "rel"}),
    "resource": frozenset({"version", "rel"}),
    "action": frozenset({"version", "fqn", "script", "runtime", "output-type"}),
    "installedPlugins": frozenset({"total"}),
    "plugin": frozenset(
        {
            "moduleName",
            "description",
            "version",
            "buildNumber",
            "fileName",
            "id",
            "logLevel",
            "enabled",
        }
    ),
    "pluginInstallation": frozenset({"id", "fileName", "eula", "expiresInMillis"}),
    "pluginInstallState": frozenset(
        {"state", "newVersion", "newBuildNumber", "oldVersion", "oldBuildNumber"}
    ),
    "package-details": frozenset({"id", "name"}),
    "errors": frozenset({"id", "type", "name", "message"}),
    "used-plugin": frozenset({"name", "version", "server-version"}),
    "module-metadata": frozenset({"namespace"}),
    "type": frozenset({"name", "icon-href"}),
    "relation": frozenset({"name", "type", "display-name"}),
    "entry": frozenset(
        {"severity", "time-stamp", "time-stamp-val", "user", "origin", "short-description"}
    ),
    "user": frozenset({"admin-rights", "solution-user"}),
    "user-group": frozenset({"cn", "dn", "display-name"}),
    "feature": frozenset({"name"}),
    "version": frozenset({"latest"}),
    "health-status": frozenset({"state", "time"}),
    "import-package-details": frozenset(
        {
            "packageName",
            "packageAlreadyExists",
            "contentVerified",
            "certificateUnknown",
            "certificateTrusted",
            "certificateValid",
        }
    ),
}
BOTH = {("link", "href")}
UNWRAPPED = frozenset(
    {
        "link",
        "service",
        "version",
        "errors",
        "path-ids",
        "importElementDetails",
        "tag-instance",
        "o11n-type",
        "o11n-polyglot-runtime",
        "commits",
    }
)
UNWRAPPED_IN = {("configuration", "attributes")}
ITEM_NAMES = {
    "attributes": "attribute",
    "input-parameters": "parameter",
    "output-parameters": "parameter",
    "workflow-attributes": "parameter",
    "parameters": "parameter",
    "plugins": "plugin",
    "pluginInstallResults": "pluginInstallResult",
    "references": "reference",
    "messages": "message",
    "features": "feature",
    "member-groups": "user-group",
    "types": "type",
    "relations": "relation",
    "used-plugins": "used-plugin",
    "param": "param",
}


def render(root: str, document: Json) -> bytes:
    """The document under its root element, UTF-8 with declaration."""
    element = _root(root)
    inner = document.get(root)
    if isinstance(inner, list):
        _items(element, root, inner, ITEM_NAMES.get(root, "item"))
    elif root == "state":
        element.text = text(document["value"])
    else:
        _fill(element, root, root, document)
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)


def _root(name: str) -> etree._Element:
    if name in SCRIPTING:
        return etree.Element(name)
    # A None prefix is lxml's word for the default namespace; its stubs only know text.
    return etree.Element(f"{{{NAMESPACE}}}{name}", nsmap={None: NAMESPACE})  # type: ignore[dict-item]


def _child(parent: etree._Element, name: str) -> etree._Element:
    namespace = etree.QName(parent).namespace
    return etree.SubElement(parent, f"{{{namespace}}}{name}" if namespace else name)


def _fill(element: etree._Element, root: str, name: str, document: Json) -> None:
    known = ATTRIBUTES.get(name, frozenset())
    for key, value in document.items():
        if value is None:
            continue
        as_attribute = root in SCRIPTING or key in known or key in ALWAYS_ATTRIBUTES
        if as_attribute and not isinstance(value, dict | list):
            element.set(key, clean(text(value)))
        if not as_attribute or (name, key) in BOTH or isinstance(value, dict | list):
            _append(element, root, name, key, value)


def _append(element: etree._Element, root: str, owner: str, key: str, value: Any) -> None:
    if key == "value" and isinstance(value, dict):
        append_value(element, value)
    elif isinstance(value, list):
        _list(element, root, owner, key, value)
    elif isinstance(value, dict):
        _fill(_child(element, key), root, key, value)
    else:
        _child(element, key).text = clean(text(value))


def _list(element: etree._Element, root: str, owner: str, key: str, value: list[Any]) -> None:
    if root in SCRIPTING or key in UNWRAPPED or (owner, key) in UNWRAPPED_IN:
        for each in value:
            _item(element, root, key, each)
    else:
        _items(_child(element, key), root, value, ITEM_NAMES.get(key, key))


def _items(wrapper: etree._Element, root: str, values: list[Any], name: str = "item") -> None:
    for each in values:
        if (
            isinstance(each, dict)
            and len(each) == 1
            and isinstance(next(iter(each.values())), dict)
        ):
            inner_name, inner = next(iter(each.items()))
            _item(wrapper, root, inner_name, inner)
        else:
            _item(wrapper, root, name, each)


def _item(parent: etree._Element, root: str, name: str, value: Any) -> None:
    child = _child(parent, name)
    if isinstance(value, dict):
        _fill(child, root, name, value)
    elif value is not None:
        child.text = clean(text(value))


def append_value(parent: etree._Element, value: Json) -> None:
    """A parameter value (`reference/rest-api.md` §2): one element named after its only key."""
    key, content = next(iter(value.items()))
    child = _child(parent, key)
    if key == "array":
        for each in content["elements"]:
            _append_element(child, each)
    elif key in ("properties", "composite"):
        for pair in content["property"]:
            _append_pair(child, pair)
    elif "value" in content:
        child.text = clean(text(content["value"]))
    else:
        _fill_flat(child, content)


def _append_element(array: etree._Element, element: Json | None) -> None:
    if element is None:
        _child(array, "null")
    else:
        append_value(array, element)


def _append_pair(parent: etree._Element, pair: Json) -> None:
    child = _child(parent, "property")
    for key, value in pair.items():
        if key != "value":
            child.set(key, clean(text(value)))
        elif value is not None:
            append_value(child, value)


def _fill_flat(element: etree._Element, content: Json) -> None:
    for key, value in content.items():
        if key == "mime-content":
            _child(element, key).text = clean(text(value))
        elif value is not None and key != "content":  # the other word for the same, in JSON only
            element.set(key, clean(text(value)))


def clean(value: str) -> str:
    """The text without characters that XML 1.0 cannot hold; plug-ins put anything into names."""
    return ILLEGAL.sub("\ufffd", value)
