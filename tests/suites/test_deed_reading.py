from types import SimpleNamespace
from typing import Any

import pytest

from harness.checks.registry import spec_of
from harness.pytest_plugin import Judge
from harness.pytest_plugin.stop import StageLostError
from suites.deeds import Deed, deeds, deeds_of, exercise, note_unseen, of, state_after_use

FRAME = "org.example.Box.print(Box.java:4)"


def noticed(**facts: Any) -> dict[str, Any]:
    return {
        "kind": "deed",
        "what": "file",
        "how": "write",
        "target": "/x",
        "pluginFrame": FRAME,
    } | facts


def test_each_place_in_the_code_speaks_once() -> None:
    found = list(deeds([noticed(), noticed(call="c9"), noticed(target="/y"), noticed(how="read")]))
    assert [(deed.how, deed.target) for deed in found] == [
        ("write", "/x"),
        ("write", "/y"),
        ("read", "/x"),
    ]


def test_without_a_frame_the_thread_is_named() -> None:
    (deed,) = deeds([noticed(pluginFrame=None, thread="poller", details=None, stack=None)])
    assert (deed.frame, deed.details, deed.stack) == ("thread poller", {}, ())


def test_deeds_are_picked_by_kind_and_way() -> None:
    done = [Deed(what="file", how="read"), Deed(what="file", how="write"), Deed(what="dns")]
    assert [deed.how for deed in of(done, "file", "write")] == ["write"]
    assert len(list(of(done, "file"))) == 2


class _Observer:
    def __init__(self, **answer: Any) -> None:
        self.answer = answer

    def get(self, question: str) -> dict[str, Any]:
        assert question == "events"
        return self.answer


class _Stage:
    def __init__(self, **answer: Any) -> None:
        self.observer = _Observer(**answer)


def test_what_was_not_looked_at_is_told() -> None:
    judge = Judge(spec_of("fs.writes-outside"))
    note_unseen(_Stage(unseen={"socket": 4}, dropped=0), judge, "file")  # type: ignore[arg-type]
    assert judge.findings == ()
    note_unseen(_Stage(unseen={"file": 4}, dropped=0), judge, "file")  # type: ignore[arg-type]
    assert [finding.effect for finding in judge.findings] == ["note"]


def test_what_was_left_out_is_counted() -> None:
    judge = Judge(spec_of("fs.writes-outside"))
    for answer in ({}, {"unseen": None, "dropped": None}, {"unseen": {"file": 0}, "dropped": 0}):
        note_unseen(_Stage(**answer), judge, "file")  # type: ignore[arg-type]
    assert judge.findings == ()
    note_unseen(_Stage(dropped=1), judge, "file")  # type: ignore[arg-type]
    note_unseen(_Stage(unseen={"file": 1}), judge, "file")  # type: ignore[arg-type]
    assert [finding.seen for finding in judge.findings] == [
        "0 events of the kind file and 1 places were left out",
        "1 events of the kind file and 0 places were left out",
    ]


def test_deeds_tell_what_was_noticed() -> None:
    stack = ["a.B.c", "d.E.f"]
    (deed,) = deeds([noticed(method="m", call="c7", stack=stack, details={"k": 1}, target=None)])
    assert deed == Deed(
        what="file",
        how="write",
        method="m",
        target="",
        details={"k": 1},
        call="c7",
        frame=FRAME,
        stack=tuple(stack),
    )
    assert deed.evidence == {"method": "m", "call": "c7", "stack": stack}
    (bare,) = deeds([{}])
    assert bare == Deed(what="", frame="thread None")


def test_the_same_place_speaks_again_when_it_does_something_else() -> None:
    others = (noticed(what="socket"), noticed(pluginFrame="other"), noticed(details={"k": 1}))
    found = list(deeds([noticed(), *others, noticed()]))
    assert [(deed.what, deed.frame) for deed in found] == [
        ("file", FRAME),
        ("socket", FRAME),
        ("file", "other"),
    ]


def test_deeds_may_be_picked_by_several_ways() -> None:
    done = [Deed(what="file", how=each) for each in ("read", "write", "delete")]
    done.append(Deed(what=b"sockets".decode(), how="read"))
    named = b"file".decode()  # equal, not identical
    assert [deed.how for deed in of(done, named, "write", "delete")] == ["write", "delete"]
    assert list(of(done, "files")) == list(of(done, "a")) == []


class _Used:
    """A stage whose plug-in was used; the observer's answer changes with every question."""

    plugin = "Beacon"

    def __init__(self, loss: str = "") -> None:
        self.inventory = SimpleNamespace(nodes=(1, 2, 3))
        self.observer = SimpleNamespace(get=self._answer)
        self.asked: list[str] = []
        self._loss = loss

    def _answer(self, question: str) -> dict[str, int]:
        self.asked.append(question)
        return {"asked": len(self.asked)}

    def case_runs(self) -> tuple[int, ...]:
        return (1, 2)

    def lost(self) -> str:
        return self._loss

    def observations(self, kind: str) -> list[Any]:
        return [SimpleNamespace(facts=noticed(what=kind))] * 2


def test_the_state_is_the_one_right_after_the_first_use() -> None:
    stage: Any = _Used()
    judge = Judge(spec_of("fs.writes-outside"))
    assert state_after_use(stage, judge) == state_after_use(stage, judge) == {"asked": 1}
    assert stage.asked == ["jvm-state"]
    covered = {each.text: each.count for each in judge.conclude(ms=0, attempt=1).covered}
    assert covered == {
        "objects of the inventory": 6,
        "runs of the case": 4,
        "start of the plug-in": 2,
    }
    assert [deed.what for deed in deeds_of(stage)] == ["deed"]


def test_of_a_jvm_that_ended_nothing_can_be_asked() -> None:
    stage: Any = _Used("it ended with a signal")
    with pytest.raises(StageLostError, match="it ended with a signal"):
        exercise(stage, Judge(spec_of("fs.writes-outside")))
    assert stage.asked == []
