"""A server without a JVM, and small archives to feed it."""

from __future__ import annotations

import asyncio
import io
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pytest
import requests
from requests.adapters import BaseAdapter

from mockvro.api.services import Services, build
from mockvro.app import app_over
from mockvro.content.action import Action, ActionParameter, write_action
from mockvro.content.package import (
    Category,
    ElementSpec,
    PackageSigner,
    PackageSpec,
    UsedPlugin,
    write_package,
)
from mockvro.content.workflow import Workflow, write_workflow
from mockvro.host.calls import record
from mockvro.host.errors import HostCallError, HostDied
from mockvro.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

Script = Callable[[Mapping[str, Any]], Mapping[str, Any]]

DESCRIPTOR = """<?xml version="1.0" encoding="UTF-8"?>
<module xmlns="http://www.vmware.com/vmo/xsd/plugin-4-1" name="{name}" version="{version}"
    build-number="{build}" image="images/icon.png">
  <description>A plug-in made for tests</description>
  <installation mode="{mode}">{actions}</installation>
  <finder-datasources>
    <finder-datasource name="main" adaptor-class="test.Adaptor" concurrent-call="false"
        invoker-mode="direct" anonymous-login-mode="internal"/>
  </finder-datasources>
  <inventory type="_ROOT"/>
  <finders>
    <finder type="_ROOT" datasource="main" hidden="true">
      <relations><relation name="servers" type="Server" cardinality="to-many"/></relations>
      <inventory-children><relation-link name="servers"/></inventory-children>
    </finder>
    <finder type="Server" datasource="main" java-class="test.Server" script-object="TestServer"
        image="images/icon.png">
      <id accessor="id"/>
      <properties>
        <property name="host" bean-property="host" display-name="Host"/>
      </properties>
      <relations><relation name="disks" type="Disk" cardinality="to-many"/></relations>
      <inventory-children><relation-link name="disks"/></inventory-children>
    </finder>
    <finder type="Disk" datasource="main" java-class="test.Disk"><id accessor="id"/></finder>
  </finders>
  <scripting-objects>
    <object script-name="TestServer" java-class="test.Server" create="false">
      <singleton script-name="TestServers" datasource="main"/>
      <attributes><attribute script-name="host" java-name="host" return-type="String"
          read-only="true"/></attributes>
      <methods><method script-name="ping" java-name="ping" return-type="String"/></methods>
    </object>
  </scripting-objects>
</module>
"""


@dataclass
class FakeHost:
    """Answers as the JVM would, from tables that a test fills.

    Attributes:
        objects: Object facts by type and id.
        relations: Ids by parent type, parent id and relation.
        scripts: What a script does, by its source.
        failures: What a call raises, by its method.
        requests: Every call, in order.
        alive: False once it has died.
    """

    objects: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    relations: dict[tuple[str, str | None, str], list[tuple[str, str]]] = field(
        default_factory=dict
    )
    scripts: dict[str, Script] = field(default_factory=dict)
    failures: dict[str, Exception] = field(default_factory=dict)
    requests: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    alive: bool = True

    def call(self, method: str, params: Mapping[str, Any], *, limit_s: float | None = None) -> Any:  # noqa: ARG002
        record(f"c{len(self.requests) + 1}")
        self.requests.append((method, params))
        if not self.alive:
            raise HostDied("the host has ended (exit code 3)", exit_code=3, signal=None)
        if method in self.failures:
            raise self.failures[method]
        answer = getattr(self, f"_{method.replace('.', '_')}", None)
        return answer(params) if answer is not None else None

    def _finder_find(self, params: Mapping[str, Any]) -> Any:
        return self.objects.get((params["type"], params["id"]))

    def _finder_findAll(self, params: Mapping[str, Any]) -> Any:  # noqa: N802 - the protocol's name
        found = [each for key, each in self.objects.items() if key[0] == params["type"]]
        return {"result": "ok", "elements": [*found, None]}

    def _finder_findRelation(self, params: Mapping[str, Any]) -> Any:  # noqa: N802 - as above
        key = (params["parentType"], params["parentId"], params["relation"])
        return {"result": "ok", "elements": [self.objects[each] for each in self.relations[key]]}

    def _script_run(self, params: Mapping[str, Any]) -> Any:
        values = {each["name"]: each["value"] for each in params["params"]}
        return {"outputs": {}, "result": None, **self.scripts[params["source"]](values)}

    def close(self) -> None:
        self.alive = False

    def output(self, stream: str) -> None:  # noqa: ARG002
        return None

    def facts(self) -> dict[str, Any]:
        state = "running" if self.alive else "dead"
        return {"state": state, "pid": 1, "exitCode": None, "signal": None}

    def asked(self, method: str) -> list[Mapping[str, Any]]:
        return [params for name, params in self.requests if name == method]


