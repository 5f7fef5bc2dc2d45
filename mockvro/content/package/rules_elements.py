"""Rules about one element of a package (P06 to P11, P15 to P19)."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from mockvro.content.action import Action
from mockvro.content.encoding import looks_like_utf8
from mockvro.content.package.content_signature import content_signature_state
from mockvro.content.package.contents import RESOURCE, XML_TYPES, ParsedElement
from mockvro.content.package.model import Element, Package, PackageProblem
from mockvro.content.resource_element import ResourceElement
from mockvro.content.versions import trim
from mockvro.content.workflow import Workflow

if TYPE_CHECKING:
    from collections.abc import Iterator

_IMPORTABLE: Final = XML_TYPES | {RESOURCE, "ActionEnvironment", "WorkflowToken"}
_DECLARED: Final = re.compile(r"""\A\s*<\?xml[^>]*encoding\s*=\s*["']([^"']*)["']""")
_HARMLESS: Final = frozenset({"utf-8", "iso-8859-1"})
_MODULE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*")
_DOTTED: Final = re.compile(r"[0-9]+(\.[0-9]+)*")


def element_problems(package: Package, parsed: ParsedElement) -> Iterator[PackageProblem]:
    """What is wrong with one element."""
    element = parsed.element
    yield from _identity(parsed)
    yield from _type(element)
    yield from _text(parsed)
    yield from _categories(element)
    yield from _versions(parsed)
    yield from _forms(parsed)
    if isinstance(parsed.content, ResourceElement):
        yield from _resource(element, parsed.content)
    if isinstance(parsed.content, Action):
        yield from _bundle(element, parsed.content)
    state = content_signature_state(package, element, parsed.content)
    if state in {"re-serialised", "unknown key"}:
        detail = f"content signature of {element.signature_owner or 'nobody'}: {state}"
        yield PackageProblem("P15", element.id, detail, "info")


def _identity(parsed: ParsedElement) -> Iterator[PackageProblem]:
    element = parsed.element
    inner = parsed.content.id if parsed.content is not None else element.id
    if isinstance(parsed.content, ResourceElement) and not inner:
        inner = element.id  # P17 tells of it
    for place, other in (("folder", element.folder), ("data", inner)):
        if other == element.id:
            continue
        same = other.lower() == element.id.lower()
        detail = f"info says {element.id!r}, {place} says {other!r}"
        yield PackageProblem("P06", element.folder, detail, "warning" if same else "error")


def _type(element: Element) -> Iterator[PackageProblem]:
    if not element.type:
        yield PackageProblem("P07", element.id, "info names no type", "error")
    elif element.type not in _IMPORTABLE:
        detail = f"type {element.type!r} is not importable; the product skips the element"
        yield PackageProblem("P07", element.id, detail)


def _text(parsed: ParsedElement) -> Iterator[PackageProblem]:
    element = parsed.element
    if element.type in XML_TYPES and looks_like_utf8(element.data):
        detail = "data looks like UTF-8; the product will read garbage"
        yield PackageProblem("P08", element.id, detail, "error")
    elif parsed.error is not None:
        yield PackageProblem("P09", element.id, f"data cannot be read: {parsed.error}", "error")
    if element.type not in XML_TYPES:
        return
    declared = _DECLARED.match(element.text)
    if declared and declared[1].lower() not in _HARMLESS:
        detail = f"declaration says {declared[1]}; editors refuse it"
        yield PackageProblem("P10", element.id, detail)


def _categories(element: Element) -> Iterator[PackageProblem]:
    count = len(element.categories)
    if element.type == "ScriptModule":
        if count != 1:
            yield PackageProblem("P11", element.id, f"action has {count} categories, not one")
        elif not _MODULE.fullmatch(element.path):
            yield PackageProblem("P11", element.id, f"{element.path!r} is no module name")
    elif element.type == "Workflow" and not count:
        detail = "workflow has no category and lands in ERRONEOUS IMPORT"
        yield PackageProblem("P11", element.id, detail)


def _versions(parsed: ParsedElement) -> Iterator[PackageProblem]:
    version = parsed.content.version if parsed.content is not None else ""
    if version and not _DOTTED.fullmatch(version):
        detail = f"version {version!r} counts as {trim(version) or 'lower than any number'!r}"
        yield PackageProblem("P16", parsed.element.id, detail)


def _resource(element: Element, resource: ResourceElement) -> Iterator[PackageProblem]:
    if resource.data is None:
        yield PackageProblem("P17", element.id, "resource has no VSO-RESOURCE-INF/data")
    for name, value in (("id", resource.id), ("name", resource.name)):
        if not value:
            yield PackageProblem("P17", element.id, f"resource has no attribute_{name}")


def _forms(parsed: ParsedElement) -> Iterator[PackageProblem]:
    workflow = parsed.content
    for name, text in parsed.element.forms.items():
        place = f"{parsed.element.id}/input_form_{name}"
        if not _is_json_object(text):
            yield PackageProblem("P18", place, "form is no JSON object")
        if name and isinstance(workflow, Workflow) and not _is_interaction(workflow, name):
            yield PackageProblem("P18", place, f"{name!r} is no input item of the workflow")


def _is_json_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


def _is_interaction(workflow: Workflow, name: str) -> bool:
    """Whether the item of a name asks a person."""
    return any(item.type == "input" and item.name == name for item in workflow.items)


def _bundle(element: Element, action: Action) -> Iterator[PackageProblem]:
    if action.entry_point and element.bundle is None:
        yield PackageProblem("P19", element.id, "action has an entry-point but no bundle")
    if element.bundle is not None and not action.entry_point:
        yield PackageProblem("P19", element.id, "action has a bundle but no entry-point")
