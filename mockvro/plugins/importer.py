"""Importing packages into the store, element by element (`reference/package-format.md` §8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import msgspec

from mockvro.content.package import read_package, verify_package
from mockvro.content.versions import compare
from mockvro.plugins.configuration_values import with_values
from mockvro.plugins.element_facts import element_facts
from mockvro.plugins.element_sides import import_tags, packaged_sides
from mockvro.plugins.import_options import DEFAULT
from mockvro.store import CATEGORY_TYPES, Element, Kind, StoredPackage, UsedPlugin

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mockvro.content.package import Element as PackagedElement
    from mockvro.content.package import Package, SignatureReport
    from mockvro.plugins.import_options import ImportOptions
    from mockvro.plugins.policy import Overwrite
    from mockvro.store import Store

Comparison = Literal["importSmaller", "importGreater", "sameVersions"]
Signature = Literal["valid", "invalid", "unsigned"]

NOWHERE: dict[str, tuple[str, ...]] = {Kind.ACTION: ("ERRONEOUS.IMPORT",)}
NOWHERE_ELSE = ("ERRONEOUS IMPORT",)
"""Where elements without categories land (`reference/package-format.md` §3.2)."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What an import does, or would do, with one element.

    Attributes:
        element: The element as it would be stored.
        stored: The element that is there now; None when it is missing.
        writes: Whether it is written.
        packaged: The element as it stands in the package.
        problem: Why the content cannot be read; empty when it can.
    """

    element: Element
    stored: Element | None
    writes: bool
    packaged: PackagedElement
    problem: str

    @property
    def path(self) -> tuple[str, ...]:
        """Category names from the root; the module for actions."""
        found = tuple(each.name for each in self.packaged.categories)
        return found if any(found) else NOWHERE.get(self.element.kind, NOWHERE_ELSE)

    @property
    def comparison(self) -> Comparison:
        """How the packaged version compares with the stored one."""
        order = compare(self.element.version, self.stored.version) if self.stored else 1
        return "importSmaller" if order < 0 else "importGreater" if order > 0 else "sameVersions"


@dataclass(frozen=True, slots=True)
class Plan:
    """A package that was read and compared with the store, before anything is written."""

    package: Package
    report: SignatureReport
    decisions: tuple[Decision, ...]


def plan_import(store: Store, data: bytes, overwrite: Overwrite, *, file: str) -> Plan:
    """Read a package and decide about each element.

    Raises:
        ContentError: The package cannot be read.
    """
    package = read_package(data, file=file)
    report = verify_package(package)
    actions: dict[tuple[str, str], Element] = {}
    decisions = []
    for each in package.elements:
        signature = _signature(report, each)
        decision = _decide(store, package, each, signature, overwrite, actions=actions)
        decisions.append(decision)
        if decision.element.kind == Kind.ACTION:
            actions.setdefault((".".join(decision.path), decision.element.name), decision.element)
    return Plan(package, report, tuple(decisions))


def _decide(
    store: Store,
    package: Package,
    packaged: PackagedElement,
    signature: Signature,
    overwrite: Overwrite,
    *,
    actions: Mapping[tuple[str, str], Element],
) -> Decision:
    facts = element_facts(packaged)
    path = tuple(category.name for category in packaged.categories)
    element = Element(
        kind=packaged.type,
        id=packaged.id,
        name=facts.name,
        version=facts.version,
        description=facts.description,
        operations=facts.operations,
        origin=package.name,
        signature=signature,
        data=packaged.data,
    )
    stored = _stored(store, element, path, actions)
    if stored is not None:
        # An action with a new id but the same module and name is the same action.
        element = msgspec.structs.replace(element, id=stored.id)
    writes = stored is None or overwrite.replaces(element.version, stored.version)
    return Decision(element, stored, writes, packaged, facts.problem)


def _stored(
    store: Store,
    element: Element,
    path: tuple[str, ...],
    actions: Mapping[tuple[str, str], Element],
) -> Element | None:
    """The same element in the store; for an action also one earlier in the package."""
    found = store.elements.get(element.kind, element.id)
    if found is None and element.kind == Kind.ACTION:
        key = (".".join(path), element.name)
        return actions.get(key) or store.elements.action(*key)
    return found


def _signature(report: SignatureReport, element: PackagedElement) -> Signature:
    entry = f"elements/{element.folder}/data".lower()
    if entry in {name.lower() for name in report.bad}:
        return "invalid"
    return "valid" if entry in {name.lower() for name in report.verified_entries} else "unsigned"


def execute(store: Store, plan: Plan, options: ImportOptions = DEFAULT) -> None:
    """Write what a plan decided: elements, their categories, the package and its members."""
    package = plan.package
    chosen = [
        decision
        for decision in plan.decisions
        if options.takes(decision.packaged.type, decision.packaged.id)
    ]
    with store.transaction():
        for decision in chosen:
            if decision.writes:
                _write(store, package, decision, options)
        store.packages.put(
            StoredPackage(
                package.name,
                package.id,
                package.description,
                msgspec.json.encode(plan.report).decode(),
                tuple(UsedPlugin(each.name, each.min_version) for each in package.used_plugins),
            ),
            [(decision.element.kind, decision.element.id) for decision in chosen],
        )


def _write(store: Store, package: Package, decision: Decision, options: ImportOptions) -> None:
    element = _placed(store, decision)
    if element.kind == Kind.CONFIGURATION:
        element = with_values(element, decision.stored, options.values)
    store.elements.put(element)
    sides = packaged_sides(package, decision.packaged)
    store.sides.replace(element.kind, element.id, sides)
    import_tags(store, element, decision.packaged.tags, options)


def _placed(store: Store, decision: Decision) -> Element:
    """The element with the id of its category, which is made when missing.

    An action's module is one category whatever the number of path elements; an element that is
    replaced stays where the user may have moved it.
    """
    if decision.stored is not None and decision.stored.category:
        return msgspec.structs.replace(decision.element, category=decision.stored.category)
    kind = decision.element.kind
    path = (".".join(decision.path),) if kind == Kind.ACTION else decision.path
    if kind not in CATEGORY_TYPES or not any(path):
        return decision.element
    described = [each.description for each in decision.packaged.categories]
    category = store.categories.ensure(CATEGORY_TYPES[kind], path, described)
    return msgspec.structs.replace(decision.element, category=category.id)
