"""What is said where nobody notified."""

from __future__ import annotations

import pytest

from harness.artifact.classes import NOTIFIERS, ClassIndex, Place, Site
from harness.checks import ReasonCode
from suites.concurrency.test_listener_reentrancy import silence

HERE = Place("a.B", 0, reachable=True)


@pytest.mark.parametrize("target", NOTIFIERS)
def test_code_that_notifies_leaves_the_check_open(target: str) -> None:
    index = ClassIndex(sites=(Site(HERE, target),))
    assert silence(index)[1] is ReasonCode.NOTHING_COVERED


def test_code_that_never_notifies_has_nothing_to_look_at() -> None:
    index = ClassIndex(sites=(Site(HERE, "java.lang.System.exit"),))
    assert silence(index)[1] is ReasonCode.NOT_APPLICABLE


def test_nothing_is_known_of_code_that_could_not_be_read() -> None:
    assert silence(None)[1] is ReasonCode.NOTHING_COVERED
