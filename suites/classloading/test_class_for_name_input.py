"""cl.class-for-name-input: the plug-in loads a class that the caller names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harness.pytest_plugin import check
from suites.classloading.code import judge_code
from suites.deeds import deeds_of, of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from harness.pytest_plugin import ClassIndex, Inspection, Judge, Stage
    from suites.deeds import Deed


_MANY: Final = 8
"""Names that are tried; a class that is loaded already tells nothing."""


@check("cl.class-for-name-input")
def test_class_for_name_input(stage: Stage, inspection: Inspection, judge: Judge) -> None:
    """Ask every finder for objects whose id is the name of a class of the plug-in."""
    names = markers(inspection.classes) if inspection.classes is not None else ()
    if not stage.finder_types or not names:
        judge.not_exercised("the plug-in declares no finder, or its classes cannot be read")
    for type_name in stage.finder_types:
        for name in (*names, *(simple(each) for each in names)):
            stage.find(type_name, name)
        judge.covered("look-ups with the name of a class as id", 2 * len(names))
    found = tuple(of(deeds_of(stage), "class-name"))
    for deed in found:
        if named_by_id(deed, names, stage.finder_types):
            judge.fail(
                "the plug-in loads a class whose name is the id that the caller gave",
                where=deed.frame,
                expected="null or an exception; a class that is loaded runs its initialiser",
                seen=f"{deed.method}({deed.target})",
                evidence=deed.evidence,
            )
    by_type = {} if judge.failing else named_by_type(found, names, stage.finder_types)
    for frame, deed in by_type.items():
        judge.warn(
            "the plug-in loads a class whose name it makes from the type that the caller gave",
            where=frame,
            expected="a fixed list of types and their classes",
            seen=f"{deed.method}({deed.target})",
            evidence=deed.evidence,
        )
    judge_code(judge, inspection)


def markers(index: ClassIndex) -> tuple[str, ...]:
    """Classes of the plug-in itself, those first that nothing leads to: nobody has loaded them."""
    own = [entry for entry in index.entries.values() if entry.jar in index.own]
    ordered = sorted(own, key=lambda entry: (entry.reachable, "$" not in entry.name, entry.name))
    return tuple(entry.name for entry in ordered[:_MANY])


def simple(name: str) -> str:
    """The name of a class without its package."""
    return name.rpartition(".")[2]


def named_by_id(deed: Deed, markers: Iterable[str], types: Iterable[str]) -> bool:
    """Whether the class is one that a look-up named, whole or by its last part."""
    argument, names = str(deed.details.get("argument", "")), set(markers)
    return argument in (names | {simple(name) for name in names}) - set(types)


def named_by_type(
    found: Iterable[Deed], markers: Iterable[str], types: Iterable[str]
) -> dict[str, Deed]:
    """The first name in each place that ends in a declared type; others the server refuses."""
    declared, names = tuple(types), tuple(markers)
    places: dict[str, Deed] = {}
    for deed in found:
        if not named_by_id(deed, names, declared) and simple(deed.target).endswith(declared):
            places.setdefault(deed.frame, deed)
    return places
