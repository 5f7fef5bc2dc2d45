"""Configuration elements: ``config-element`` (`reference/workflow-xml.md` §11)."""

from __future__ import annotations

import msgspec

from mockvro.content import element_xml as xml
from mockvro.content.errors import ElementError, MarkupError
from mockvro.content.workflow.model import Variable
from mockvro.content.workflow.parts import read_variable, write_variable

_ROOT = "config-element"


class ConfigurationElement(msgspec.Struct, frozen=True, kw_only=True):
    """A configuration element.

    Attributes:
        attributes: ``value`` is ``None`` when it was exported without values.
    """

    id: str
    name: str
    version: str = "0.0.0"
    description: str = ""
    attributes: tuple[Variable, ...] = ()


def parse_configuration(text: str) -> ConfigurationElement:
    """Read a configuration element from its decoded XML.

    Raises:
        ElementError: The text is no configuration element.
    """
    root = xml.parse_root(text, _ROOT)
    return ConfigurationElement(
        id=root.get("id", ""),
        name=xml.child_text(root, "display-name"),
        version=root.get("version", "0.0.0"),
        description=xml.child_text(root, "description"),
        attributes=tuple(
            read_variable(node)
            for container in xml.named(root, "atts")
            for node in xml.named(container, "att")
        ),
    )


def write_configuration(configuration: ConfigurationElement) -> str:
    """The configuration element's document as text; packages store it in UTF-16.

    Raises:
        ElementError: A name or description has characters that XML cannot hold.
    """
    try:
        return xml.document(_write(configuration))
    except MarkupError as error:
        raise ElementError(f"configuration cannot be written: {error.what}") from error


def _write(configuration: ConfigurationElement) -> str:
    attributes = (write_variable("att", variable) for variable in configuration.attributes)
    return xml.element(
        _ROOT,
        {"id": configuration.id, "version": configuration.version},
        xml.text_element("display-name", configuration.name),
        xml.text_element("description", configuration.description),
        xml.element("atts", {}, *attributes),
    )
