"""The observer through REST and its typed client, about a plug-in that does nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from harness.client import Credentials, Transport, UnexpectedAnswerError, VroClient
from harness.client.observed import ObservedThread, ThreadSnapshot, cpu_between
from harness.control import MODULE, write_null_plugin
from mockvro.embed import Server, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VroClient]:
    folder = tmp_path_factory.mktemp("rest")
    with Server(Settings(data_dir=folder / "data")) as server:
        transport = Transport(server.url, Credentials("vcoadmin", "vcoadmin"))
        client = VroClient(transport)
        client.plugins.install(write_null_plugin(folder))
        yield client
        transport.close()


@pytest.mark.needs_java
def test_a_plugin_that_does_nothing_leaves_nothing(client: VroClient) -> None:
    observer = client.observer
    assert observer.threads().of(MODULE) == ()
    assert observer.threads().locked_in_io() == ()
    assert observer.events(plugin=MODULE).events == ()
    assert observer.jvm_state().changes == ()
    assert observer.calls() == ()
    assert not observer.interrupt("c1")
    cycles = observer.factory_cycles(MODULE, 5)
    assert [(each.before, each.after) for each in cycles.factories] == [(0, 0)]
    with observer.callbacks():
        observer.forget_events()
    observer.unload(MODULE)
    assert observer.loader(MODULE, gcs=5, seconds=30).collected


@pytest.mark.needs_java
def test_memory_and_process(client: VroClient) -> None:
    memory = client.observer.heap()
    assert 0 < memory.used_bytes <= memory.committed_bytes
    assert memory.classes_loaded > 500
    process = client.observer.process()
    assert process.rss_bytes > memory.used_bytes
    assert process.descriptors > 5
    assert process.children == ()
    assert client.observer.histogram()[0].instances > 0


@pytest.mark.needs_java
def test_what_cannot_be_answered(client: VroClient) -> None:
    for question, facts in (
        ("interrupt", {}),
        ("factory-cycles", {"plugin": MODULE, "n": 0}),
        ("callbacks", {"on": "yes"}),
        ("loader", {"plugin": "Nobody"}),
        ("nonsense", {}),
    ):
        with pytest.raises(UnexpectedAnswerError):
            client.observer.post(question, **facts)


def test_cpu_between_two_snapshots() -> None:
    def snapshot(*times: tuple[int, float]) -> ThreadSnapshot:
        threads = [
            ObservedThread(id=number, name="t", state="RUNNABLE", stack=(), cpu_ms=ms)
            for number, ms in times
        ]
        return ThreadSnapshot(threads=tuple(threads))

    earlier, later = snapshot((1, 5.0), (2, 7.0)), snapshot((1, 45.0), (3, 9.0))
    assert cpu_between(earlier, later) == {1: 40.0}
