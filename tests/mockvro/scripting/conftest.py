"""A server with a JVM, and something to talk to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import requests

from mockvro.embed import Server, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Remote(requests.Session):
    """A session that takes paths."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.trust_env = False
        self.auth = ("vcoadmin", "vcoadmin")
        self.base = base

    def request(self, method: str, url: str, **more: Any) -> requests.Response:  # type: ignore[override]
        address = url if url.startswith("http") else f"{self.base}{url}"
        return super().request(method, address, **more)

    def script(self, source: str) -> Any:
        """The wire form of what a script returns."""
        answer = self.post("/mockvro/script", json={"source": source})
        assert answer.status_code == 200, answer.text
        return answer.json()["result"]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("vro")
    rights = folder / "rights"
    rights.write_text("+r /etc/\n")
    settings = Settings(
        data_dir=folder / "data",
        script_deadline_s=60.0,
        jvm_properties={"com.vmware.js.io-access-definition": str(rights)},
    )
    with Server(settings) as started:
        yield started


@pytest.fixture
def impatient(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Remote]:
    """A server of its own that gives scripts half a second, and that long to be stopped."""
    monkeypatch.setattr("mockvro.api.control.GRACE_S", 0.5)
    monkeypatch.setattr("mockvro.engine.scripting.GRACE_S", 0.5)
    settings = Settings(data_dir=tmp_path / "vro", script_deadline_s=0.5)
    with Server(settings) as started, Remote(started.url) as session:
        started.services.runtime.ensure()
        yield session


@pytest.fixture
def remote(server: Server) -> Iterator[Remote]:
    with Remote(server.url) as session:
        yield session
