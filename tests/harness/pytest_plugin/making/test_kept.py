"""Which stages are shared and which are ruined, with stand-ins for stages."""

import pytest

from harness.pytest_plugin.making.kept import MAX_LOSSES, Kept, both, upgraded
from harness.pytest_plugin.stop import StageLostError


class Stand:
    """A stage that says of itself what it is told."""

    def __init__(self, *, lost: str = "", hung: str = "") -> None:
        self.lost = lambda: lost
        self.hung = lambda: hung


@pytest.fixture
def closed() -> list[Stand]:
    return []


@pytest.fixture
def kept(closed: list[Stand]) -> Kept:
    return Kept(closed.append)


def test_a_sound_stage_stays(kept: Kept, closed: list[Stand]) -> None:
    kept["a"] = stage = Stand()
    kept.require_unharmed("a")
    assert kept.after_check("a", discard=False) == ""
    assert kept.stages == (stage,)
    assert closed == []


def test_a_hang_costs_the_stage_and_not_the_check(kept: Kept, closed: list[Stand]) -> None:
    kept["a"] = stage = Stand(hung="a call hangs")
    assert kept.after_check("a", discard=False) == ""
    assert closed == [stage]
    kept.require_hope("a")


def test_all_stages_of_an_area_are_looked_at_and_no_others(kept: Kept, closed: list[Stand]) -> None:
    kept["a"], kept[both("a")], kept[upgraded("a")] = Stand(), Stand(lost="exit 1"), Stand()
    kept["b"] = Stand(lost="exit 2")
    assert kept.after_check("a", discard=False) == "exit 1"
    assert {key for key in ("a", both("a"), upgraded("a"), "b") if key in kept} == {
        "a",
        upgraded("a"),
        "b",
    }
    assert len(closed) == 1


@pytest.mark.parametrize("harm", [{"lost": "exit 1"}, {"hung": "exit 1"}])
def test_after_some_losses_an_area_gets_no_more(
    kept: Kept, closed: list[Stand], harm: dict[str, str]
) -> None:
    for _ in range(MAX_LOSSES):
        kept.require_hope("a")
        kept["a"] = Stand(**harm)
        with pytest.raises(StageLostError, match="exit 1"):
            kept.require_unharmed("a")
    with pytest.raises(StageLostError, match=f"{MAX_LOSSES} hosts were lost in this area: exit 1"):
        kept.require_hope("a")
    kept.require_hope("b")
    assert len(closed) == MAX_LOSSES