def facts(type_name: str, object_id: str, **properties: Any) -> dict[str, Any]:
    return {
        "type": type_name,
        "id": object_id,
        "class": f"test.{type_name}",
        "display": f"{type_name} {object_id}",
        "declared": True,
        "properties": {name: {"value": value} for name, value in properties.items()},
    }


def script_error(message: str) -> HostCallError:
    data = {"name": "Error", "message": message, "line": 2, "location": ""}
    return HostCallError("script.run: failed", code=-32003, data=data, call="c1")


def plugin_error(class_name: str, message: str | None) -> HostCallError:
    data = {"phase": "find", "exception": {"class": class_name, "message": message, "stack": []}}
    return HostCallError("finder.find: the plug-in threw", code=-32000, data=data, call="c1")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "vro")


@pytest.fixture
def hosts() -> list[FakeHost]:
    """The hosts that were started, the newest last."""
    return []


@pytest.fixture
def template() -> FakeHost:
    """What every started host knows; tests fill its tables."""
    return FakeHost()


@pytest.fixture
def services(settings: Settings, hosts: list[FakeHost], template: FakeHost) -> Services:
    def start() -> FakeHost:
        hosts.append(
            FakeHost(template.objects, template.relations, template.scripts, template.failures)
        )
        return hosts[-1]

    return build(settings, starter=start)


