"""inst.partial-package: part of the content is missing after the installation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from harness.pytest_plugin import check

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from harness.pytest_plugin import Judge, ShippedElement, ShippedPackage, Stage

_LISTED = ("Workflow", "ScriptModule", "ConfigurationElement", "ResourceElement", "PolicyTemplate")
"""Element types that ``GET /packages/{name}`` shows (``rest-api.md`` §8)."""


class Installed(NamedTuple):
    """An element as the server shows it in a package; an empty version is not known."""

    type: str
    id: str
    name: str
    version: str


@check("inst.partial-package")
def test_partial_package(stage: Stage, shipped: tuple[ShippedPackage, ...], judge: Judge) -> None:
    """Compare what each package holds with what the server shows of it, in both directions."""
    if not shipped:
        judge.not_exercised("the plug-in ships no content package")
    for package in shipped:
        if not package.installed:
            judge.warn("no installation action names the package", where=package.entry)
            continue
        judge.covered("elements shipped", len(package.elements))
        for where, seen in deviations(package, read_back(stage, package.name)):
            judge.fail("the package is not installed as it was shipped", where=where, seen=seen)
        for element in unlisted(package.elements, listed_ids(stage, package)):
            judge.fail(
                "an element of the package is missing in the list of its kind",
                where=f"{package.name}: {element.type} {element.id} ({element.name})",
            )
        for skipped in uninterpreted(package):
            judge.note("the product skips this kind of element", where=skipped)


def read_back(stage: Stage, name: str) -> tuple[Installed, ...] | None:
    """What the server shows of a package; None when it has none of this name."""
    found = stage.client.packages.elements(name)
    if found is None:
        return None
    return tuple(Installed(each.type, each.id, each.name, each.version) for each in found)


def listed_ids(stage: Stage, package: ShippedPackage) -> Mapping[str, frozenset[str]]:
    """The ids in the list of each kind of element that the package has and that has a list."""
    kinds = sorted({element.type for element in package.elements})
    found = {kind: stage.client.packages.listed_ids(kind) for kind in kinds}
    return {kind: ids for kind, ids in found.items() if ids is not None}


def deviations(
    package: ShippedPackage, installed: tuple[Installed, ...] | None
) -> Iterator[tuple[str, str]]:
    """List what differs, as pairs of place and what is seen there."""
    if installed is None:
        yield f"package {package.name}", "the server has no package of this name"
        return
    there = {(each.type, each.id): each for each in installed}
    sent = {(each.type, each.id): each for each in package.elements if each.type in _LISTED}
    for key, element in sent.items():
        where = f"{package.name}: {element.type} {element.id} ({element.name})"
        if key not in there:
            yield where, "it is missing"
        elif problem := _differs(element, there[key]):
            yield where, problem
    for key, extra in there.items():
        if key not in sent:
            where = f"{package.name}: {extra.type} {extra.id} ({extra.name})"
            yield where, "nobody shipped it"


def _differs(sent: ShippedElement, there: Installed) -> str:
    """What is different; a name or version that cannot be read is not compared."""
    if sent.name and sent.name != there.name:
        return f"its name is {there.name!r}"
    if sent.version and there.version and sent.version != there.version:
        return f"its version is {there.version}, that of the package {sent.version}"
    return ""


def unlisted(
    elements: Iterable[ShippedElement], listed: Mapping[str, frozenset[str]]
) -> Iterator[ShippedElement]:
    """Elements that the list of their kind does not have."""
    return (each for each in elements if each.type in listed and each.id not in listed[each.type])


def uninterpreted(package: ShippedPackage) -> Iterator[str]:
    """Elements of types that the product's package details do not show."""
    for element in package.elements:
        if element.type not in _LISTED:
            yield f"{package.name}: {element.type} {element.id}"
