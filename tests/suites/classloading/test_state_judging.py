from typing import Any

import pytest

from harness.checks import Effect
from harness.checks.registry import spec_of
from harness.pytest_plugin import Judge
from suites.classloading import test_class_for_name_input as names
from suites.classloading import test_classpath_scan as scan
from suites.classloading.defaults import TLS
from suites.classloading.left import left, registered
from suites.classloading.state import Change, changes, report
from suites.classloading.test_deserialise_untrusted import fetched
from suites.classloading.test_interrupt_swallowed import Interrupted, effect_of, waits
from suites.classloading.test_log_reconfigure import foreign
from suites.classloading.test_mbean_left import clashes
from suites.classloading.test_reflection_deep import refused
from suites.classloading.test_system_properties import settings
from suites.classloading.test_tccl_not_restored import left as loaders_left
from suites.classloading.test_threadlocal_left import values
from suites.deeds import Deed
from suites.removal import Removal

FRAME = "org.example.depot.Box.print(Box.java:4)"
VERIFIER = Change("ssl:hostname-verifier", "a", "b")


def deed(what: str, target: str, how: str = "set", call: str = "") -> Deed:
    return Deed(what=what, how=how, target=target, frame=FRAME, call=call)


def told(changed: list[Change], done: list[Deed]) -> list[tuple[str, str]]:
    judge = Judge(spec_of("cl.default-ssl"))
    report(judge, TLS, changed, done)
    return [(str(finding.effect), finding.where) for finding in judge.findings]


def test_a_change_with_its_deed_fails_and_one_without_is_doubted() -> None:
    done = deed("default", "HostnameVerifier")
    assert told([VERIFIER], [done]) == [("fail", FRAME)]
    assert told([VERIFIER], []) == [("warn", VERIFIER.key)]


def test_what_was_restored_is_noted() -> None:
    assert told([], [deed("default", "SSLContext")]) == [("note", FRAME)]


def test_a_deed_does_not_explain_the_change_of_something_else() -> None:
    other = deed("default", "SSLContext")
    assert told([VERIFIER], [other]) == [("warn", VERIFIER.key), ("note", FRAME)]


def test_absent_values_of_a_change_have_a_word() -> None:
    state = {"changes": [{"key": "locale", "before": None, "after": "de"}]}
    assert list(changes(state)) == [Change("locale", "nothing", "de")]


def test_a_property_is_own_by_module_or_package_if_it_is_new() -> None:
    left_now = {
        f"property:{key}": Change(f"property:{key}", before, "x")
        for key, before in (
            ("depot.mode", "nothing"),
            ("org.example.depot.x", "nothing"),
            ("org.example.other", "old"),
            ("http.proxyHost", "nothing"),
        )
    }
    keys = ["depot.mode", "org.example.depot.x", "org.example.other", "http.proxyHost", "user.dir"]
    found = list(settings([deed("property", key) for key in keys * 2], left_now, "Depot"))
    assert [each.own for each in found] == [True, True, False, False, False]
    assert [each.change is None for each in found] == [False, False, False, False, True]


def test_loggers_of_the_plugin_are_its_own() -> None:
    keys = ("jul:", "jul:org.example.depot.Box", "log4j:org.example.depots", "locale")
    found = foreign([Change(key, "a", "b") for key in keys], ["org.example.depot"])
    assert [each.key for each in found] == ["jul:", "log4j:org.example.depots"]


def test_registrations_that_outlive_the_plugin() -> None:
    before, after = {"driver:a.Old": "x"}, {"driver:a.Old": "x", "driver:b.New": "y", "mbean:z": ""}
    removal = Removal(before=before, after=after, files=())
    assert list(left(removal, "driver:")) == ["b.New"]
    assert registered([deed("driver", "b.New", "register")], "b.New") is not None
    assert registered([deed("file", "b.New"), deed("driver", "b.Newer")], "b.New") is None


def test_a_clash_of_names_is_found_among_the_causes() -> None:
    clash = {"class": "javax.management.InstanceAlreadyExistsException", "pluginFrame": FRAME}
    calls = [
        {"method": "createPluginFactory", "exception": {"class": "a.B", "cause": clash}},
        {"method": "find", "exception": {"class": "a.B", "cause": None}},
        {"method": "find"},
    ]
    assert list(clashes(calls * 2)) == [("createPluginFactory", FRAME)]


