"""Judgements about events, without a plug-in."""

from itertools import count

import msgspec
import pytest

from mockvro.content.descriptor import (
    Descriptor,
    Finder,
    Gauge,
    Method,
    ScriptObject,
    Trigger,
)
from suites.events.declared import Declared, Heard, events_of, waits_for_events
from suites.events.judging import repeated, risen, too_often, wrongs
from suites.events.test_lost import gap
from suites.events.waiting import PLAIN, TIMED, Vigil

KNOWN = {"Box": Declared(triggers=frozenset({"moved"}), gauges=frozenset({"weight"}))}
NUMBERS = count(1)


def event(**facts: object) -> Heard:
    plain = Heard(
        seq=next(NUMBERS),
        method="pushTrigger",
        type="Box",
        id="a",
        name="moved",
        device=None,
        value=None,
        properties=(),
        probe="p",
        registered=True,
        thread="t",
    )
    return msgspec.structs.replace(plain, **facts)


GAUGE = event(method="pushGauge", name="weight", value="2.0")


def test_two_pushes_about_what_is_gone_are_one_too_many() -> None:
    twice = (event(), event())
    assert list(repeated((), twice, frozenset({("Box", "a")})).values()) == [2]
    assert repeated((), twice, frozenset()) == {}  # a parent may tell of two children
    assert list(repeated((), (*twice, event()), frozenset()).values()) == [3]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((event(),), (event(), event(), event())),  # comes by itself
        ((), (GAUGE, GAUGE, GAUGE)),  # a value is no event
        ((), tuple(event(probe=name) for name in "xyz")),  # each policy hears it
        ((), tuple(event(properties=(("n", name),)) for name in "xyz")),
    ],
)
def test_other_pushes_are_no_repetition(
    before: tuple[Heard, ...], after: tuple[Heard, ...]
) -> None:
    assert repeated(before, after, frozenset({("Box", "a")})) == {}


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ({}, ()),
        ({"type": None}, ("type None",)),
        ({"type": "Lid"}, ("type Lid",)),
        ({"id": None}, ("id None",)),
        ({"name": "weight"}, ("trigger weight, which the type does not declare",)),
        ({"method": "pushGauge", "name": "weight", "value": "0.0"}, ()),
        ({"method": "pushGauge", "name": "weight", "value": "NaN"}, ("value NaN",)),
        ({"method": "pushGauge", "name": "weight"}, ("value None",)),
    ],
)
def test_arguments_that_no_policy_can_use(facts: dict[str, object], wrong: tuple[str, ...]) -> None:
    assert wrongs(event(**facts), KNOWN) == wrong


def test_a_timer_may_make_up_for_a_pause_of_the_machine() -> None:
    assert too_often(["GET /a"] * 8 + ["GET /b"] * 8, 2.0, 0.5) == {}
    assert too_often(["GET /a"] * 9 + ["GET /b"], 2.0, 0.5) == {"GET /a": 9}


def test_classes_rise_with_each_round() -> None:
    counts = [{"Kept": 1, "Cached": 1}, {"Kept": 251, "Cached": 201}, {"Kept": 501, "Cached": 201}]
    assert risen(counts, 250) == {"Kept": 250}


@pytest.mark.parametrize(("level", "told"), [("WARN", True), ("INFO", False)])
def test_a_gap_is_named_by_a_warning(level: str, told: bool) -> None:
    assert gap(({"level": "DEBUG"}, {"level": level})) is told


def test_watchers_are_told_apart() -> None:
    names = frozenset({"timed:1", "plain:1", "plain:2", "token"})
    kept = Vigil(watchers=tuple(names), fired=names, told_late=names, held=names)
    assert (kept.added(PLAIN), kept.late(TIMED), kept.left(TIMED)) == (
        2,
        frozenset({"timed:1"}),
        frozenset({"timed:1"}),
    )


def test_a_descriptor_declares_events() -> None:
    finder = Finder(type="Box", triggers=(Trigger(name="moved"),), gauges=(Gauge(name="weight"),))
    assert events_of(Descriptor(name="D", finders=(finder, Finder(type="Lid")))) == KNOWN
    waiting = ScriptObject(methods=(Method(return_type="Trigger"),))
    assert waits_for_events(Descriptor(name="D", objects=(waiting,)))
    assert not waits_for_events(Descriptor(name="D", finders=(Finder(type="Lid"),)))
