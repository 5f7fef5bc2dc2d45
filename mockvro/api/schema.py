"""The XML schema of the REST API: every root element, with open content.

The product's schema is not ours to ship; what clients rely on is that there is one and which roots
it names.
"""

from __future__ import annotations

from functools import cache

from mockvro.api.documents import NAMESPACE

SCHEMA_NAME = "o11n-sdk-rest.xsd"
XSD = "http://www.w3.org/2001/XMLSchema"
ROOTS = (
    "about-info",
    "action",
    "action-update-result",
    "actions",
    "categories",
    "category",
    "category-context",
    "configuration",
    "configurations",
    "error",
    "execution-context",
    "executions",
    "interactions",
    "inventory-item",
    "inventory-items",
    "logs",
    "module-metadata",
    "node-status",
    "owners",
    "package-details",
    "package-import-result",
    "packages",
    "parameter",
    "policies",
    "policy",
    "policy-template",
    "policy-templates",
    "references",
    "resource",
    "resources",
    "service-descriptors",
    "state",
    "supported-versions",
    "sys-logs",
    "tag-instance",
    "tag-instances",
    "tags",
    "task",
    "tasks",
    "user",
    "user-interaction",
    "validation-messages",
    "workflow",
    "workflow-execution",
    "workflow-execution-statistics",
)


@cache
def xml_schema() -> bytes:
    """The schema, UTF-8 with declaration."""
    from lxml import etree  # noqa: PLC0415 - a server that only sees JSON starts without it

    root = etree.Element(
        f"{{{XSD}}}schema",
        {"targetNamespace": NAMESPACE, "elementFormDefault": "qualified"},
        nsmap={"xs": XSD, "vco": NAMESPACE},
    )
    for name in ROOTS:
        element = etree.SubElement(root, f"{{{XSD}}}element", name=name)
        kind = etree.SubElement(element, f"{{{XSD}}}complexType", mixed="true")
        sequence = etree.SubElement(kind, f"{{{XSD}}}sequence")
        etree.SubElement(
            sequence,
            f"{{{XSD}}}any",
            minOccurs="0",
            maxOccurs="unbounded",
            processContents="lax",
        )
        etree.SubElement(kind, f"{{{XSD}}}anyAttribute", processContents="lax")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
