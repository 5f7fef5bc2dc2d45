from __future__ import annotations

import re
from datetime import datetime

import pytest

from suites.logging.requests import Log, Request
from suites.logging.test_no_signature import judgeable, of_stage, unqualified

NOW = "2026-03-02T10:00:05+00:00"


@pytest.mark.parametrize(
    "match",
    ["Depot plug-in 1.0.0 (2026-03-02)", "Depot 1.0.0, 2 March 2026", "Depot 1.0.0 02.03.26"],
)
def test_a_qualified_signature(match: str) -> None:
    assert list(unqualified({match}, "1.0.0")) == []


@pytest.mark.parametrize(
    ("match", "told"),
    [("Depot (2026)", "does not name the version 1.0.0"), ("Depot 1.0.0", "names no date")],
)
def test_what_a_signature_lacks(match: str, told: str) -> None:
    (problem,) = unqualified({match}, "1.0.0")
    assert told in problem


def test_nothing_matched_is_judged_elsewhere() -> None:
    assert list(unqualified(set(), "1.0.0")) == []


def test_requests_after_the_end_of_the_log_are_left_out() -> None:
    moment = datetime.fromisoformat(NOW)
    request = Request("find", frozenset({"c1"}), moment, moment)
    whole = Log([], re.compile("x"))
    cut = Log([{"at": NOW, "truncated": True}], re.compile("x"))
    assert list(judgeable([request], whole)) == [request]
    assert list(judgeable([request], cut)) == []


def test_only_one_stage_is_taken() -> None:
    assert list(of_stage([("01", "a"), ("02", "b"), ("01", "c")], "01")) == ["a", "c"]
