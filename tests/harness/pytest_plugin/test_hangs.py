"""What hung once is remembered, with the answer and without its calls."""

import pytest

from harness.client import Answer, Listing, Observation
from harness.pytest_plugin.hangs import Hangs


def listing(status: int) -> Listing:
    answer = Answer(
        method="GET",
        path="/",
        request="",
        status=status,
        headers={"x-mockvro-calls": "c1"},
        body=b"",
        ms=1,
        at="",
    )
    return Listing(answer=answer, error="late" if status == 504 else "")


def test_a_hung_kind_of_call_is_made_once() -> None:
    hangs, made = Hangs(), []

    def question() -> Listing:
        made.append(1)
        return listing(504)

    first, second = (hangs.ask(("findAll", "Lamp"), question) for _ in range(2))
    assert len(made) == 1
    assert (first.answer.calls, second.answer.calls) == (("c1",), ())
    assert second.answer.hung
    assert second.error == "late"


def test_other_errors_and_other_kinds_are_asked_again() -> None:
    hangs = Hangs()
    assert hangs.ask(("findAll", "Lamp"), lambda: listing(500)).answer.status == 500
    assert hangs.ask(("findAll", "Lamp"), lambda: listing(504)).answer.status == 504
    assert hangs.ask(("findAll", "Tower"), lambda: listing(200)).answer.status == 200


def test_only_calls_that_hung_are_kept_of_a_stage() -> None:
    hangs = Hangs()
    calls = [
        Observation(seq=n, kind=kind, facts={"kind": kind, "outcome": outcome})
        for n, (kind, outcome) in enumerate(
            [("call", "ok"), ("call-hung", None), ("call", "deadline"), ("call", "exception")]
        )
    ]
    hangs.remember("01-inventory", calls)
    assert [(each["stage"], each["outcome"]) for each in hangs.calls] == [
        ("01-inventory", None),
        ("01-inventory", "deadline"),
    ]


def test_a_run_that_was_not_cut_short_says_so() -> None:
    assert Hangs().cut_runs is None
    assert Hangs().calls == ()


def test_an_answer_that_came_is_asked_for_each_time() -> None:
    hangs = Hangs()
    statuses = iter((200, 500, 505, 503, 504, 200))
    given = [hangs.ask(("find", "Lamp"), lambda: listing(next(statuses))) for _ in range(6)]
    assert [each.answer.status for each in given] == [200, 500, 505, 503, 504, 504]
    assert [each.answer.calls for each in given] == [("c1",)] * 5 + [()]


@pytest.mark.parametrize(
    ("kind", "outcome", "hung"),
    [
        ("call-hung", "ok", True),
        (b"call-hung".decode(), None, True),
        ("call", b"deadline".decode(), True),
        ("call", "deadlines", False),
        ("call", "dead", False),
        ("call-hun", None, False),
        ("uncaught", None, False),
    ],
)
def test_a_call_hung_when_it_passed_its_deadline(
    kind: str, outcome: str | None, *, hung: bool
) -> None:
    hangs = Hangs()
    hangs.remember("01", [Observation(seq=1, kind=kind, facts={"outcome": outcome, "stage": "x"})])
    assert hangs.calls == (({"outcome": outcome, "stage": "01"},) if hung else ())
