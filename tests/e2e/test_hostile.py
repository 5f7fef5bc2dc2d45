"""Plug-ins that harm the process they are guests in: the run ends by itself and says so.

Each is the sound plug-in with one call of a class from ``java/`` in it.
"""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import requests
from msgspec import Struct

from mockvro.embed import Server, Settings
from sample_plugins.build import Builder, PluginSource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.needs_java

_SOUND = Path(__file__).parents[2] / "sample_plugins" / "misbehaving" / "dynamic" / "sound"
_JAVA = "java/org/example/depot"
PLAN = Path(__file__).parents[1] / "plans" / "hostile.toml"

ADAPTOR = ("DepotAdaptor", "    @Override\n    public void uninstallPluginFactory")
FIND = ("DepotFactory", "switch (type) {")
MANAGER = ("DepotManager", "return new DepotManager();")
RECEIPT = ("Box", 'String receipt = name + ", "')
SHELF = ("Shelf", "    private final String id;")

IMPATIENT = """
[deadlines]
find = 1
find_all = 1
relation = 1
has_children = 1
script = 5
workflow = 10
"""


class Hostile(Struct, frozen=True, kw_only=True):
    """A plug-in that does one thing.

    Attributes:
        name: What it does.
        place: Class, and the passage before which it does so.
        code: Java that is put there.
        helper: Class of ``java/`` that the code calls.
        failed: Every check that must fail.
        either: Checks of which some must fail, where it is chance whether the host dies.
        case: TOML that is added to the case.
    """

    name: str
    place: tuple[str, str]
    code: str
    helper: str = ""
    failed: frozenset[str] = frozenset()
    either: frozenset[str] = frozenset()
    case: str = ""

    def source(self) -> PluginSource:
        """The sources of the sound plug-in with the code in them."""
        class_name, passage = self.place
        path = f"{_JAVA}/{class_name}.java"
        source = PluginSource.load(_SOUND).replace(
            self.name, path, passage, f"{self.code}\n{passage}"
        )
        if not self.helper:
            return source
        helper = Path(__file__).parent / "java" / f"{self.helper}.java"
        return source.overlay(self.name, {f"{_JAVA}/{helper.name}": helper.read_text("utf-8")})


def write(plugin: Hostile, builder: Builder, folder: Path) -> tuple[Path, Path]:
    """Build a plug-in and write it with its case; artifact and case."""
    artifact = builder.build(plugin.source()).write(folder / plugin.name)
    case = artifact.with_name("acceptance.toml")
    case.write_text((_SOUND / case.name).read_text("utf-8") + plugin.case, "utf-8")
    return artifact, case


PLUGINS = (
    Hostile(
        name="exit-in-find",
        place=FIND,
        code="Exit.now();",
        helper="Exit",
        failed=frozenset({"cl.system-exit", "inv.id-not-roundtrip", "wf.unexpected-result"}),
    ),
    Hostile(
        name="exit-in-script",
        place=RECEIPT,
        code="Exit.now();",
        helper="Exit",
        failed=frozenset({"cl.system-exit", "wf.unexpected-result"}),
    ),
    Hostile(
        name="halt-past-the-trap",
        place=FIND,
        code='if ("s2".equals(id)) Halt.now();',
        helper="Halt",
        failed=frozenset({"cl.system-exit", "inv.id-not-roundtrip"}),
    ),
    Hostile(
        name="loop-in-find",
        place=FIND,
        code="Loop.forEver();",
        helper="Loop",
        failed=frozenset({"inv.no-timeout", "wf.unexpected-result"}),
        case=IMPATIENT.replace("script = 5\nworkflow = 10", "script = 1\nworkflow = 3"),
    ),
    Hostile(
        name="flood-of-output",
        place=ADAPTOR,
        code="    static { Flood.write(); }\n",
        helper="Flood",
        failed=frozenset({"cl.stdout-replaced"}),
    ),
    Hostile(
        name="adaptor-cannot-be-made",
        place=ADAPTOR,
        code="    static final int VALUE = Failure.value();\n",
        helper="Failure",
        failed=frozenset({"inst.load-failed"}),
    ),
    Hostile(
        name="object-cannot-be-made",
        place=SHELF,
        code="    static final int VALUE = Failure.value();\n",
        helper="Failure",
        failed=frozenset({"wf.unexpected-result"}),
    ),
    Hostile(
        name="all-memory-taken",
        place=FIND,
        code='if ("s2".equals(id)) Hoard.everything();',
        helper="Hoard",
        either=frozenset({"cl.system-exit", "inv.no-timeout"}),
        case=IMPATIENT,
    ),
    Hostile(
        name="deadlock",
        place=FIND,
        code='if ("s2".equals(id)) Embrace.alone();',
        helper="Embrace",
        failed=frozenset({"inv.no-timeout"}),
        case=IMPATIENT,
    ),
    Hostile(name="child-left", place=MANAGER, code="Children.start();", helper="Children"),
    Hostile(name="daemon-left", place=MANAGER, code="Children.startDaemon();", helper="Children"),
    Hostile(name="thread-interrupted", place=FIND, code="Thread.currentThread().interrupt();"),
)
"""Every hostile plug-in."""


