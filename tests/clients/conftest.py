"""Real clients, unmodified, installed from their registries into `build/clients`.

What is installed once is used again; where a registry cannot be reached the tests are skipped.
"""

from __future__ import annotations

import ipaddress
import os
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID

from mockvro.content.action import Action, write_action
from mockvro.content.configuration import ConfigurationElement, write_configuration
from mockvro.content.package import (
    Category,
    ElementSpec,
    PackageSigner,
    PackageSpec,
    Tag,
    write_package,
)
from mockvro.content.policy import PolicyTemplate, write_policy
from mockvro.content.resource_element import ResourceElement, write_resource
from mockvro.content.workflow import Item, Parameter, Variable, Workflow, write_workflow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).parents[2]
CACHE = ROOT / "build/clients"
INSTALL_S = 300
USER = PASSWORD = "vcoadmin"
PACKAGE = "com.example.hello-1.0.0"


@dataclass(frozen=True)
class Orchestrator:
    """A simulated Orchestrator in a process of its own, with TLS."""

    url: str
    certificate: Path

    def session(self) -> requests.Session:
        session = requests.Session()
        session.trust_env = False
        session.auth, session.verify = (USER, PASSWORD), str(self.certificate)
        return session

    def call(self, method: str, path: str, **more: Any) -> requests.Response:
        with self.session() as session:
            return session.request(method, f"{self.url}{path}", timeout=30, **more)


def make_certificate(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName("localhost"), address]), critical=False
        )
        .sign(key, SHA256())
    )
    pair = folder / "server.pem", folder / "server.key"
    pair[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    pair[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return pair


@pytest.fixture(scope="session")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Orchestrator]]:
    """Starts a server of a release with further options; all end with the session."""
    running: list[subprocess.Popen[str]] = []

    def one(profile: str, *options: str) -> Orchestrator:
        folder = tmp_path_factory.mktemp("orchestrator")
        certificate, key = make_certificate(folder)
        command = [sys.executable, "-m", "mockvro", "serve", "--port", "0", "--stop-on-eof"]
        command += ["--profile", profile, "--data", str(folder / "data")]
        command += ["--tls-cert", str(certificate), "--tls-key", str(key), *options]
        process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        running.append(process)
        assert process.stdout is not None
        line = process.stdout.readline()
        url = line.split(" listens on ")[1].split("/vco/api")[0]
        return Orchestrator(url, certificate)

    yield one
    for process in running:
        process.communicate(timeout=20)


@pytest.fixture(scope="session")
def orchestrator(start: Callable[..., Orchestrator]) -> Orchestrator:
    return start("8.18")


def install(folder: Path, commands: Sequence[Sequence[str]]) -> None:
    """Run what installs a client, once; a mark tells that all of it succeeded."""
    mark = folder / ".installed"
    if mark.exists():
        return
    shutil.rmtree(folder / "partial", ignore_errors=True)
    for command in commands:
        try:
            done = subprocess.run(
                command, cwd=folder, capture_output=True, text=True, timeout=INSTALL_S, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as problem:
            pytest.skip(f"the client cannot be installed: {problem}")
        if done.returncode:
            pytest.skip(f"the client cannot be installed: {(done.stderr or done.stdout)[-300:]}")
    mark.touch()


@pytest.fixture(scope="session")
def python_clients() -> Path:
    """An interpreter with `vmwvro` and `vro-package-diff`, in an environment of their own."""
    folder = CACHE / "python"
    interpreter = folder / "bin/python"
    if not interpreter.exists():
        venv.create(folder, with_pip=True)
    packages = ("vmwvro==1.0.1b1", "vro-package-diff==2.2.2")
    install(folder, [[str(interpreter), "-m", "pip", "install", "-q", *packages]])
    return interpreter


@pytest.fixture(scope="session")
def java_client() -> str:
    """Class path of build-tools' artifact manager."""
    folder = CACHE / "java"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(ROOT / "tests/clients/artifact_manager", folder, dirs_exist_ok=True)
    plugin = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies"
    install(folder, [["mvn", "-q", "-B", plugin, "-DoutputDirectory=lib"]])
    return os.pathsep.join(map(str, sorted((folder / "lib").glob("*.jar"))))


def hello() -> Workflow:
    return Workflow(
        id="4f1c1d4e-0000-4000-8000-000000000001",
        name="Say hello",
        version="1.0.0",
        root_name="item1",
        inputs=(Parameter(name="who", type="string", description="whom to greet"),),
        outputs=(Parameter(name="greeting", type="string"),),
        items=(Item(name="item1", type="end", end_mode="0"),),
    )


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package with an element of every kind."""
    folder = (Category("Hello"),)
    action = Action(
        id="4f1c1d4e-0000-4000-8000-000000000002",
        name="greet",
        version="1.0.0",
        result_type="string",
        script="return 'Hello';",
    )
    configuration = ConfigurationElement(
        id="4f1c1d4e-0000-4000-8000-000000000003",
        name="Settings",
        version="1.0.0",
        attributes=(Variable(name="url", type="string", value="https://vro.example"),),
    )
    resource = ResourceElement(
        id="4f1c1d4e-0000-4000-8000-000000000004",
        name="a.txt",
        version="1.0.0",
        mime_type="text/plain",
        data=b"hello",
    )
    policy = PolicyTemplate(id="4f1c1d4e-0000-4000-8000-000000000005", name="Watch")
    elements = (
        ("Workflow", hello().id, write_workflow(hello()), folder),
        ("ScriptModule", action.id, write_action(action), (Category("com.example.hello"),)),
        ("ConfigurationElement", configuration.id, write_configuration(configuration), folder),
        ("ResourceElement", resource.id, write_resource(resource), folder),
        ("PolicyTemplate", policy.id, write_policy(policy), folder),
    )
    spec = PackageSpec(
        name=PACKAGE,
        elements=tuple(
            ElementSpec(
                id=each,
                type=kind,
                data=data,
                categories=path,
                tags=(Tag("env", "x", is_global=True),),
            )
            for kind, each, data, path in elements
        ),
    )
    path = tmp_path_factory.mktemp("package") / f"{PACKAGE}.package"
    path.write_bytes(write_package(spec, PackageSigner.generate()))
    return path


@pytest.fixture
def imported(orchestrator: Orchestrator, package: Path) -> Orchestrator:
    """The server with the package in it."""
    files = {"file": (package.name, package.read_bytes())}
    answer = orchestrator.call("POST", "/vco/api/packages?overwrite=true", files=files)
    assert answer.status_code == 202, answer.text
    return orchestrator
