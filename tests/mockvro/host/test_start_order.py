"""What happens while a plug-in is loaded, and with its sessions."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from mockvro.host import HostCallError

if TYPE_CHECKING:
    from conftest import LoadProbe, StartHost

    from mockvro.host import HostProcess, Observations

pytestmark = pytest.mark.needs_java


def find(host: HostProcess, identity: str, session: str = "s") -> Any:
    params = {"plugin": "Probe", "session": session, "type": "Thing", "id": identity}
    return host.call("finder.find", params)


def events(host: HostProcess, session: str = "s") -> list[str]:
    return str(find(host, "events", session)["display"]).split("; ")


def test_the_order_of_the_product(start_host: StartHost, load_probe: LoadProbe) -> None:
    host = start_host()
    phases = load_probe(host)["phases"]
    assert [each["phase"] for each in phases] == [
        "load",
        "name",
        "registry",
        "publisher",
        "licenses",
    ]
    assert events(host) == [
        "name Probe",
        "registry",
        "publisher tccl=true",
        "licenses 0",
        "factory s vcoadmin vcoadmin",
    ]


def test_token_adaptors_get_tokens(start_host: StartHost, load_probe: LoadProbe) -> None:
    host = start_host()
    load_probe(host, adaptor="TokenAdaptor")
    assert events(host)[2:] == [
        "authentication true",
        "publisher tccl=true",
        "licenses 0",
        "token vcoadmin vcoadmin",
    ]


@pytest.mark.parametrize(
    ("mode", "internal", "credentials"),
    [
        ("never", True, "user secret"),
        ("always", False, "null null"),
        ("internal", True, "null null"),
        ("internal", False, "user secret"),
    ],
)
def test_anonymous_login_mode(
    start_host: StartHost, load_probe: LoadProbe, mode: str, internal: bool, credentials: str
) -> None:
    host = start_host()
    load_probe(host, datasource={"anonymous_login_mode": mode})
    opened = {"session": "x", "user": "user", "password": "secret", "internal": internal}
    host.call("session.open", opened)
    assert events(host, "x")[-1] == f"factory x {credentials}"


def test_one_factory_per_session_until_it_is_closed(
    start_host: StartHost, load_probe: LoadProbe
) -> None:
    host = start_host()
    load_probe(host)
    for session in ("a", "b", "a"):
        find(host, "1", session)
    host.call("session.close", {"session": "a"})
    assert events(host, "a")[4:] == [
        "factory a vcoadmin vcoadmin",
        "factory b vcoadmin vcoadmin",
        "uninstall a",
        "factory a vcoadmin vcoadmin",
    ]


def test_no_factory_means_no_access(
    start_host: StartHost, load_probe: LoadProbe, observations: Observations
) -> None:
    host = start_host()
    load_probe(host)
    with pytest.raises(HostCallError, match="gave null") as caught:
        find(host, "1", "nobody")
    assert caught.value.code == -32002
    assert [each["rule"] for each in observations.since(kind="violation")] == ["no-factory"]


@pytest.mark.parametrize(
    "failure",
    [
        ("BrokenAdaptor", "load", "java.lang.ExceptionInInitializerError"),
        ("NoContextAdaptor", "publisher", "java.lang.IllegalStateException"),
        ("Missing", "load", "java.lang.ClassNotFoundException"),
        ("Thing", "load", "java.lang.NoSuchMethodException"),
        ("ProbeAdaptor$1", "load", "java.lang.ClassNotFoundException"),
    ],
)
def test_a_plugin_that_cannot_be_loaded(
    start_host: StartHost,
    load_probe: LoadProbe,
    observations: Observations,
    failure: tuple[str, str, str],
) -> None:
    adaptor, phase, exception = failure
    host = start_host()
    with pytest.raises(HostCallError) as caught:
        load_probe(host, adaptor=adaptor)
    assert caught.value.phase == phase
    assert caught.value.exception is not None
    assert caught.value.exception["class"] == exception
    (filed,) = observations.since(kind="plugin-load-failed")
    assert (filed["plugin"], filed["phase"]) == ("Probe", phase)
    load_probe(host)  # the host lives, and the name is free
    assert find(host, "1")


def test_unload_ends_the_sessions(start_host: StartHost, load_probe: LoadProbe) -> None:
    host = start_host()
    load_probe(host)
    find(host, "1")
    host.call("plugin.unload", {"name": "Probe"})
    with pytest.raises(HostCallError, match="not loaded"):
        find(host, "1")
    load_probe(host)
    assert events(host)[0] == "name Probe"  # another loader, other statics


def test_plugins_see_neither_host_nor_what_common_lacks(
    start_host: StartHost, load_probe: LoadProbe
) -> None:
    for parent, visible in (
        ("platform", "org.springframework.core.SpringVersion org.slf4j.Logger"),
        ("common", "org.slf4j.Logger"),
    ):
        host = start_host()
        load_probe(host, parent=parent)
        assert find(host, "visible")["display"].startswith(f"{visible} host")


def test_plugins_may_reflect_on_the_jdk_as_under_java_8(probe: HostProcess) -> None:
    assert find(probe, "reflect")["display"] == "true"


def test_spring_may_make_classes(probe: HostProcess) -> None:
    assert find(probe, "spring")["display"] == "made by true"


def test_a_dynamic_finder_is_asked_for_id_and_properties(
    start_host: StartHost, load_probe: LoadProbe
) -> None:
    host = start_host()
    load_probe(host, adaptor="DynamicAdaptor")
    params = {"plugin": "Probe", "session": "s", "type": "Dynamic", "id": "1", "properties": True}
    facts = host.call("finder.find", params)
    assert (facts["id"], facts["properties"]) == ("7", {"label": {"value": {"string": "thing 1"}}})


def test_a_datasource_in_timeout_mode_gives_up(
    start_host: StartHost, load_probe: LoadProbe
) -> None:
    host = start_host()
    load_probe(host, datasource={"invoker_mode": "timeout", "timeout_find": 1})
    assert find(host, "1")["id"] == "1"
    with pytest.raises(HostCallError, match="more than 1 s") as caught:
        find(host, "latch")
    assert (caught.value.code, caught.value.phase) == (-32004, "find")


@pytest.mark.parametrize(
    ("concurrent", "seen"), [(True, ["together", "together"]), (False, ["alone", "alone"])]
)
def test_concurrent_call_decides_whether_calls_overlap(
    start_host: StartHost, load_probe: LoadProbe, concurrent: bool, seen: list[str]
) -> None:
    host = start_host()
    load_probe(host, datasource={"concurrent_call": concurrent})
    find(host, "1")
    with ThreadPoolExecutor(2) as threads:
        found = list(threads.map(lambda _: find(host, "overlap")["display"], range(2)))
    assert found == seen
