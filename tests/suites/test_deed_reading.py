from typing import Any

from harness.checks.registry import spec_of
from harness.pytest_plugin import Judge
from suites.deeds import Deed, deeds, note_unseen, of

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
