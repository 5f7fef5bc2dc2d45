"""scr.type-mismatch: a member gives something else than ``vso.xml`` declares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.pytest_plugin import check
from suites.scripting.live import read_all, readings
from suites.scripting.types import Types, mismatch, promises

if TYPE_CHECKING:
    from harness.pytest_plugin import Inspection, Judge, Stage


@check("scr.type-mismatch")
def test_type_mismatch(stage: Stage, inspection: Inspection, judge: Judge) -> None:
    """Read what can be read of live objects, and compare it with the declared type."""
    wanted = readings(stage)
    if not wanted:
        judge.not_exercised("no declared member can be read without changing anything")
    types = types_of(stage, inspection)
    for seen in read_all(stage, judge, wanted):
        reading = seen.reading
        if seen.error or seen.value is None or not promises(reading.declared, types):
            continue
        judge.covered("values")
        wrong = mismatch(reading.declared, seen.value, types)
        if wrong is None:
            continue
        file = judge.warn if wrong.mixed else judge.fail
        file(
            "a member gives another type than vso.xml declares",
            where=reading.where,
            expected=reading.declared,
            seen=wrong.seen,
            evidence={"script": reading.whole, "value": seen.value},
        )


def types_of(stage: Stage, inspection: Inspection) -> Types:
    """Collect what the descriptor declares; a class that cannot be looked up may be a subtype."""
    descriptor, classes = stage.facts.descriptor, inspection.classes

    def extends(given: str, expected: str) -> bool:
        known = classes is not None and classes.find(given) and classes.hierarchy_known(given)
        if classes is None or not known:
            return True
        return classes.is_subtype(given, expected)

    return Types(
        plugin=stage.plugin,
        classes={each.script_name: each.java_class for each in descriptor.objects},
        finders={each.type: each.script_object or "" for each in descriptor.finders},
        extends=extends,
    )