@pytest.fixture(scope="module")
def builder() -> Iterator[Builder]:
    with Builder() as builder:
        yield builder


@pytest.fixture(params=PLUGINS, ids=lambda plugin: plugin.name)
def hostile(request: pytest.FixtureRequest) -> Hostile:
    plugin: Hostile = request.param
    return plugin


def test_the_run_ends_by_itself_and_says_so(
    hostile: Hostile,
    builder: Builder,
    tmp_path: Path,
    run_plugin: Callable[..., Any],
    command: Callable[..., Any],
) -> None:
    artifact, case = write(hostile, builder, tmp_path / "submission")
    run = run_plugin(artifact, case, tmp_path / "out", "--attempts", 1, "--plan", PLAN)
    # a host that dies between two calls takes the check that was going on with it
    mortal = {"inv.id-not-roundtrip"} if hostile.either else set()
    assert run.lost <= mortal, run.err
    failed = run.of("failed") - mortal
    assert failed - hostile.either == hostile.failed
    assert bool(failed & hostile.either) == bool(hostile.either)
    decisive = failed - {"cl.stdout-replaced"}  # which is recommended only
    assert (run.code, run.verdict) == ((1, "rejected") if decisive else (0, "accepted"))
    EVIDENCE.get(hostile.name, lambda _run: None)(run)
    trust = ("--artifact", artifact, "--keyring", run.keyring)
    assert command("verify", run.bundle, *trust, "--plan", PLAN).code == run.code


def says(check: str, text: str) -> Callable[[Any], None]:
    """The failing findings of a check say this."""

    def judge(run: Any) -> None:
        assert any(text in f"{each['summary']} {each['seen']}" for each in run.findings(check))

    return judge


FLOOD = 100 << 20
"""Bytes that one JVM writes."""


def output_is_bounded(run: Any) -> None:
    told = [each["seen"] for each in run.findings("cl.stdout-replaced")]
    sizes = [int(size) for text in told for size in re.findall(r"(\d+) bytes", text)]
    # each JVM of a stage floods once when the class is loaded
    assert sizes
    assert all(size > 0 and size % FLOOD == 0 for size in sizes), told
    kept = [file.stat().st_size for file in run.folder.rglob("*") if file.is_file()]
    assert max(kept) < 16 << 20


def child_is_noticed(run: Any) -> None:
    assert any("sleep 3600" in told["command"] for told in run.observations("process-left"))


EVIDENCE: dict[str, Callable[[Any], None]] = {
    "exit-in-find": says("cl.system-exit", "System.exit(3)"),
    "exit-in-script": says("cl.system-exit", "System.exit(3)"),
    "halt-past-the-trap": says("cl.system-exit", "exit code 6"),
    "loop-in-find": says("inv.no-timeout", "no answer after 1."),
    "flood-of-output": output_is_bounded,
    "adaptor-cannot-be-made": says("inst.load-failed", "nothing works today"),
    "deadlock": says("inv.no-timeout", "no answer after 1."),
    "child-left": child_is_noticed,
}
"""What a run must have on record besides its outcomes."""


def test_calls_that_wait_for_each_other_cost_only_their_limit(
    builder: Builder, tmp_path: Path
) -> None:
    code = 'Embrace.together("s1".equals(id));'
    plugin = Hostile(name="two-calls", place=FIND, code=code, helper="Embrace")
    artifact, _ = write(plugin, builder, tmp_path)
    settings = Settings(data_dir=tmp_path / "server", finder_limits_s={"find": 1.0})
    with Server(settings) as server, requests.Session() as session:
        session.auth = ("vcoadmin", "vcoadmin")

        def ask(path: str) -> int:
            return session.get(f"{server.url}{path}", timeout=30).status_code

        with artifact.open("rb") as file:
            address = f"{server.url}/vco/api/plugins/installations"
            pending = session.post(address, files={"file": (artifact.name, file)}).json()
        accepted = session.patch(f"{address}/{pending['id']}", json={"eulaAccepted": True})
        assert accepted.status_code == 200
        with ThreadPoolExecutor(2) as pool:
            shelves = [f"/vco/api/catalog/Depot/Shelf/{name}" for name in ("s1", "s2")]
            assert list(pool.map(ask, shelves)) == [504, 504]
        seen = session.get(f"{server.url}/mockvro/observations?kind=call-hung").json()
        dumps = [told["dump"] for told in seen["observations"]]
        assert any("Embrace.take" in str(dump) for dump in dumps)
        assert session.post(f"{server.url}/mockvro/host/restart").status_code == 204
        assert ask("/vco/api/catalog/Depot") == 200
