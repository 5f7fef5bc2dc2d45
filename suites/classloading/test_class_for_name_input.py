"""cl.class-for-name-input: the plug-in loads a class that the caller names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.pytest_plugin import check
from suites.classloading.code import judge_code
from suites.deeds import deeds_of, of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Inspection, Judge, Stage
    from suites.deeds import Deed


@check("cl.class-for-name-input")
def test_class_for_name_input(stage: Stage, inspection: Inspection, judge: Judge) -> None:
    """Ask every finder for objects whose id is the name of a class of the plug-in."""
    name = marker(stage)
    if not stage.finder_types or not name:
        judge.not_exercised("the plug-in declares no finder with an adaptor")
    for type_name in stage.finder_types:
        for object_id in (name, name.rpartition(".")[2]):
            stage.find(type_name, object_id)
            judge.covered("look-ups with the name of a class as id")
    found = tuple(of(deeds_of(stage), "class-name"))
    for deed in found:
        if named_by_id(deed, name):
            judge.fail(
                "the plug-in loads a class whose name is the id that the caller gave",
                where=deed.frame,
                expected="null or an exception; a class that is loaded runs its initialiser",
                seen=f"{deed.method}({deed.target})",
                evidence=deed.evidence,
            )
    for deed in named_by_type(found, name, stage.finder_types):
        judge.warn(
            "the plug-in loads a class whose name it makes from the type that the caller gave",
            where=deed.frame,
            expected="a fixed list of types and their classes",
            seen=f"{deed.method}({deed.target})",
            evidence=deed.evidence,
        )
    judge_code(judge, inspection)


def marker(stage: Stage) -> str:
    """A class that is certainly in the plug-in's loader: its adaptor."""
    adaptors = (each.adaptor_class for each in stage.facts.descriptor.datasources)
    return next((name for name in adaptors if name), "")


def named_by_id(deed: Deed, marker: str) -> bool:
    """Whether the class is the one that a look-up named, whole or by its last part."""
    return deed.target.endswith(marker.rpartition(".")[2])


def named_by_type(found: Iterable[Deed], marker: str, types: Iterable[str]) -> Iterator[Deed]:
    """Names that end in a declared type; the server lets no others through."""
    declared = tuple(types)
    return (
        deed
        for deed in found
        if not named_by_id(deed, marker) and deed.target.rpartition(".")[2].endswith(declared)
    )
