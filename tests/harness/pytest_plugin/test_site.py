"""A site over made-up answers: who is to blame, and what is kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import responses

from harness.case import Case, Plugin
from harness.client import Credentials, UnexpectedAnswerError
from harness.pytest_plugin.archiving import EXCHANGES, OBSERVATIONS
from harness.pytest_plugin.condition import MAX_HANGS
from harness.pytest_plugin.site import Site
from harness.pytest_plugin.stop import NeedMissingError, PluginNotLoadedError, StageLostError

URL = "http://vro.test"
CATALOG = f"{URL}/vco/api/catalog/P/T"
CALLED = {"X-Mockvro-Calls": "c7"}


class FakeOrchestrator:
    url = URL
    credentials = Credentials("u", "p")
    verify = True
    closed = 0

    def expect(self, plugin: str) -> None:
        assert plugin == "P"

    def close(self) -> None:
        FakeOrchestrator.closed += 1


class FakeProvider:
    isolated = True

    def preflight(self, plugin: str) -> None:
        assert plugin == "P"

    def __init__(self, *, simulated: bool) -> None:
        self.simulated = simulated

    def fresh(self, folder: Path) -> FakeOrchestrator:
        del folder
        return FakeOrchestrator()


@pytest.fixture
def server() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield mock


def make_site(folder: Path, *, simulated: bool = True) -> Site:
    artifact = folder / "p.dar"
    artifact.write_bytes(b"PK")
    case = Case(plugin=Plugin(name="P"), path=folder / "acceptance.toml")
    return Site("01-x", folder / "01-x", FakeProvider(simulated=simulated), case, artifact)


@pytest.fixture
def site(tmp_path: Path, server: responses.RequestsMock) -> Iterator[Site]:
    del server
    site = make_site(tmp_path)
    yield site
    site.close()


def observe(server: responses.RequestsMock, *observations: dict[str, object]) -> None:
    numbered = [{"seq": seq, **each} for seq, each in enumerate(observations, start=1)]
    server.get(f"{URL}/mockvro/observations", json={"observations": numbered, "next": 99})


def installing(server: responses.RequestsMock, *, status: int) -> None:
    server.post(f"{URL}/vco/api/plugins/installations", status=201, json={"id": "i"})
    answer = {"message": "boom"} if status != 200 else {"pluginInstallResults": []}
    server.patch(f"{URL}/vco/api/plugins/installations/i", status=status, json=answer)


def test_a_refused_archive_is_told_apart_from_a_failing_start(
    site: Site, server: responses.RequestsMock
) -> None:
    server.post(f"{URL}/vco/api/plugins/installations", status=400, json={"message": "no vso.xml"})
    problem = site.try_install()
    assert problem is not None
    assert problem.refused
    assert "no vso.xml" in problem.reason


def test_a_phase_that_throws_is_the_plugins_fault(
    site: Site, server: responses.RequestsMock
) -> None:
    installing(server, status=200)
    exception = {"class": "java.lang.Boom", "message": "no"}
    observe(server, {"kind": "plugin-load-failed", "phase": "load", "exception": exception})
    with pytest.raises(PluginNotLoadedError, match=r"phase load: java\.lang\.Boom: no"):
        site.install()


def test_a_host_that_cannot_start_is_ours(site: Site, server: responses.RequestsMock) -> None:
    installing(server, status=503)
    observe(server, {"kind": "host-exited", "exitCode": 1})
    with pytest.raises(UnexpectedAnswerError, match="200 expected, 503 came"):
        site.install()


def test_a_host_that_died_is_asked_nothing_more(site: Site, server: responses.RequestsMock) -> None:
    observe(server)
    server.get(f"{URL}/mockvro/host", json={"state": "dead", "exitCode": 3})
    server.get(f"{CATALOG}/1", status=503, json={"message": "host ended"}, headers=CALLED)
    assert site.client.catalog.get("P", "T", "1").error == "host ended"
    assert site.lost() == "host ended"
    with pytest.raises(StageLostError, match="host ended"):
        site.client.catalog.get("P", "T", "2")
    assert site.observations() == ()


def test_a_server_that_restarts_is_not_lost(site: Site, server: responses.RequestsMock) -> None:
    server.get(f"{URL}/vco/api/health/readiness", status=503)
    server.get(f"{URL}/mockvro/host", json={"state": "running"})
    assert not site.client.service.ready()
    assert site.lost() == ""


def test_hangs_are_tolerated_up_to_a_number(site: Site, server: responses.RequestsMock) -> None:
    server.get(f"{CATALOG}/1", status=504, json={"message": "no answer"}, headers=CALLED)
    server.get(f"{URL}/mockvro/host", json={"state": "running"})
    for _ in range(MAX_HANGS + 1):
        site.client.catalog.get("P", "T", "1")
    with pytest.raises(StageLostError, match=f"{MAX_HANGS + 1} calls into the plug-in hang"):
        site.client.catalog.get("P", "T", "1")


def test_closing_keeps_what_is_known_and_happens_once(
    site: Site, server: responses.RequestsMock
) -> None:
    observe(server, {"kind": "host-started", "pid": 7})
    server.post(f"{URL}/mockvro/host/stop", status=204)
    server.get(f"{URL}/mockvro/log", json={"lines": [{"message": "hello"}], "next": 1})
    for stream in ("stdout", "stderr"):
        server.get(f"{URL}/mockvro/output/{stream}", body=f"on {stream}")
    before = FakeOrchestrator.closed
    site.close()
    site.close()
    assert FakeOrchestrator.closed == before + 1
    assert b'"pid":7' in (site.folder / OBSERVATIONS).read_bytes()
    assert (site.folder / "stdout.txt").read_text() == "on stdout"
    assert b"/mockvro/observations" in (site.folder / EXCHANGES).read_bytes()


def test_a_dead_server_does_not_keep_a_site_from_closing(
    site: Site, server: responses.RequestsMock
) -> None:
    del server
    before = FakeOrchestrator.closed
    site.close()
    assert FakeOrchestrator.closed == before + 1
    assert "does not answer" in (site.folder / "archive-error.txt").read_text()


def test_a_real_server_tells_no_observations(
    tmp_path: Path, server: responses.RequestsMock
) -> None:
    del server
    site = make_site(tmp_path, simulated=False)
    with pytest.raises(NeedMissingError):
        site.observations()
    assert site.host() is None
    assert site.lost() == ""
    site.close()
