"""ConfigurationElement: attributes that scripts read and write."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import msgspec

from mockvro.content.configuration import (
    ConfigurationElement,
    parse_configuration,
    write_configuration,
)
from mockvro.content.values import SecureString, from_text, to_text, type_of
from mockvro.content.workflow import Variable
from mockvro.plugins.saving import Saver
from mockvro.scripting.answers import CoreObject
from mockvro.scripting.categories import target
from mockvro.scripting.elements import element_of, reference, rewrite
from mockvro.scripting.registry import Call, Members
from mockvro.store import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mockvro.store import Element

OWN = Members("ConfigurationElement")
SERVER = Members("Server")


def attribute(variable: Variable) -> CoreObject:
    """A stored variable as an Attribute."""
    value = None if variable.value is None else from_text(variable.type, variable.value)
    return CoreObject(
        "Attribute",
        {
            "name": variable.name,
            "type": variable.type,
            "description": variable.description,
            # scripts see the plain text of a secret, as they would as a binding
            "value": value.text if isinstance(value, SecureString) else value,
        },
    )


def _content(call: Call) -> tuple[Element, ConfigurationElement]:
    element = element_of(call.world, call.own)
    return element, parse_configuration(element.text)


def _keep(
    call: Call, element: Element, content: ConfigurationElement, attributes: Iterable[Variable]
) -> None:
    changed = msgspec.structs.replace(content, attributes=tuple(attributes))
    rewrite(call.world, element, write_configuration(changed))


@OWN.answers("attributes")
def _attributes(call: Call) -> Any:
    return [attribute(each) for each in _content(call)[1].attributes]


@OWN.answers("getAttributeWithKey")
def _get(call: Call) -> Any:
    key = call.text(1)
    found = (each for each in _content(call)[1].attributes if each.name == key)
    return next((attribute(each) for each in found), None)


@OWN.answers("setAttributeWithKey")
def _set(call: Call) -> Any:
    """An attribute keeps its type unless a type is given; a new one has the type of its value."""
    key, value, hint = call.text(1), call.arg(2), call.arg(3)
    with call.world.store.transaction():
        element, content = _content(call)
        known = next((each for each in content.attributes if each.name == key), None)
        kind = str(hint or (known.type if known is not None else type_of(value)))
        text = to_text(kind, value, form=call.world.form)
        made = msgspec.structs.replace(
            known or Variable(name=key, type=kind), type=kind, value=text
        )
        others = content.attributes if known is not None else (*content.attributes, made)
        _keep(call, element, content, (made if each.name == key else each for each in others))


@OWN.answers("removeAttributeWithKey")
def _remove(call: Call) -> Any:
    key = call.text(1)
    with call.world.store.transaction():
        element, content = _content(call)
        _keep(call, element, content, (each for each in content.attributes if each.name != key))


@OWN.answers("reload")
def _reload(call: Call) -> Any:
    """Every access reads the stored element, so there is nothing to do but to see it is there."""
    element_of(call.world, call.own)


@OWN.answers("saveToVersionRepository")
def _save(call: Call) -> Any:
    element = element_of(call.world, call.own)
    saver = Saver(call.world.store, call.world.engine.now_ms, call.user)
    saver.save(Kind.CONFIGURATION, element.id, element.text, element.category)


@SERVER.answers("createConfigurationElement")
def _create(call: Call) -> Any:
    name = call.text(1)
    with call.world.store.transaction():
        category = target(call, 0, "ConfigurationElementCategory")
        content = ConfigurationElement(id=str(uuid.uuid4()), name=name)
        saver = Saver(call.world.store, call.world.engine.now_ms, call.user)
        text = write_configuration(content)
        element = saver.save(Kind.CONFIGURATION, content.id, text, category.id)
    return reference(call.world, element)


@SERVER.answers("removeConfigurationElement")
def _delete(call: Call) -> Any:
    element = element_of(call.world, call.reference(0, "ConfigurationElement"))
    call.world.store.elements.remove(Kind.CONFIGURATION, element.id)


MEMBERS = (OWN, SERVER)
