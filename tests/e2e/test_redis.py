"""A plug-in that others published, with Debian's redis-server."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
import requests

from harness.backend import ManagedSystem, start_system
from harness.case import WorkflowEntry, load_case
from harness.client import Credentials, Execution, Transport, VroClient, build_parameters
from mockvro.embed import Server, Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CASE = Path(__file__).parents[1] / "cases" / "redis" / "acceptance.toml"
PLUGIN, DATABASES = "Redis", 16
RUN_S = 800.0
"""Two minutes alone: every finding is reproduced three times."""

pytestmark = [pytest.mark.needs_java, pytest.mark.needs_redis]


class Stage(msgspec.Struct):
    """Redis configured by its own workflow, and the connection that came of it."""

    url: str
    client: VroClient
    system: ManagedSystem
    ping: WorkflowEntry
    connection: str = ""

    def run(self, entry: WorkflowEntry) -> Execution:
        wanted = self.system.expand(entry)
        workflow = self.client.workflows.find(name=wanted.name)
        parameters = build_parameters(self.client, workflow, wanted.inputs)
        return self.client.workflows.run(workflow.id, parameters, deadline=60)

    def get(self, path: str) -> Any:
        answer = requests.get(
            f"{self.url}/vco/api{path}", auth=("vcoadmin", "vcoadmin"), timeout=60
        )
        assert answer.status_code == 200, answer.text
        return answer.json()

    def log(self, execution: Execution) -> list[str]:
        entries = self.client.workflows.logs(execution.workflow, execution.document.id)
        return [f"{entry.short_description} {entry.long_description}" for entry in entries]


def _have_redis() -> None:
    for program in ("redis-server", "redis-cli"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")


@pytest.fixture(scope="module")
def stage(redis_vmoapp: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    _have_redis()
    folder = tmp_path_factory.mktemp("redis")
    case = load_case(CASE)
    (folder / "work").mkdir()
    system = start_system(case, folder / "work", {})
    assert system is not None
    with Server(Settings(data_dir=folder / "server")) as server:
        transport = Transport(server.url, Credentials("vcoadmin", "vcoadmin"))
        client = VroClient(transport)
        client.plugins.install(redis_vmoapp)
        stage = Stage(server.url, client, system, case.workflow[0])
        added = stage.run(case.configure[0])
        assert added.document.state == "completed", added.document.content_exception
        (found,) = client.catalog.all(PLUGIN, "Connection").objects
        assert f"Created connection with ID: {found.id}" in " ".join(stage.log(added))
        stage.connection = found.id
        yield stage
        transport.close()
    system.stop()


def test_installed_and_started(stage: Stage) -> None:
    (plugin,) = (each for each in stage.client.plugins.list() if each.module_name == PLUGIN)
    assert plugin.version == "1.0.0"
    phases = [
        told.facts["phases"] for told in stage.client.mockvro.observations(kind="plugin-loaded")
    ]
    assert [each["phase"] for each in phases[-1]][:3] == ["load", "name", "registry"]
    assert "publisher" in [each["phase"] for each in phases[-1]]  # the Spring context


def test_inventory_shows_the_connection_and_its_databases(stage: Stage) -> None:
    root = stage.get(f"/inventory/{PLUGIN}")
    assert hrefs(root, stage.connection), root
    connection = stage.get(f"/inventory/{PLUGIN}/connections/{stage.connection}")
    listed = stage.get(f"/inventory/{PLUGIN}/connections/{stage.connection}/databases")
    assert hrefs(connection, "databases")
    assert len(hrefs(listed, "dbid")) == DATABASES


def test_catalogue_agrees_with_the_inventory(stage: Stage) -> None:
    listed = stage.client.catalog.related(PLUGIN, "Connection", stage.connection, "databases")
    wanted = [f"{stage.connection},dbid:{index}" for index in range(DATABASES)]
    assert [each.id for each in listed.objects] == wanted
    found = stage.client.catalog.get(PLUGIN, "Connection", stage.connection).found
    assert found is not None
    assert (found.id, found.properties["name"]) == (stage.connection, "proof")


def test_pong_reaches_the_log_and_the_id_survives_the_checkpoint(stage: Stage) -> None:
    before = len(stage.client.mockvro.observations(kind="call"))
    ping = stage.run(stage.ping)
    assert ping.document.state == "completed", ping.document.content_exception
    assert "PONG" in " ".join(stage.log(ping))
    calls = stage.client.mockvro.observations(kind="call")[before:]
    (script,) = [call.facts["args"] for call in calls if call.facts["method"] == "script.run"]
    (given,) = script["params"]  # what the checkpoint kept: the plug-in found the object by it
    assert given["value"]["sdk-object"]["type"] == "Redis:Connection"
    assert given["value"]["sdk-object"]["id"] == stage.connection
    (effect,) = stage.ping.expect.effect
    assert effect.mismatch(stage.system.read(effect)) == ""


def test_ids_survive_a_new_host(stage: Stage) -> None:
    stage.client.mockvro.restart_host()
    found = stage.client.catalog.get(PLUGIN, "Database", f"{stage.connection},dbid:3").found
    assert found is not None
    assert found.id == f"{stage.connection},dbid:3"
    assert stage.run(stage.ping).document.state == "completed"


@pytest.mark.timeout(900)
def test_run_is_a_truthful_rejection(
    redis_vmoapp: Path, tmp_path: Path, run_plugin: Callable[..., Any]
) -> None:
    _have_redis()
    run = run_plugin(redis_vmoapp, CASE, tmp_path, limit=RUN_S)
    assert run.lost == set(), run.err
    assert (run.code, run.verdict) == (1, "rejected")
    assert run.of("failed") == EXPECTED_FAILURES
    assert run.of("warned") == EXPECTED_WARNINGS
    placeholders = {finding["seen"] for finding in run.findings("pkg.unresolved-placeholder")}
    assert placeholders == {"${build.number}", "${installation.mode}"}
    (signer,) = run.findings("pkg.default-signer")
    assert signer["seen"] == "CN=vCO Plug-in SDK Archetype,O=vCO Plug-in SDK Archetype"
    (race,) = run.findings("con.race")
    assert race["where"] == "RedisConnection.databases in a script"
    assert race["seen"].startswith(f"lists of 0 elements instead of {DATABASES};")
    (leak,) = run.findings("res.socket-leak")
    assert leak["where"] == "org.apache.commons.pool2:type=GenericObjectPool,name=pool"
    assert leak["seen"].startswith("1 borrowed, 0 idle")
    (licence,) = run.findings("doc.eula-missing")
    assert "PUT YOUR LICENSE HERE" in licence["summary"]


EXPECTED_FAILURES = {
    "pkg.unresolved-placeholder",
    "pkg.trademark-in-name",  # the content package is com.vmware.library.redis
    "pkg.default-signer",
    "doc.bundle-missing",
    "doc.eula-missing",
    "inv.phantom-object",  # Database, "<connection>,dbid": an object with the connection's id
    "inv.find-throws-npe",  # ListPosition: StringIndexOutOfBounds out of Sid.toString
    "inv.null-list",  # findAll(Database): a QueryResult without elements
    "inv.query-ignored",  # findAll(ListPosition) gives both positions whatever the query is
    "inst.doc-offer-missing",  # no description, EULA or workflow leads to any documentation
    "scr.null-argument",  # hmset(null, null), hmget(null, null): NullPointerException
    "wf.locked-or-editable",  # its workflows may be edited by everybody, and describe nothing
    "cl.mbean-left",  # the pool of Jedis stays registered, since nobody destroys it
    "con.race",  # RedisConnection.databases is shown as an empty map while it is being filled
    "res.socket-leak",  # the first getDatabases borrows from the pool and gives nothing back
}
EXPECTED_WARNINGS = {
    "pkg.vso-xml-invalid",  # hincrBy is declared twice, with the same parameters
    "pkg.known-cve",  # guava 15.0
    "doc.api-doc-missing",  # two of 436 members and parameters have a description
    "doc.compat-claim",  # the case claims no release
    "uninst.threads-remain",  # the eviction timer of the pool that is never destroyed
    "uninst.loader-pinned",  # by the context class loader of that timer
}


def hrefs(document: dict[str, Any], part: str) -> list[str]:
    """Addresses below the object that an inventory document links to."""
    links = document["relations"]["link"]
    return [link["href"] for link in links if part in link["href"] and link.get("rel") != "up"]
