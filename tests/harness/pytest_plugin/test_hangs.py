"""What hung once is remembered, with the answer and without its calls."""

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
