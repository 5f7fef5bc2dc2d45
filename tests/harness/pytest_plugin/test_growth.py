import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.pytest_plugin.growth import (
    grows_with_dose,
    heap_grows,
    rises_every_time,
    rises_steadily,
    slope,
)

MIB = 1024.0 * 1024


@given(st.floats(-1e6, 1e6), st.floats(-1e3, 1e3), st.integers(3, 30))
def test_the_slope_of_a_line_is_its_own(start: float, rate: float, length: int) -> None:
    assert abs(slope([start + rate * step for step in range(length)]) - rate) < 1e-3


def test_one_outlier_does_not_move_the_slope() -> None:
    assert slope([0, 0, 0, 900, 0, 0, 0]) == 0
    assert slope([1.0]) == 0
    assert slope([]) == 0


def test_threads_leak_when_eight_of_the_last_ten_rise() -> None:
    assert rises_steadily(list(range(11)))
    assert rises_steadily([0, 1, 2, 3, 3, 4, 5, 6, 6, 7, 8])
    assert not rises_steadily([0, 1, 2, 3, 3, 4, 5, 5, 5, 6, 7])
    assert not rises_steadily(list(range(10)))  # nine steps are too few to tell
    assert not rises_steadily([0, 9] * 10)
    assert rises_steadily([5] * 20 + list(range(6, 16)))


def test_instances_that_are_never_let_go_rise_every_time() -> None:
    assert rises_every_time([1, 2, 4])
    assert not rises_every_time([1, 2, 2])
    assert not rises_every_time([1])


def test_the_heap_must_grow_faster_than_noise_and_the_control() -> None:
    grown = [step * MIB for step in range(20)]
    assert heap_grows(grown)
    assert not heap_grows(grown, control=[each / 2 for each in grown])
    assert heap_grows(grown, control=[each / 4 for each in grown])
    assert not heap_grows([step * 60_000.0 for step in range(20)])


def test_a_pool_is_no_leak() -> None:
    assert grows_with_dose(list(range(20)))
    assert not grows_with_dose([1, 2, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4])
    assert not grows_with_dose([0, 1, 2, 3], slack=5)
    assert not grows_with_dose([0, 1])


def test_the_slope_is_the_median_of_all_rates() -> None:
    assert slope([0, 1, 3]) == 1.5
    assert slope([0, 0, 6]) == 3
    assert slope([4, 3, 1]) == -1.5


def test_a_count_rises_with_every_step_or_it_does_not() -> None:
    assert rises_every_time([1, 2])
    assert not rises_every_time([2, 2])
    assert not rises_every_time([3, 1])
    assert not rises_every_time([2, 1, 2])
    assert not rises_every_time([])


def test_a_fall_is_no_rise() -> None:
    assert not rises_steadily(list(range(20, 0, -1)))
    assert not rises_steadily([5] * 20)


@pytest.mark.parametrize(
    ("rate", "control", "grows"),
    [
        (64 * 1024, 0, False),
        (64 * 1024 + 1, 0, True),
        (3 * MIB, MIB, False),
        (3 * MIB + 1, MIB, True),
        (MIB, -MIB, True),
    ],
)
def test_at_the_edge_the_heap_does_not_grow(rate: float, control: float, *, grows: bool) -> None:
    used, other = ([step * each for step in range(5)] for each in (rate, control))
    assert heap_grows(used, other) is grows


@pytest.mark.parametrize(
    ("counts", "per_cycle", "slack", "grows"),
    [
        ([5, 6], 1, 0, False),  # nothing is left after warming up
        ([5, 6, 7], 1, 0, True),
        ([5, 6, 7], 2, 0, True),
        ([5, 6, 7], 2.1, 0, False),
        ([5, 6, 7], 1, 1.9, True),
        ([5, 6, 7], 1, 2, False),
        ([5, 8, 5], 0, 0, False),
        ([7, 6, 5], 1, 0, False),
    ],
)
def test_half_of_the_dose_beyond_the_slack_is_growth(
    counts: list[float], per_cycle: float, slack: float, *, grows: bool
) -> None:
    assert grows_with_dose(counts, per_cycle=per_cycle, slack=slack) is grows


def test_only_the_last_ten_steps_count() -> None:
    seven_of_ten = [1, 2, 3, 4, 4, 5, 5, 6, 6, 7, 8]
    assert not rises_steadily([0, *seven_of_ten])
    assert not rises_steadily(seven_of_ten)


def test_without_a_pool_anything_left_by_each_cycle_is_growth() -> None:
    assert grows_with_dose([0, 0.5, 1.0])
    assert not grows_with_dose([5, 6, 7, 8, 5])
    assert not grows_with_dose([], per_cycle=0)
