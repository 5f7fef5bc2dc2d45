"""Which function answers which check."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from harness.checks.registry import spec_of
from harness.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from harness.checks import CheckSpec

F = TypeVar("F", bound="Callable[..., None]")

ATTRIBUTE = "vroaccept_check"
"""Where a function keeps the id; no pytest mark, so that suites load without the plug-in too."""

_functions: dict[str, str] = {}


def check(check_id: str) -> Callable[[F], F]:
    """Make a test function the answer to a check of the catalogue.

    Raises:
        UsageError: There is no such check, or another function answers it already.
    """
    spec_of(check_id)

    def mark(function: F) -> F:
        place = f"{function.__code__.co_filename}::{function.__name__}"
        if _functions.setdefault(check_id, place) != place:
            raise UsageError(
                f"two functions answer this check: {_functions[check_id]} and {place}",
                where=check_id,
            )
        setattr(function, ATTRIBUTE, check_id)
        return function

    return mark


def spec_for(item: pytest.Item) -> CheckSpec | None:
    """The check that a collected item answers; None for other tests."""
    check_id = getattr(getattr(item, "function", None), ATTRIBUTE, None)
    return spec_of(check_id) if check_id else None
