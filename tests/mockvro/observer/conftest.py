"""A plug-in that does what its ids say, and a JVM that watches it."""

from __future__ import annotations

import itertools
import subprocess
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from mockvro.content.descriptor import Datasource, Descriptor, Finder
from mockvro.host import HostOptions, HostProcess, Observations
from mockvro.jvm import locate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DESCRIPTOR = Descriptor(
    name="Watched",
    version="1.0.0",
    build_number="1",
    datasources=(Datasource(name="ds", adaptor_class="watched.WatchedAdaptor"),),
    finders=(
        Finder(type="Thing", datasource="ds", java_class="watched.Thing", id_accessor="getId()"),
    ),
)


class Watched:
    """A JVM with the plug-in in it."""

    def __init__(self, host: HostProcess, jar: Path) -> None:
        self.host = host
        self._jars = [str(each) for each in (jar, *locate.classpath("control"))]

    def load(self) -> None:
        params = {"name": "Watched", "version": "1.0.0", "build": "1", "jars": self._jars}
        more = {"parent": "platform", "descriptor": msgspec.to_builtins(DESCRIPTOR)}
        self.host.call("plugin.load", params | more | {"endpoints": []})

    def does(self, deed: str, session: str = "s", deadline: float = 60) -> Any:
        params = {"plugin": "Watched", "session": session, "type": "Thing", "id": deed}
        return self.host.call("finder.find", params, deadline)

    def ask(self, question: str, **params: Any) -> Any:
        return self.host.call(f"observer.{question}", params)

    def seen(self, kind: str, deed: str, session: str = "s") -> list[dict[str, Any]]:
        """What is observed while the plug-in does something."""
        before = self.host.observations.next
        self.does(deed, session)
        return self.host.observations.since(before, kind=kind)


@pytest.fixture(scope="session")
def watched_jar(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("watched")
    sources = sorted((Path(__file__).parent / "java").rglob("*.java"))
    classpath = ":".join(map(str, locate.classpath("common", "platform", "control")))
    compiler = [str(locate.javac().javac), "-nowarn", "--release", "8", "-proc:none"]
    target = ["-cp", classpath, "-d", str(folder / "classes")]
    subprocess.run([*compiler, *target, *map(str, sources)], check=True, capture_output=True)
    jar = folder / "watched.jar"
    with zipfile.ZipFile(jar, "w") as archive:
        for path in sorted((folder / "classes").rglob("*.class")):
            archive.write(path, path.relative_to(folder / "classes"))
    return jar


@pytest.fixture(scope="module")
def start(
    watched_jar: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Watched]]:
    """Starts JVMs that end with the module."""
    hosts: list[HostProcess] = []
    numbers = itertools.count()
    folder = tmp_path_factory.mktemp("observed")

    def start(**options: Any) -> Watched:
        workdir = folder / f"host{next(numbers)}"
        found = {"java": locate.java().java, "dist": locate.dist()}
        files = {"workdir": workdir, "log_file": workdir.with_suffix(".log")}
        observations = Observations(workdir.with_suffix(".spill"))
        host = HostProcess.start(HostOptions(**found | files | options), observations)
        hosts.append(host)
        watched = Watched(host, watched_jar)
        watched.load()
        return watched

    yield start
    for host in hosts:
        host.close()


@pytest.fixture(scope="module")
def watched(start: Callable[..., Watched]) -> Watched:
    """A JVM that all tests of a module share."""
    return start()
