"""The life of plug-ins against a model: upload, decide, enable, disable, remove, again."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from mockvro.content.versions import compare
from mockvro.settings import Settings

if TYPE_CHECKING:
    from mockvro.api.services import Services

API = "/vco/api/plugins"
NAMES = ("Alpha", "Beta")
VERSIONS = ("1.0.0", "1.1.0", "2.0.0")
SOME_NAMES = st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True)


@dataclass
class Model:
    """What should be there.

    Attributes:
        installed: Version by name.
        disabled: Names.
        waiting: Offered versions by name, for each undecided upload.
        content: Names of plug-ins whose package was imported once.
    """

    installed: dict[str, str] = field(default_factory=dict)
    disabled: set[str] = field(default_factory=set)
    waiting: dict[str, dict[str, str]] = field(default_factory=dict)
    content: set[str] = field(default_factory=set)

    def accept(self, upload: str) -> dict[str, str]:
        """What becomes of each plug-in of an upload."""
        offers = self.waiting.pop(upload)
        return {name: self._install(name, version) for name, version in offers.items()}

    def _install(self, name: str, version: str) -> str:
        old = self.installed.get(name)
        if old is not None and compare(version, old) < 0:
            return "NOT_INSTALLED"
        self.installed[name] = version
        self.content.add(name)
        return "NEW_INSTALLED" if old is None else "OVERWRITTEN"

    def remove(self, name: str) -> None:
        del self.installed[name]
        self.disabled.discard(name)


class Lives(RuleBasedStateMachine):
    kit: Any
    uploads = Bundle("uploads")

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.model = Model()
        self.hosts: list[Any] = []
        self.files: dict[tuple[str, str], bytes] = {}
        self._start()

    def _start(self) -> None:
        options = Settings(data_dir=Path(self.folder.name), clock=lambda: 1_800_000_000.0)
        self.services: Services = self.kit.build(options, starter=self._host)
        self.services.start()
        self.client = self.kit.Client(self.kit.app_over(self.services))

    def _host(self) -> Any:
        self.hosts.append(self.kit.FakeHost())
        return self.hosts[-1]

    def _dar(self, name: str, version: str) -> bytes:
        if (name, version) not in self.files:
            action = self.kit.greet_action(version, f"action-{name}")
            spec = self.kit.action_spec(action, f"com.example.{name.lower()}")
            package = self.kit.package_bytes(spec, name=f"com.example.{name.lower()}")
            self.files[name, version] = self.kit.dar_bytes(package, name=name, version=version)
        return self.files[name, version]

    def _id(self, name: str) -> str:
        listed = self.client.get(API).json()["plugins"]
        return next((each["id"] for each in listed if each["moduleName"] == name), name)

    @rule(target=uploads, names=SOME_NAMES, version=st.sampled_from(VERSIONS))
    def upload(self, names: list[str], version: str) -> str:
        return self._upload(names, version)

    def _upload(self, names: list[str], version: str) -> str:
        data = self.kit.vmoapp_bytes(*(self._dar(name, version) for name in names))
        answer = self.kit.upload(self.client, data)
        assert answer.status_code == 201, answer.text
        assert {each["moduleName"] for each in answer.json()["plugins"]} == set(names)
        self.model.waiting[answer.json()["id"]] = dict.fromkeys(names, version)
        upload: str = answer.json()["id"]
        return upload

    def _decide(self, upload: str, *, accepted: bool) -> Any:
        return self.client.patch(f"{API}/installations/{upload}", json={"eulaAccepted": accepted})

    @rule(upload=uploads)
    def decide(self, upload: str) -> None:
        self.accept(upload)

    def accept(self, upload: str) -> None:
        answer = self._decide(upload, accepted=True)
        if upload not in self.model.waiting:
            assert answer.status_code == 404
            return
        assert answer.status_code == 200, answer.text
        states = {
            each["plugin"]["moduleName"]: each["pluginInstallState"]["state"]
            for each in answer.json()["pluginInstallResults"]
        }
        assert states == self.model.accept(upload)

    @rule(names=SOME_NAMES, version=st.sampled_from(VERSIONS))
    def install(self, names: list[str], version: str) -> None:
        self.accept(self._upload(names, version))

    @rule(upload=uploads)
    def refuse(self, upload: str) -> None:
        known = self.model.waiting.pop(upload, None) is not None
        assert self._decide(upload, accepted=False).status_code == (204 if known else 404)

    @rule(upload=consumes(uploads))
    def cancel(self, upload: str) -> None:
        known = self.model.waiting.pop(upload, None) is not None
        answer = self.client.delete(f"{API}/installations/{upload}")
        assert answer.status_code == (204 if known else 404)

    @rule()
    def let_uploads_expire(self) -> None:
        self.client.post("/mockvro/clock", json={"advance": 86400})
        self.model.waiting.clear()

    @rule(name=st.sampled_from(NAMES), is_on=st.booleans())
    def switch(self, name: str, *, is_on: bool) -> None:
        body = [{"id": self._id(name), "enabled": is_on}]
        answer = self.client.patch(API, json=body)
        if name not in self.model.installed:
            assert answer.status_code == 404
            return
        assert answer.status_code == 200, answer.text
        (self.model.disabled.discard if is_on else self.model.disabled.add)(name)

    @rule(name=st.sampled_from(NAMES))
    def remove(self, name: str) -> None:
        known = name in self.model.installed
        answer = self.client.delete(f"{API}/{self._id(name)}")
        assert answer.status_code == (204 if known else 404)
        if known:
            self.model.remove(name)

    @rule()
    def restart_the_jvm(self) -> None:
        assert self.client.post("/mockvro/host/restart").status_code == 204

    @rule()
    def restart_the_server(self) -> None:
        self.services.stop()
        self._start()
        self.model.waiting.clear()

    @invariant()
    def plugins_are_those_of_the_model(self) -> None:
        if not hasattr(self, "client"):
            return
        listed = self.client.get(API).json()["plugins"]
        assert {each["moduleName"]: each["version"] for each in listed} == self.model.installed
        off = {each["moduleName"] for each in listed if not each["enabled"]}
        assert off == self.model.disabled

    @invariant()
    def only_enabled_plugins_have_objects(self) -> None:
        for name in NAMES if hasattr(self, "client") else ():
            is_there = name in self.model.installed and name not in self.model.disabled
            answer = self.client.get(f"/vco/api/catalog/{name}/metadata")
            assert answer.status_code == (200 if is_there else 404), name

    @invariant()
    def the_jvm_has_the_enabled_plugins(self) -> None:
        if not hasattr(self, "client"):
            return
        self.services.runtime.ensure()
        loaded = {each["name"] for each in self.hosts[-1].asked("plugin.load")}
        unloaded = {each["name"] for each in self.hosts[-1].asked("plugin.unload")}
        assert loaded - unloaded == set(self.model.installed) - self.model.disabled
        assert [host.alive for host in self.hosts[:-1]] == [False] * (len(self.hosts) - 1)

    @invariant()
    def uploads_wait_until_they_are_decided(self) -> None:
        for upload in self.model.waiting if hasattr(self, "client") else ():
            assert self.client.get(f"{API}/installations/{upload}").status_code == 200

    @invariant()
    def content_stays(self) -> None:
        if hasattr(self, "client"):
            actions = self.client.get("/vco/api/actions").json()["link"]
            found = {self.kit.attribute(each, "id") for each in actions}
            assert found == {f"action-{name}" for name in self.model.content}

    def teardown(self) -> None:
        if hasattr(self, "client"):
            self.client.close()
            self.services.stop()
            self.folder.cleanup()


def test_plugins_live_as_the_model_says(kit: Any) -> None:
    Lives.kit = kit
    run_state_machine_as_test(
        Lives,
        settings=settings(
            max_examples=15,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.reuse, Phase.generate),  # shrinking would take minutes
        ),
    )
