"""Stages under stress, with Lighthouse in a JVM."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import structs

from harness.backend.faults import profile_of
from harness.checks import ReasonCode
from harness.pytest_plugin.installed import Stage
from harness.pytest_plugin.making.submitted import Submitted
from harness.pytest_plugin.staging import Staging
from harness.pytest_plugin.stop import NeedMissingError, NotExercisedError
from harness.settings import RunSettings
from sample_plugins.build import PluginSource, build

pytestmark = pytest.mark.needs_java
ROOT = Path(__file__).parents[3]
CASE = ROOT / "sample_plugins" / "lighthouse" / "acceptance.toml"
SECRET = "canary-0123456789abcdef01234567"


@pytest.fixture(scope="module")
def staging(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staging]:
    folder = tmp_path_factory.mktemp("staging")
    (built,) = build([PluginSource.load(ROOT / "sample_plugins" / "lighthouse")])
    settings = RunSettings(
        artifact=built.write(folder),
        case=CASE,
        folder=folder,
        journal=folder / "journal.jsonl",
        secrets={"password": SECRET},
        soak=0.5,
    )
    staging = Staging(settings)
    yield staging
    staging.close_all()


@pytest.fixture(scope="module")
def stage(staging: Staging) -> Stage:
    return staging.stage("session")


@pytest.fixture(scope="module")
def secure(staging: Staging) -> Stage:
    stage = staging.own_stage("session")
    stage.install()
    stage.proxy.use(profile_of("cert-valid"))
    stage.configure(tls=True)
    return stage


def test_the_plugin_s_way_leads_through_the_proxy(stage: Stage) -> None:
    assert [run.state for run in stage.configuration] == ["completed"]
    before = stage.proxy.counters
    assert stage.walk().nodes
    seen = stage.proxy.counters - before
    assert seen.requests > 3
    assert stage.proxy.http
    assert "password" in {leak.secret for leak in stage.proxy.clear}
    effect = stage.case.configure[0].expect.effect[0]
    requests = stage.proxy.counters.requests
    assert effect.mismatch(stage.system.read(effect)) == ""
    assert stage.proxy.counters.requests == requests  # effects are read past it


def test_faults_reach_the_plugin(stage: Stage) -> None:
    (harbour,) = [node for node in stage.inventory.nodes if node.type == "Harbour"]
    with stage.profile("503"):
        assert stage.children("Harbour", harbour.id, "lighthouses").error
    with stage.profile("refused"):
        assert stage.children("Harbour", harbour.id, "lighthouses").error
    with stage.profile("200ms"):
        timed = stage.clock.time(lambda: stage.children("Harbour", harbour.id, "lighthouses"))
        assert timed.seconds >= 0.2
    assert timed.value.error == ""


def test_users_have_sessions_of_their_own(stage: Stage) -> None:
    assert stage.session("ann") is stage.session("ann")
    for user in ("ann", "bea"):
        assert stage.session(user).catalog.all(stage.plugin, "Harbour").total == 1
    sessions = {str(call.facts["args"].get("session")) for call in stage.observations("call")}
    assert len([name for name in sessions if "@ann" in name or "@bea" in name]) == 2


def test_the_null_plugin_is_there_for_a_check(staging: Staging, stage: Stage) -> None:
    control = stage.control
    assert stage.control is control
    assert len(control.walk().nodes) == 10
    assert control.find("Thing", "3").found
    staging.close_own()
    assert stage.control is not control
    staging.close_own()


def test_a_password_in_its_place_is_no_leak(stage: Stage) -> None:
    assert stage.stored_leaks() == ()
    found = stage.mockvro.endpoints(stage.plugin)["endpoints"]
    entry = {"type": "string", "value": f"Basic {SECRET}"}
    changed = [{**each, "entries": {**each["entries"], "note": entry}} for each in found]
    stage.mockvro.set_endpoints(stage.plugin, changed)
    assert [leak.secret for leak in stage.stored_leaks()] == ["password"]
    stage.mockvro.set_endpoints(stage.plugin, found)


def test_a_fresh_host_keeps_plugin_and_endpoints(stage: Stage) -> None:
    pid = stage.host().pid
    stage.restart_host()
    assert stage.host().pid != pid
    assert {node.type for node in stage.walk().nodes} >= {"Harbour", "Lamp"}


def test_cycles_are_scaled_and_the_first_do_not_count(stage: Stage) -> None:
    done: list[int] = []
    counts = stage.repeat(30, done.append, lambda: len(done))
    assert counts == tuple(range(3, 18))
    assert stage.soak(4) == 2
    assert stage.soak(1) == 1


@pytest.mark.parametrize("kind", ["self-signed", "expired", "wrong-host", "unknown-ca"])
def test_a_plugin_that_verifies_refuses_wrong_certificates(secure: Stage, kind: str) -> None:
    (harbour,) = secure.client.catalog.all(secure.plugin, "Harbour").objects
    before = secure.proxy.counters
    with secure.profile(f"cert-{kind}"):
        assert secure.children("Harbour", harbour.id, "lighthouses").error
    clock, proxy = secure.clock, secure.proxy
    # the plug-in gives up before our side has heard of it
    assert clock.wait_until(lambda: (proxy.counters - before).handshake_failures > 0, 10)
    assert (proxy.counters - before).requests == 0
    assert secure.children("Harbour", harbour.id, "lighthouses").error == ""


def test_over_tls_nothing_is_in_clear(secure: Stage) -> None:
    assert [run.state for run in secure.configuration] == ["completed"]
    assert secure.proxy.counters.logins > 0
    assert not secure.proxy.clear


def test_two_endpoints_have_proxies_and_objects_of_their_own(staging: Staging) -> None:
    both = staging.special.shared_endpoints("twice")
    assert [run.state for run in both.runs] == ["completed"]
    names = {str(node.properties.get("name")) for node in both.stage.walk().nodes}
    assert {"North Pier", "North Pier 2"} <= names
    alone = {str(node.properties.get("name")) for node in both.alone.nodes}
    assert "North Pier" in alone
    assert "North Pier 2" not in alone
    first, second = both.proxies
    assert first.port != second.port
    assert first.counters.requests > 3
    assert second.counters.requests > 3
    staging.close_own()
    assert staging.special.shared_endpoints("twice") is both
    staging.after_check("twice", discard=True)
    assert not both.second.alive


def test_needs_that_are_not_there(staging: Staging) -> None:
    with pytest.raises(NotExercisedError, match="first release") as first:
        _ = staging.submitted.previous
    assert first.value.code is ReasonCode.NOT_APPLICABLE
    documents = structs.replace(staging.case.documentation, first_release=False)
    case = structs.replace(staging.case, documentation=documents)
    with pytest.raises(NeedMissingError, match="--previous"):
        _ = Submitted(staging.settings, case).previous


def test_what_the_case_has_removed_is_there_again_for_the_next_check(staging: Staging) -> None:
    stage = staging.stage("logging")
    first = stage.roots()
    assert [run.entry.name for run in stage.case_runs()][-1] == "Remove harbour"
    assert (stage.walk().nodes, stage.roots()) == ((), frozenset())
    assert staging.stage("logging") is stage
    assert len(stage.roots()) == len(first) == 1
    assert stage.roots().isdisjoint(first)
    assert stage.inventory.nodes
    again = stage.roots()
    assert staging.stage("logging").roots() == again
