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
