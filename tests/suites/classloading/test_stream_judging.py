from __future__ import annotations

from typing import Any

from harness.pytest_plugin import Output
from suites.classloading.test_stdout_replaced import deeds, unexplained, volume

FRAME = "org.example.Box.print(Box.java:4)"


def wrote(stage: str = "01", frame: str | None = FRAME, stream: str = "stdout") -> dict[str, Any]:
    facts = {"kind": "output-frame", "stage": stage, "stream": stream, "stack": [frame]}
    return facts | {"pluginFrame": frame}


def test_each_line_of_code_is_told_once() -> None:
    found = list(deeds([wrote("01"), wrote("02"), wrote(frame="other"), wrote(stream="stderr")]))
    assert [(deed.summary, deed.frame, deed.stage) for deed in found] == [
        ("the plug-in writes to stdout", FRAME, "01"),
        ("the plug-in writes to stdout", "other", "01"),
        ("the plug-in writes to stderr", FRAME, "01"),
    ]


def test_a_replacement_is_told() -> None:
    facts = {"kind": "stream-replaced", "stage": "01", "method": "System.setErr"}
    (deed,) = deeds([facts | {"pluginFrame": FRAME}])
    assert deed.summary.endswith("System.setErr")
    assert volume(deed, [Output("01", "stderr", "x", 1)]) == ""


def test_other_observations_and_frames_of_nobody_are_no_deed() -> None:
    assert list(deeds([{"kind": "call", "stage": "01"}, wrote(frame=None)])) == []


def test_the_volume_is_all_that_was_written() -> None:
    (deed,) = deeds([wrote()])
    outputs = [Output("01", "stdout", "xxx", 100_000_000), Output("02", "stdout", "x", 5)]
    assert volume(deed, outputs) == "100000000 bytes on stdout in this stage"


def test_streams_that_no_line_of_the_plugin_wrote_to_are_apart() -> None:
    found = list(deeds([wrote()]))
    silent, library = Output("01", "stderr", "", 0), Output("02", "stderr", "warning", 7)
    outputs = [Output("03", "stdout", "x", 1), silent, library]
    assert list(unexplained(found, outputs)) == [library]
