from harness.pytest_plugin import describe_exception


def test_class_message_frame_and_root_cause_make_one_line() -> None:
    root = {"class": "java.lang.IllegalStateException", "message": "two\nlines", "cause": None}
    outer = {
        "class": "E",
        "message": None,
        "pluginFrame": "a.B.c(B.java:7)",
        "cause": {"class": "M", "cause": root},
    }
    assert describe_exception(outer) == (
        "E at a.B.c(B.java:7), caused by java.lang.IllegalStateException: two lines"
    )
    assert describe_exception(root) == "java.lang.IllegalStateException: two lines"
    assert describe_exception(None) == "no exception is on record"


def test_a_circle_of_causes_ends() -> None:
    circle: dict[str, object] = {"class": "E"}
    circle["cause"] = circle
    assert describe_exception(circle) == "E"
