"""Request bodies in XML as the documents that the same request has in JSON.

Namespaces and prefixes do not matter. XML attributes and child elements are keys alike, because
JAXB decides per class which of the two a property is; lists are known by name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from mockvro.api.context import local_name, parameter_from_xml
from mockvro.api.errors import BadRequest

if TYPE_CHECKING:
    from mockvro.api.documents import Json

WRAPPED = frozenset(
    {
        "input-parameters",
        "output-parameters",
        "parameters",
        "policy-items",
        "bindings",
        "executions",
        "assignees",
    }
)
"""Lists inside an element of their own."""

PLAIN = frozenset(
    {
        "workflows",
        "actions",
        "resources",
        "configurations",
        "policyTemplates",
        "environments",
        "environment-repositories",
        "workflowTokens",
        "importElements",
        "event-handler",
        "link",
        "packageItems",
    }
)
"""Lists whose items stand beside each other under the list's own name."""

PARAMETERS = frozenset({"parameter", "attributes"})
WORDS: dict[str, object] = {"true": True, "false": False}


def read_document(data: bytes) -> Json:
    """The document of an XML body.

    Raises:
        BadRequest: The body is not well-formed, or uses entities.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as problem:
        raise BadRequest(f"the body is not well-formed XML: {problem}") from problem
    return _object(root)


def root_text(data: bytes) -> str:
    """The text of a body that is one element, such as a state.

    Raises:
        BadRequest: The body is not well-formed.
    """
    return str(read_document(data).get("", ""))


def _object(element: etree._Element) -> Json:
    found: Json = {str(name): _word(str(value)) for name, value in element.attrib.items()}
    for child in element:
        name = local_name(child)
        if not name:
            continue
        if name in WRAPPED:
            found[name] = [_item(each) for each in child if local_name(each)]
        elif name in PARAMETERS:
            found.setdefault(name, []).append(parameter_from_xml(child))
        elif name in PLAIN:
            found.setdefault(name, []).append(_value(child))
        else:
            found[name] = _value(child)
    if not len(element):
        found[""] = element.text or ""
    return found


def _item(element: etree._Element) -> Any:
    return parameter_from_xml(element) if local_name(element) in PARAMETERS else _value(element)


def _value(element: etree._Element) -> Any:
    if len(element) or element.attrib:
        inner = _object(element)
        inner.pop("", None)
        return inner
    return _word(element.text or "")


def _word(text: str) -> object:
    return WORDS.get(text, text)
