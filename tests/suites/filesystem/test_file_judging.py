import pytest

from suites.deeds import Deed
from suites.filesystem.arguments import (
    ABSOLUTE,
    CLIMBING,
    HARMLESS,
    Argument,
    climbs,
    last_token,
    make,
    opened,
)
from suites.filesystem.places import Places, is_below
from suites.filesystem.test_config_in_file import absent
from suites.filesystem.test_temp_left import remaining
from suites.filesystem.test_writes_outside import outside

PLACES = Places(("/claimed",))
AREAS = {
    "/jvm/1/tmp": "temp",
    "/jvm/1/home": "home",
    "/s": "server",
    "/jdk": "java",
    "/var/run/vco": "product",
    "/dev": "system",
}


def deed(how: str, target: str, frame: str = "a.B.c(B.java:1)", *, existed: bool = True) -> Deed:
    found = next((name for folder, name in AREAS.items() if is_below(target, [folder])), "other")
    return Deed(
        what="file",
        how=how,
        target=target,
        frame=frame,
        details={"existed": existed, "area": found},
    )


def test_a_path_lies_below_a_folder_once_it_is_plain() -> None:
    assert is_below("/a/b/../c", ["/a"])
    assert is_below("/a", ["/a/"])
    assert not is_below("/ab", ["/a"])
    assert not is_below("/a/../b", ["/a"])


def test_only_changes_outside_count() -> None:
    done = [
        deed("read", "/etc/x"),
        deed("write", "/claimed/x"),
        deed("create", "/jvm/1/tmp/x"),
        deed("write", "/var/run/vco/x"),
        deed("write", "/dev/null"),
        deed("delete", "/home/gone", existed=False),
        deed("write", "/claimed/../home/x"),
        deed("write", "/claimed/../home/x"),
        deed("delete", "/home/y"),
    ]
    assert [each.target for each in outside(done, PLACES)] == ["/claimed/../home/x", "/home/y"]


def test_temporary_files_count_while_they_are_there() -> None:
    done = [
        deed("create", "/jvm/1/tmp/left"),
        deed("write", "/jvm/1/tmp/left"),
        deed("create", "/jvm/1/tmp/gone"),
        deed("create", "/jvm/1/home/left"),
        deed("read", "/jvm/1/tmp/other"),
    ]
    files = ("tmp/left", "tmp/other", "home/left")
    assert [each.target for each in remaining(done, files)] == ["/jvm/1/tmp/left"]


def test_missing_files_that_the_plugin_does_not_make_itself() -> None:
    done = [
        deed("probe", "/home/a.properties", existed=False),
        deed("read", "/home/a.properties", existed=False),
        deed("read", "/home/b.properties"),
        deed("probe", "/home/cache", existed=False),
        deed("create", "/home/cache", existed=False),
        deed("probe", "/jdk/conf/x", existed=False),
        deed("probe", "/s/conf/vmo.properties", existed=False),
        deed("probe", "/jvm/1/tmp/x", existed=False),
        deed("probe", "/s/conf/plugins/a.conf", existed=False),
    ]
    assert [each.target for each in absent(done, PLACES)] == [
        "/home/a.properties",
        "/s/conf/plugins/a.conf",
    ]


ONE, TWO = make(HARMLESS, "Box.print", "/f"), make(CLIMBING, "Box.print", "/f")


def test_a_path_is_compared_with_the_folder_of_a_harmless_name() -> None:
    done = [deed("write", f"/base/{ONE.path}"), deed("write", f"/base/{TWO.path}")]
    (found,) = opened([ONE, TWO], done)
    assert (found.base, found.argument.method) == ("/base", "Box.print")
    assert climbs(found)


def test_a_path_that_was_tamed_does_not_climb() -> None:
    done = [deed("write", f"/base/{ONE.path}"), deed("write", f"/base/{TWO.token}/x")]
    (found,) = opened([ONE, TWO], done)
    assert not climbs(found)


def test_without_a_folder_the_dots_tell() -> None:
    (found,) = opened([TWO], [deed("read", f"/a/b/{TWO.path}")])
    assert climbs(found)
    (tamed,) = opened([TWO], [deed("read", f"/a/b/{TWO.token}")])
    assert not climbs(tamed)


def test_a_question_whether_a_file_exists_opens_nothing() -> None:
    assert list(opened([TWO], [deed("probe", f"/a/b/{TWO.path}")])) == []


def test_of_two_arguments_in_a_path_the_last_one_was_opened() -> None:
    other = make(CLIMBING, "Depot.keepIn", "/f")
    (found,) = opened([other, TWO], [deed("read", f"/{other.token}/x/{TWO.path}")])
    assert found.argument == TWO
    assert last_token("/etc/passwd") == ""


@pytest.mark.parametrize("kind", [CLIMBING, ABSOLUTE])
def test_arguments_are_unique_and_lead_nowhere(kind: str) -> None:
    first, second = (make(kind, "x", "/forbidden") for _ in range(2))
    assert isinstance(first, Argument)
    assert first.token in first.path
    assert first.token != second.token
