"""No honest server can be made to fail this check, so that recorded states stand in for one."""

from __future__ import annotations

import pytest

from suites.install.states import Change
from suites.install.test_eula_bypassed import Moment, traces, wrong_answers

CLEAN = Moment("refused", listed=False, catalogued=False, packages=(), changes=())


def test_nothing_there_leaves_no_trace() -> None:
    assert list(traces([CLEAN, CLEAN])) == []


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (CLEAN._replace(listed=True), "it is listed under /plugins"),
        (CLEAN._replace(catalogued=True), "it has a namespace under /catalog"),
        (CLEAN._replace(packages=("org.example",)), "its package org.example is there"),
        (
            CLEAN._replace(changes=(Change("added", "files", {"path": "x"}),)),
            "files: x added",
        ),
    ],
)
def test_whatever_is_there_is_told(moment: Moment, told: str) -> None:
    assert list(traces([CLEAN, moment])) == [("refused", told)]


def test_a_refusal_is_final() -> None:
    assert list(wrong_answers(204, 404)) == []
    assert list(wrong_answers(200, 200)) == [
        "refusing is answered with 200, not 204",
        "accepting after refusing is answered with 200, not 404",
    ]