@pytest.mark.parametrize(
    ("outcome", "kept", "after", "effect"),
    [
        ("ok", False, 1500, Effect.FAIL),
        ("ok", True, 1500, Effect.NOTE),
        ("ok", False, 200, Effect.NOTE),
        ("exception", False, 20, Effect.NOTE),
        ("exception", False, 5001, Effect.WARN),
    ],
)
def test_how_an_interrupted_call_ends(
    outcome: str, kept: bool, after: float, effect: Effect
) -> None:
    assert effect_of(Interrupted("finder.find", "c1", after, kept, outcome, ())) is effect


def test_a_call_waits_when_it_is_inside_the_plugin_for_long() -> None:
    call = {"method": "finder.find", "inPlugin": True, "ms": 301}
    assert waits(call)
    assert not any(
        waits(call | other)
        for other in ({"ms": 300}, {"inPlugin": False}, {"method": "observer.calls"})
    )


def test_loaders_that_were_left_are_told_by_method() -> None:
    facts: dict[str, Any] = {"method": "find", "loader": "plugin:Depot", "call": "c3"}
    (found,) = loaders_left([facts, facts | {"call": "c4"}])
    assert (found.times, found.call) == (2, "c3")


def test_values_that_were_left_are_counted() -> None:
    value = {"class": "a.Draft", "key": "a.Box", "held": "strong"}
    facts = {"method": "find", "values": [value, value | {"held": "weak"}]}
    assert sorted((each.held, times) for each, times in values([facts, facts, {}]).items()) == [
        ("strong", 2),
        ("weak", 2),
    ]


def test_a_class_is_named_by_the_id_or_by_the_type() -> None:
    def loaded(name: str, argument: str) -> Deed:
        details = {"argument": argument}
        return Deed(what="class-name", target=name, frame=FRAME, details=details)

    markers = ["org.example.Adaptor", "org.example.Shelf"]
    by_id = loaded("x.Adaptor", "Adaptor"), loaded("org.example.Adaptor", "org.example.Adaptor")
    by_type = loaded("x.Tower", "Tower"), loaded("x.LightTower", "Tower")
    types = ["Tower", "Shelf"]
    by_type = (*by_type, loaded("org.example.Shelf", "Shelf"))
    assert all(names.named_by_id(each, markers, types) for each in by_id)
    assert not any(names.named_by_id(each, markers, types) for each in by_type)
    found = names.named_by_type((*by_id, *by_type), markers, types)
    assert found == {FRAME: by_type[0]}


def test_private_members_of_the_jdk_are_refused_somewhere() -> None:
    def opened(target: str, **details: bool) -> bool:
        return refused(Deed(what="reflection", target=target, details=details))

    assert opened("private final byte[] java.lang.String.value")
    assert opened("int x.Y.z", refused=True)
    assert not opened("public int java.util.ArrayList.size()")
    assert not opened("private static final sun.misc.Unsafe sun.misc.Unsafe.theUnsafe")


def test_archives_count_once_each() -> None:
    done = [
        deed("file", path, how)
        for path, how in (
            ("/a/x.jar", "read"),
            ("/b/x.jar", "read"),
            ("/a/y.jar", "probe"),
            ("/a/z.txt", "read"),
        )
    ]
    assert list(scan.archives(done)) == ["x.jar"]
    assert scan.slowest([{"ms": 10}, {"ms": 4000}, {}]) == 4.0
    assert scan.slowest([]) == 0.0


@pytest.mark.parametrize(
    ("opened", "known", "warned"), [(3, 14, 1), (3, 15, 0), (2, 2, 0), (3, 0, 1)]
)
def test_many_archives_are_a_doubt(opened: int, known: int, warned: int) -> None:
    judge = Judge(spec_of("cl.classpath-scan"))
    scan.judge_share(judge, {f"{n}.jar": deed("file", f"/{n}.jar") for n in range(opened)}, known)
    assert len(judge.findings) == warned


def test_planted_addresses_are_told_without_their_random_part() -> None:
    class Hit:
        request = "GET /4711/dtd HTTP/1.1"

    assert fetched([Hit(), Hit()]) == {"GET …/dtd": 2}  # type: ignore[list-item]
