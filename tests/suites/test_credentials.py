"""Whether a plug-in takes credentials."""

from __future__ import annotations

import pytest

from harness.checks import ReasonCode
from harness.pytest_plugin import ShippedElement, ShippedPackage
from suites.credentials import takers, without_secret


def test_who_takes_a_secret() -> None:
    elements = (
        ShippedElement(type="Workflow", id="1", name="Log in", takes_secret=True),
        ShippedElement(type="Workflow", id="2", name="List"),
    )
    package = ShippedPackage(entry="p", name="org", installed=True, elements=elements)
    assert takers([package]) == ("Log in",)


@pytest.mark.parametrize(
    ("secrets", "taking", "code"),
    [
        ([], (), ReasonCode.NOT_APPLICABLE),
        ([], ("Log in",), ReasonCode.NEED_MISSING),
        (["pin"], (), ReasonCode.NEED_MISSING),
    ],
)
def test_a_plugin_with_credentials_must_name_one(
    secrets: list[str], taking: tuple[str, ...], code: ReasonCode
) -> None:
    assert without_secret(taking, secrets)[1] is code


def test_what_takes_credentials_is_named() -> None:
    reason, _ = without_secret(["Log in", "endpoint 2"])
    assert reason.startswith("Log in, endpoint 2: takes or keeps a password")
