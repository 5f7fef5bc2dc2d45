"""Judgements about events, without a plug-in."""

from itertools import count

import msgspec
import pytest

from harness.pytest_plugin import Observation
from mockvro.content.descriptor import (
    Descriptor,
    Finder,
    Gauge,
    Method,
    ScriptObject,
    Trigger,
)
from suites.events.declared import Declared, Heard, events_of, heard, waits_for_events
from suites.events.judging import allowed, repeated, risen, too_often, wrongs
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


def test_a_repetition_is_told_by_the_first_push() -> None:
    first, *more = (event(), event(), event(), event(id="b"))
    assert repeated((), (GAUGE, first, *more), frozenset()) == {first: 3}
    assert repeated((event(id="b"),), (first, *more), frozenset()) == {first: 3}
    other = (event(device="d"), event(id="b"), event(name="tilted"), event(type="Lid"))
    assert repeated((), (event(), event(), *other), frozenset()) == {}


def test_two_causes_are_allowed_for_what_is_there() -> None:
    assert repeated((), (event(), event()), frozenset({("Box", "b")})) == {}
    once = (event(id="a"), event(id="b"))
    assert repeated((), once, frozenset({("Box", "a"), ("Box", "b")})) == {}


def test_all_that_is_wrong_with_an_event_is_told() -> None:
    gauge = event(method="pushGauge", type="Lid", id="", name="x", value=None)
    assert wrongs(gauge, KNOWN) == ("type Lid", "id ", "value None")
    named = event(method="pushGauge", name="moved", value="1")
    assert wrongs(named, KNOWN) == ("gauge moved, which the type does not declare",)
    assert wrongs(event(type=None, id="1"), {"": Declared(triggers=frozenset({"moved"}))}) == ()


@pytest.mark.parametrize(("rise", "dose", "told"), [(5, 10, False), (6, 10, True), (6, 12, False)])
def test_a_class_follows_when_more_than_half_of_the_dose_stays(
    rise: int, dose: int, *, told: bool
) -> None:
    counts = [{}, {"New": rise}, {"New": 3 * rise}]
    assert risen(counts, dose) == ({"New": rise} if told else {})


def test_a_class_that_is_gone_follows_nothing() -> None:
    assert risen([{"Old": 1}, {"Old": 9}, {}], 2) == {}
    assert risen([{}, {}, {"New": 9}], 1) == {}
    assert risen([{"Old": 9}, {"Old": 5}, {"Old": 1}], 2) == {}


@pytest.mark.parametrize(
    ("seconds", "interval", "times"),
    [(2, 0.5, 8), (10, 1, 17), (0, 1, 2), (1, 10, 2), (60, 30, 5), (1, 0.4, 6)],
)
def test_half_as_often_again_and_twice_more_is_allowed(
    seconds: float, interval: float, times: int
) -> None:
    assert allowed(seconds, interval) == times
    assert too_often(["a"] * times, seconds, interval) == {}
    assert too_often(["a"] * (times + 1), seconds, interval) == {"a": times + 1}


def test_an_event_is_read_as_it_was_observed() -> None:
    facts = {
        "method": "pushTrigger",
        "type": "Box",
        "id": "a",
        "name": "moved",
        "properties": {"b": "2", "a": "1"},
        "policy": "p",
        "registered": True,
        "thread": "t",
    }
    read = heard(Observation(seq=7, kind="policy-event", facts=facts))
    assert read == event(seq=7, properties=(("a", "1"), ("b", "2")))
    assert (str(read), read.object) == ("pushTrigger(Box, a, moved)", ("Box", "a"))
    bare = heard(Observation(seq=8, kind="policy-event", facts={"method": "pushGauge"}))
    assert (bare.properties, bare.probe, bare.registered, bare.thread) == ((), "", False, "")


def test_names_of_events_are_sorted() -> None:
    both = Declared(triggers=frozenset({"c", "a"}), gauges=frozenset({"b"}))
    assert both.names == ("a", "b", "c")
    assert Declared(triggers=frozenset({"a"}), gauges=frozenset({"a"})).names == ("a",)
    gauge = Finder(type="Box", gauges=(Gauge(name="weight"),))
    (known,) = events_of(Descriptor(name="D", finders=(gauge, Finder(type="Lid")))).values()
    assert (known.triggers, known.gauges) == (frozenset(), {"weight"})
    assert waits_for_events(Descriptor(name="D", finders=(gauge,)))
    plain = ScriptObject(methods=(Method(return_type="Any"), Method(return_type="Zone")))
    assert not waits_for_events(Descriptor(name="D", objects=(plain,)))
    trigger = ScriptObject(methods=(Method(return_type=b"Trigger".decode()),))
    assert waits_for_events(Descriptor(name="D", objects=(plain, trigger)))
