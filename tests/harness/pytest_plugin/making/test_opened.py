"""How things end: each once, the newest first, and whatever happens."""

from pathlib import Path

from harness.errors import HarnessError
from harness.pytest_plugin.making.opened import Opened


class Thing:
    """Tells when it is closed."""

    def __init__(self, name: str, told: list[str], problem: str = "") -> None:
        self.name = name
        self._told = told
        self._problem = problem

    def tidy(self) -> None:
        self._told.append(f"tidy {self.name}")
        if self._problem:
            raise HarnessError(self._problem)

    def close(self) -> None:
        self._told.append(f"close {self.name}")


def test_what_is_shared_stays_and_the_rest_ends_once(tmp_path: Path) -> None:
    told: list[str] = []
    opened = Opened(tmp_path)
    first, shared, last = (opened.add(Thing(name, told)) for name in ("1", "2", "3"))
    opened.close_all(but=(shared,))
    assert told == ["close 3", "close 1"]
    for thing in (first, last, shared):
        opened.close(thing)
    opened.close_all()
    assert told == ["close 3", "close 1", "close 2"]


def test_a_step_that_fails_is_noted_and_the_next_one_taken(tmp_path: Path) -> None:
    told: list[str] = []
    opened = Opened(tmp_path)
    thing = Thing("1", told, problem="the server is gone")
    opened.add(thing, thing.tidy)
    opened.close_all()
    assert told == ["tidy 1", "close 1"]
    assert "the server is gone" in (tmp_path / "close-errors.txt").read_text()
