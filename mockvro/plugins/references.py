"""Which element uses which: what a deletion without `force` must not break."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mockvro.content.action import parse_action
from mockvro.content.configuration import parse_configuration
from mockvro.content.errors import ContentError
from mockvro.content.package import Element as PackagedElement
from mockvro.content.package import parse_element
from mockvro.content.package.contents import used_modules
from mockvro.content.policy import PolicyTemplate, parse_policy
from mockvro.content.workflow import Workflow, parse_workflow
from mockvro.store import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mockvro.content.workflow import Variable
    from mockvro.store import Element, Store

CALL = re.compile(r"""System\.getModule\(\s*["']([\w.-]+)["']\s*\)\s*\.\s*([\w$]+)""")
OBJECT = re.compile(r"(ConfigurationElement|ResourceElement|Workflow)\b")
Use = tuple[str, str]
"""Kind and id; for an action `module/name` stands in the place of the id."""


def uses(element: Element) -> frozenset[Use]:
    """What an element uses; nothing when its content cannot be read."""
    try:
        return frozenset(_uses(element))
    except ContentError:
        return frozenset()


def _uses(element: Element) -> Iterator[Use]:
    match element.kind:
        case Kind.WORKFLOW:
            yield from _of_workflow(parse_workflow(element.text))
        case Kind.ACTION:
            yield from _of_script(parse_action(element.text).script)
        case Kind.POLICY:
            yield from _of_policy(parse_policy(element.text))
        case Kind.CONFIGURATION:
            yield from _of_variables(parse_configuration(element.text).attributes)


def _of_workflow(workflow: Workflow) -> Iterator[Use]:
    yield from _of_variables(workflow.attributes)
    for item in workflow.items:
        linked = [item.linked_workflow_id, item.launched_workflow_id]
        linked += [each.linked_workflow_id for each in item.sub_workflows]
        yield from ((Kind.WORKFLOW, each) for each in linked if each)
        if item.script_module:
            yield Kind.ACTION, item.script_module
        if item.reference is not None:
            yield item.reference.type, item.reference.id
        yield from _of_script(item.script)
        yield from _of_script(item.iteration_catch_script)


def _of_policy(policy: PolicyTemplate) -> Iterator[Use]:
    yield from _of_variables(policy.attributes)
    events = [*policy.events, *(event for item in policy.items for event in item.events)]
    for event in events:
        if event.workflow_id:
            yield Kind.WORKFLOW, event.workflow_id
        yield from _of_script(event.script)


def _of_variables(variables: Iterable[Variable]) -> Iterator[Use]:
    for variable in variables:
        if variable.conf_id:
            yield Kind.CONFIGURATION, variable.conf_id
        found = OBJECT.match(variable.type.removeprefix("Array/"))
        if found is not None and variable.value:
            yield from ((found[1], each) for each in re.findall(r"[\w-]{8,}", variable.value))


def _of_script(script: str | None) -> Iterator[Use]:
    for module, name in CALL.findall(script or ""):
        yield Kind.ACTION, f"{module}/{name}"


def identity(store: Store, element: Element) -> Use:
    """How others refer to an element."""
    if element.kind != Kind.ACTION:
        return element.kind, element.id
    category = store.categories.get(element.category)
    return element.kind, f"{category.name if category is not None else ''}/{element.name}"


def dependencies(store: Store, element: Element) -> list[Element]:
    """Elements that an element uses and that are there, by kind and name."""
    found = (_element(store, use) for use in uses(element))
    return sorted(
        (each for each in found if each is not None), key=lambda each: (each.kind, each.name)
    )


def _element(store: Store, use: Use) -> Element | None:
    kind, key = use
    if kind == Kind.ACTION:
        module, _, name = key.rpartition("/")
        return store.elements.action(module, name)
    return store.elements.get(kind, key)


def usages(store: Store, element: Element) -> list[Element]:
    """Elements that use an element, by kind and name; an element is no usage of itself."""
    wanted = identity(store, element)
    return [
        each
        for each in store.elements.all()
        if (each.kind, each.id) != (element.kind, element.id) and wanted in uses(each)
    ]


def plugins_of(element: Element) -> frozenset[str]:
    """Plug-ins whose types an element mentions; none when its content cannot be read."""
    packaged = PackagedElement(
        folder=element.id, id=element.id, type=element.kind, info={}, data=element.data
    )
    try:
        return used_modules(parse_element(packaged))
    except ContentError:
        return frozenset()
