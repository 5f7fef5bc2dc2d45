"""A probing plug-in, compiled once, and hosts to run it in."""

from __future__ import annotations

import itertools
import subprocess
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import msgspec
import pytest

from mockvro.content.descriptor import (
    Datasource,
    Descriptor,
    Finder,
    Property,
    Relation,
    ScriptObject,
    Singleton,
)
from mockvro.host import HostOptions, HostProcess, Observations
from mockvro.jvm import locate

if TYPE_CHECKING:
    from collections.abc import Iterator

PROPERTIES = {
    "name": "name",
    "ready": "ready",
    "size": "size",
    "made": "made",
    "map": "map",
    "list": "list",
    "friends": "friends",
    "broken": "broken",
    "open": "open",
    "absent": "absent",
}


class StartHost(Protocol):
    def __call__(self, **options: Any) -> HostProcess: ...


class LoadProbe(Protocol):
    def __call__(
        self,
        host: HostProcess,
        *,
        adaptor: str = ...,
        datasource: dict[str, Any] | None = ...,
        parent: str = ...,
        endpoints: list[dict[str, Any]] | None = ...,
    ) -> dict[str, Any]: ...


def probe_descriptor(adaptor: str, **datasource: Any) -> Descriptor:
    relations = tuple(Relation(name=name, type="Thing") for name in ("children", "nothing", "lazy"))
    accessors = (
        Property(name="state", property_accessor="getState().name()"),
        Property(name="weird", property_accessor="getMap()['a']"),
    )
    beans = tuple(Property(name=key, bean_property=bean) for key, bean in PROPERTIES.items())
    return Descriptor(
        name="Probe",
        version="1.0.0",
        build_number="1",
        datasources=(Datasource(name="ds", adaptor_class=f"probe.{adaptor}", **datasource),),
        finders=(
            Finder(type="_ROOT", datasource="ds", relations=relations),
            Finder(
                type="Thing",
                datasource="ds",
                java_class="probe.Thing",
                id_accessor="getKey()",
                properties=(*beans, *accessors),
                relations=relations,
            ),
            Finder(type="Odd", datasource="ds", java_class="probe.Thing", id_accessor="toString()"),
            Finder(type="Open", datasource="ds", dynamic_types=True),
            Finder(type="Dynamic", datasource="ds", dynamic_finder=True),
        ),
        objects=(
            ScriptObject(
                script_name="_ProbeManager",
                java_class="probe.Manager",
                create=False,
                singleton=Singleton(script_name="ProbeManager", datasource="ds"),
            ),
        ),
    )


@pytest.fixture(scope="session")
def probe_jar(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("probe")
    sources = sorted((Path(__file__).parent / "java").rglob("*.java"))
    classpath = ":".join(map(str, locate.classpath("common", "platform", "control")))
    compile_all = [
        str(locate.javac().javac),
        "-nowarn",
        "--release",
        "8",
        "-proc:none",
        "-cp",
        classpath,
    ]
    subprocess.run(
        [*compile_all, "-d", str(folder / "classes"), *map(str, sources)],
        check=True,
        capture_output=True,
    )
    jar = folder / "probe.jar"
    with zipfile.ZipFile(jar, "w") as archive:
        for path in sorted((folder / "classes").rglob("*.class")):
            archive.write(path, path.relative_to(folder / "classes"))
    return jar


@pytest.fixture(scope="module")
def module_observations(tmp_path_factory: pytest.TempPathFactory) -> Observations:
    return Observations(tmp_path_factory.mktemp("observations") / "spill.jsonl")


@pytest.fixture
def observations(tmp_path: Path) -> Observations:
    return Observations(tmp_path / "spill.jsonl")


@pytest.fixture
def start_host(tmp_path: Path, observations: Observations) -> Iterator[StartHost]:
    """Starts hosts that end with the test."""
    started: list[HostProcess] = []
    numbers = itertools.count()

    def start(**options: Any) -> HostProcess:
        workdir = tmp_path / f"host{next(numbers)}"
        host = HostProcess.start(host_options(workdir, **options), observations)
        started.append(host)
        return host

    yield start
    for host in started:
        host.close()


def host_options(workdir: Path, **options: Any) -> HostOptions:
    found = {"java": locate.java().java, "dist": locate.dist()}
    files = {"workdir": workdir, "log_file": workdir.with_suffix(".log")}
    return HostOptions(**found | files | options)


@pytest.fixture(scope="session")
def load_probe(probe_jar: Path) -> LoadProbe:
    def load(
        host: HostProcess,
        *,
        adaptor: str = "ProbeAdaptor",
        datasource: dict[str, Any] | None = None,
        parent: str = "platform",
        endpoints: list[dict[str, Any]] | None = None,
    ) -> dict[str, Any]:
        descriptor = msgspec.to_builtins(probe_descriptor(adaptor, **(datasource or {})))
        jars = [str(each) for each in (probe_jar, *locate.classpath("control"))]
        params = {"name": "Probe", "version": "1.0.0", "build": "1", "jars": jars}
        more = {"parent": parent, "descriptor": descriptor, "endpoints": endpoints or []}
        loaded: dict[str, Any] = host.call("plugin.load", params | more)
        return loaded

    return load


@pytest.fixture(scope="module")
def probe(
    tmp_path_factory: pytest.TempPathFactory,
    module_observations: Observations,
    load_probe: LoadProbe,
) -> Iterator[HostProcess]:
    """A host with the probe loaded, shared by tests that leave it as it is."""
    workdir = tmp_path_factory.mktemp("probe-host") / "host"
    with HostProcess.start(host_options(workdir), module_observations) as host:
        host.on_request("server.endpoint.save", lambda _: None)
        host.on_request("server.endpoint.delete", lambda _: None)
        load_probe(host)
        yield host