class AsgiAdapter(BaseAdapter):
    """Lets `requests` talk to an application without a socket."""

    def __init__(self, app: Any) -> None:
        super().__init__()
        self._app = app

    def send(  # type: ignore[override]  # the rest of the parameters concerns sockets
        self, request: requests.PreparedRequest, **_: Any
    ) -> requests.Response:
        response = requests.Response()
        response.request, response.url, response.raw = request, request.url or "", io.BytesIO()
        asyncio.run(self._app(self._scope(request), self._receive(request), self._send(response)))
        response.raw.seek(0)
        return response

    def _scope(self, request: requests.PreparedRequest) -> dict[str, Any]:
        url = urlsplit(request.url or "")
        headers = [
            (name.lower().encode(), _bytes(value)) for name, value in request.headers.items()
        ]
        return {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": request.method,
            "scheme": url.scheme,
            "path": unquote(url.path),
            "raw_path": url.path.encode(),
            "query_string": url.query.encode(),
            "headers": [(b"host", url.netloc.encode()), *headers],
            "server": (url.hostname, url.port or 80),
            "client": ("127.0.0.1", 1),
        }

    def _receive(self, request: requests.PreparedRequest) -> Any:
        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": _bytes(request.body or b""), "more_body": False}

        return receive

    def _send(self, response: requests.Response) -> Any:
        async def send(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                response.status_code = message["status"]
                for name, value in message["headers"]:
                    response.headers[name.decode()] = value.decode()
            else:
                response.raw.write(message.get("body", b""))

        return send

    def close(self) -> None:
        return None


def _bytes(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode()


class Client(requests.Session):
    """A session that takes paths."""

    def __init__(self, app: Any) -> None:
        super().__init__()
        self.trust_env = False
        self.auth = ("vcoadmin", "vcoadmin")
        self.mount("http://", AsgiAdapter(app))

    def request(self, method: str, url: str, **more: Any) -> requests.Response:  # type: ignore[override]
        address = url if url.startswith("http") else f"http://vro.example{url}"
        return super().request(method, address, **more)


@pytest.fixture
def client(services: Services) -> Iterator[Client]:
    services.start()
    with Client(app_over(services)) as started:
        yield started
    services.stop()


@pytest.fixture(scope="session")
def signer() -> PackageSigner:
    return PackageSigner.generate()


def workflow_spec(workflow: Workflow, *path: str) -> ElementSpec:
    categories = tuple(Category(name) for name in (path or ("Tests",)))
    return ElementSpec(
        id=workflow.id, type="Workflow", data=write_workflow(workflow), categories=categories
    )


def action_spec(action: Action, module: str) -> ElementSpec:
    return ElementSpec(
        id=action.id,
        type="ScriptModule",
        data=write_action(action),
        categories=(Category(module),),
    )


def greet_action(version: str = "1.0.0", action_id: str = "a1") -> Action:
    return Action(
        id=action_id,
        name="greet",
        version=version,
        result_type="string",
        parameters=(ActionParameter("who", "string", "whom to greet"),),
        script="return 'Hello ' + who;",
    )


def package_bytes(
    *elements: ElementSpec, name: str = "com.example.tests", signer: PackageSigner | None = None
) -> bytes:
    spec = PackageSpec(name=name, elements=elements, used_plugins=(UsedPlugin("Test", "1.0.0"),))
    return write_package(spec, signer)


def zip_bytes(entries: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return target.getvalue()


def dar_bytes(
    package: bytes | None = None,
    *,
    name: str = "Test",
    version: str = "1.0.0",
    build: str = "21",
    mode: str = "version",
) -> bytes:
    action = '<action type="install-package" resource="packages/tests.package"/>'
    descriptor = DESCRIPTOR.format(
        name=name, version=version, build=build, mode=mode, actions=action if package else ""
    )
    entries = {
        "VSO-INF/vso.xml": descriptor.encode(),
        "lib/plugin.jar": zip_bytes({"META-INF/MANIFEST.MF": b"Manifest-Version: 1.0\n"}),
        "resources/images/icon.png": b"\x89PNG picture",
    }
    if package is not None:
        entries["resources/packages/tests.package"] = package
    return zip_bytes(entries)


def vmoapp_bytes(*dars: bytes, eula: str | None = "Be nice.") -> bytes:
    entries = {f"o11nplugin-test{index or ''}.dar": dar for index, dar in enumerate(dars)}
    if eula is not None:
        entries["VSO-INF/vsoapp.txt"] = eula.encode()
    return zip_bytes(entries)


def upload(client: Client, data: bytes, name: str = "o11nplugin-test.vmoapp") -> Any:
    files = {"file": (name, data, "application/octet-stream")}
    return client.post("/vco/api/plugins/installations", files=files)


def install(client: Client, data: bytes, name: str = "o11nplugin-test.vmoapp") -> Any:
    pending = upload(client, data, name).json()
    return client.patch(
        f"/vco/api/plugins/installations/{pending['id']}", json={"eulaAccepted": True}
    )


def attribute(link: Mapping[str, Any], name: str) -> Any:
    return next(each.get("value") for each in link["attributes"] if each["name"] == name)


def run_workflow(client: Client, workflow_id: str, **values: Any) -> dict[str, Any]:
    """Start a workflow with values in their one-key form and wait until it has ended."""
    parameters = [{"name": name, "value": value} for name, value in values.items()]
    started = client.post(
        f"/vco/api/workflows/{workflow_id}/executions", json={"parameters": parameters}
    )
    assert started.status_code == 202, started.text
    return finished(client, started.headers["Location"])


def finished(client: Client, address: str) -> dict[str, Any]:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        found: dict[str, Any] = client.get(address).json()
        if found["state"] in ("completed", "failed", "canceled"):
            return found
    raise AssertionError(f"still {found['state']}")


def import_package(client: Client, data: bytes, **query: str) -> requests.Response:
    return client.post("/vco/api/packages", files={"file": ("tests.package", data)}, params=query)


@pytest.fixture
def kit() -> Any:
    """The functions of this module; `importlib` mode has no other way to share them."""
    return sys.modules[__name__]


def replaced(archive: bytes, name: str, data: bytes) -> bytes:
    """The archive with another content of one entry."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        entries = {each: opened.read(each) for each in opened.namelist()}
    return zip_bytes({**entries, name: data})
