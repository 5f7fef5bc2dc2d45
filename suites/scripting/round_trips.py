"""Values that are written into an attribute and must come back unchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from suites.scripting.live import Reading, Subject, read_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Judge, Stage

PUT = "(function () {{ var x = {new}, v = {value}; x.{name} = v; return [v, x.{name}]; }})()"


class Attribute(NamedTuple):
    """A writable attribute of an object that scripts can make.

    Attributes:
        script_name: Scripting object.
        name: Attribute.
        declared: Declared type.
    """

    script_name: str
    name: str
    declared: str

    @property
    def where(self) -> str:
        """Place for findings."""
        return f"{self.script_name}.{self.name}"


class Trip(NamedTuple):
    """A value that was written and read back, both as wire values."""

    attribute: Attribute
    value: str
    sent: Any
    back: Any

    @property
    def unchanged(self) -> bool:
        """Whether the same value came back."""
        return bool(plain(self.sent) == plain(self.back))


def makeable(stage: Stage) -> tuple[str, ...]:
    """Scripting objects that scripts can make without arguments."""
    return tuple(
        each["script_name"]
        for each in stage.mockvro.script_api(stage.plugin)
        if each["constructible"]
        and any(
            member["kind"] == "constructor" and member["arity"] == 0 and member["present"]
            for member in each["members"]
        )
    )


def writable(stage: Stage, kinds: Iterable[str]) -> tuple[Attribute, ...]:
    """Attributes of such objects whose declared type begins with one of some words."""
    wanted = tuple(kind.lower() for kind in kinds)
    found = (stage.facts.descriptor.scripting_object(name) for name in makeable(stage))
    return tuple(
        Attribute(each.script_name, attribute.script_name, attribute.return_type)
        for each in found
        if each is not None
        for attribute in each.attributes
        if not attribute.read_only
        and attribute.return_type.rpartition(".")[2].lower().startswith(wanted)
    )


def round_trips(
    stage: Stage, judge: Judge, wanted: Iterable[tuple[Attribute, str]]
) -> Iterator[Trip]:
    """Write values, given as JavaScript, each into a new object, and read them back.

    A value that is refused makes no trip.
    """
    by_reading = dict(map(_reading, wanted))
    for seen in read_all(stage, judge, by_reading):
        attribute, value = by_reading[seen.reading]
        if not seen.error:
            sent, back = seen.value["array"]
            yield Trip(attribute, value, sent, back)


def _reading(wanted: tuple[Attribute, str]) -> tuple[Reading, tuple[Attribute, str]]:
    attribute, value = wanted
    new = f"new {attribute.script_name}()"
    subject = Subject(attribute.script_name, new, ())
    expression = PUT.format(new=new, value=value, name=attribute.name)
    return Reading(subject, attribute.name, "attribute", attribute.declared, expression), wanted


def plain(wire: Any) -> Any:
    """A wire value without the Java classes that hold it."""
    if isinstance(wire, dict):
        return {key: plain(value) for key, value in wire.items() if key != "java"}
    return [plain(each) for each in wire] if isinstance(wire, list) else wire


def judge_trips(judge: Judge, trips: Iterable[Trip], what: str) -> None:
    """File every value that came back changed."""
    for trip in trips:
        judge.covered(f"{what} written and read back")
        if not trip.unchanged:
            judge.fail(
                f"a {what} comes back changed",
                where=trip.attribute.where,
                expected=trip.value,
                seen=repr(plain(trip.back)),
                evidence={"sent": trip.sent, "back": trip.back},
            )
