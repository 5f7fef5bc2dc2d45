"""inv.id-ambiguous: an id does not say which managed system its object belongs to."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from harness.checks import ReasonCode
from harness.pytest_plugin import Node, check
from suites.inventory.both import MOST, require_two, sides_of
from suites.inventory.content import content_reader, contents_by_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from harness.pytest_plugin import Judge, TwoEndpoints
    from suites.inventory.both import Sides
    from suites.inventory.content import Content, Key


class Found(NamedTuple):
    """What looking an object up gave, and what it cost.

    Attributes:
        key: Type and id.
        content: Content of the object that came; None for nothing and for an error.
        requests: Remote calls to the first and to the second managed system.
    """

    key: Key
    content: Content | None
    requests: tuple[int, int]


@check("inv.id-ambiguous")
def test_id_ambiguous(shared_endpoints: TwoEndpoints, judge: Judge) -> None:
    """Look objects of two managed systems up, whose own ids may be the same."""
    require_two(shared_endpoints, judge)
    content = content_reader(shared_endpoints.stage)
    sides = sides_of(shared_endpoints.alone, shared_endpoints.stage.inventory, content)
    if not sides.new and not sides.shared:
        judge.not_exercised("the second endpoint shows no object", ReasonCode.NOTHING_COVERED)
    for key in confirmed(shared_endpoints, sides, content):
        places = sorted(sides.now[key].values())
        judge.fail(
            "objects of two endpoints have the same id",
            where="/".join(key),
            expected="an id that says which endpoint the object belongs to",
            seen=f"two objects, in {' and in '.join(places)}",
        )
    looked_up = [look_up(shared_endpoints, key, content) for key in sample(sides)]
    judge.covered("objects of two endpoints", len(looked_up))
    for found in foreign(looked_up, sides):
        judge.fail(
            "find() gives an object of the other endpoint",
            where="/".join(found.key),
            expected=f"the object that was listed: {first_of(sides, found.key)}",
            seen=str(dict(found.content or ())),
        )
    for type_name, count in asking_both(looked_up).items():
        judge.warn(
            f"find({type_name}) asks both endpoints",
            where=f"find({type_name})",
            expected="remote calls to the endpoint that the id names",
            seen=f"calls to both for {count} of the objects",
        )


def confirmed(
    both: TwoEndpoints, sides: Sides, content: Callable[[Node], Content]
) -> Iterator[Key]:
    """Read everything again: an object that merely changed is not shown with both contents."""
    if sides.shared:
        again = contents_by_key(both.stage.walk(), content)
        yield from (key for key in sides.shared if set(sides.now[key]) <= set(again.get(key, ())))


def sample(sides: Sides) -> Iterator[Key]:
    """Pick some objects of each type and side."""
    picked: Counter[tuple[str, bool]] = Counter()
    for key in sides.now:
        side = (key[0], key in sides.first)
        if key not in sides.shared and picked[side] < MOST:
            picked[side] += 1
            yield key


def look_up(both: TwoEndpoints, key: Key, content: Callable[[Node], Content]) -> Found:
    """Find one object and count the remote calls."""
    before = [proxy.counters for proxy in both.proxies]
    found = both.stage.find(*key).found
    first, second = (
        (proxy.counters - earlier).requests
        for proxy, earlier in zip(both.proxies, before, strict=True)
    )
    if found is None:
        return Found(key, None, (first, second))
    node = Node(type=found.type, id=found.id, listed_in="find", properties=found.properties)
    return Found(key, content(node), (first, second))


def foreign(looked_up: Iterable[Found], sides: Sides) -> Iterator[Found]:
    """Pick the first object of each type that is another one than was listed, of the other side."""
    of_first, of_second, seen = sides.contents_of_first(), sides.contents_of_second(), set()
    for each in looked_up:
        others = of_second if each.key in sides.first else of_first
        wrong = each.content and each.content not in sides.now[each.key] and each.content in others
        if wrong and each.key[0] not in seen:
            seen.add(each.key[0])
            yield each


def asking_both(looked_up: Iterable[Found]) -> Counter[str]:
    """Count, by type, the objects for which both managed systems were asked."""
    return Counter(each.key[0] for each in looked_up if all(each.requests))


def first_of(sides: Sides, key: Key) -> dict[str, str]:
    """The content that an object was listed with."""
    return dict(next(iter(sides.now[key])))
