"""inv.relation-overwrites: of several endpoints only one shows in a listing of all."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from harness.checks import ReasonCode
from harness.pytest_plugin import check
from suites.inventory.both import require_two, sides_of
from suites.inventory.content import content_reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from harness.pytest_plugin import Branch, Judge, Snapshot, TwoEndpoints
    from suites.inventory.content import Key


class Missing(NamedTuple):
    """A listing that is no longer complete now that there are two endpoints.

    Attributes:
        source: The listing.
        lost: Objects that it had with one endpoint.
        absent: Objects of the second endpoint that it should have.
    """

    source: str
    lost: tuple[Key, ...]
    absent: tuple[Key, ...]


@check("inv.relation-overwrites")
def test_relation_overwrites(shared_endpoints: TwoEndpoints, judge: Judge) -> None:
    """Compare what listings have with one endpoint and with two."""
    both = shared_endpoints
    require_two(both, judge)
    now = both.stage.inventory
    sides = sides_of(both.alone, now, content_reader(both.stage))
    lost = [key for key in sides.first if key not in sides.now]
    if not sides.new and not lost:
        judge.not_exercised("the second endpoint shows no object", ReasonCode.NOTHING_COVERED)
    compared = [
        Missing(each.source, *(tuple(filter(there(both), keys)) for keys in each[1:]))
        for each in incomplete(both.alone, now, sides.types)
    ]
    judge.covered("listings of two endpoints", len(compared))
    for each in compared:
        if each.lost or each.absent:
            judge.fail(
                "a listing has the objects of one endpoint only",
                where=each.source,
                expected="the objects of both endpoints",
                seen=f"missing {', '.join('/'.join(key) for key in (*each.lost, *each.absent))}",
            )


def there(both: TwoEndpoints) -> Callable[[Key], bool]:
    """Make a function that tells whether an object exists: what came and went is not missing."""
    return lambda key: both.stage.find(*key).found is not None


def incomplete(alone: Snapshot, now: Snapshot, types: frozenset[str]) -> Iterator[Missing]:
    """Compare the listings that concern all endpoints: top ones, and those of common objects.

    A listing that had every object of a type while there was one endpoint must have every object
    of it now; others need not.
    """
    listings = {branch.source: branch for branch in now.branches}
    before, after = by_type(alone), by_type(now)
    for branch in alone.branches:
        later = listings.get(branch.source)
        if later is None or branch.error or (branch.parent and branch.parent[0] in types):
            continue
        if branch.nodes and is_whole(branch) and is_whole(later):
            had, has = keys_of(branch), keys_of(later)
            complete = [name for name in {key[0] for key in had} if before[name] <= had]
            absent = {key for name in complete for key in after[name]} - has - had
            yield Missing(branch.source, tuple(sorted(had - has)), tuple(sorted(absent)))


def by_type(snapshot: Snapshot) -> Mapping[str, set[Key]]:
    """All objects, by type."""
    found: dict[str, set[Key]] = {}
    for node in snapshot.nodes:
        found.setdefault(node.type, set()).add(node.key)
    return found


def keys_of(branch: Branch) -> set[Key]:
    """Objects of a listing."""
    return {node.key for node in branch.nodes}


def is_whole(branch: Branch) -> bool:
    """Whether a listing was read to its end."""
    return branch.total <= len(branch.nodes)
