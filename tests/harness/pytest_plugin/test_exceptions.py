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


def chain(length: int) -> dict[str, object]:
    """An exception with that many causes, each named after how deep it is."""
    link: dict[str, object] = {"class": f"E{length}"}
    for depth in reversed(range(length)):
        link = {"class": f"E{depth}", "cause": link}
    return link


def test_of_a_long_chain_the_twentieth_cause_is_told() -> None:
    assert describe_exception(chain(1)) == "E0, caused by E1"
    assert describe_exception(chain(20)) == "E0, caused by E20"
    assert describe_exception(chain(21)) == "E0, caused by E20"


def test_message_and_frame_are_told_where_they_are() -> None:
    told = {"class": "E", "message": "m", "pluginFrame": "a.B.c(B.java:7)", "cause": "text"}
    assert describe_exception(told) == "E: m at a.B.c(B.java:7)"
    assert describe_exception({"class": "E", "message": "", "pluginFrame": ""}) == "E"
    assert describe_exception({}) == "no exception is on record"
