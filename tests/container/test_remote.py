"""A server that somebody else runs: mockvro as a foreign process, with TLS, without /mockvro."""

from __future__ import annotations

import datetime as dt
import ipaddress
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.needs_java

USER, PASSWORD = "somebody", "their-password"
SILENT = "the Orchestrator tells no observations"


class Foreign(NamedTuple):
    """Address of the server, and the file of its authority."""

    url: str
    ca: str

    def get(self, path: str) -> requests.Response:
        return requests.get(self.url + path, auth=(USER, PASSWORD), verify=self.ca, timeout=10)


def name_of(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def certificate(
    subject: str, key: ec.EllipticCurvePrivateKey, issuer: str, signer: ec.EllipticCurvePrivateKey
) -> x509.Certificate:
    now = dt.datetime.now(dt.UTC)
    loopback = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    authority = x509.SubjectKeyIdentifier.from_public_key(signer.public_key())
    builder = (
        x509.CertificateBuilder()
        .subject_name(name_of(subject))
        .issuer_name(name_of(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(minutes=5))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.BasicConstraints(subject == issuer, None), critical=True)
        .add_extension(x509.SubjectAlternativeName([loopback]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(authority),
            critical=False,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return builder.sign(signer, hashes.SHA256())


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an authority, and a certificate of it for the loopback."""
    folder = tmp_path_factory.mktemp("tls")
    authority, key = (
        ec.generate_private_key(ec.SECP256R1()),
        ec.generate_private_key(ec.SECP256R1()),
    )
    pem = serialization.Encoding.PEM
    (folder / "ca.pem").write_bytes(
        certificate("authority", authority, "authority", authority).public_bytes(pem)
    )
    (folder / "server.pem").write_bytes(
        certificate("server", key, "authority", authority).public_bytes(pem)
    )
    (folder / "server.key").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return folder


@pytest.fixture(scope="module")
def foreign(tls: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Foreign]:
    command = [
        *(sys.executable, "-m", "mockvro", "serve", "--port", "0", "--no-control"),
        *("--data", str(tmp_path_factory.mktemp("data")), "--username", USER),
        *("--tls-cert", str(tls / "server.pem"), "--tls-key", str(tls / "server.key")),
    ]
    environment = os.environ | {"MOCKVRO_PASSWORD": PASSWORD}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().rpartition(" ")[2].strip()
        yield Foreign(address.removesuffix("/vco/api/"), str(tls / "ca.pem"))
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="module")
def trial(foreign: Foreign, vroaccept: Callable[..., Any]) -> Callable[..., Any]:
    def run(*arguments: str, password: str = PASSWORD) -> Any:
        options = ("--orchestrator", foreign.url, "--user", USER, *arguments)
        return vroaccept(*options, VRO_PASSWORD=password, VRO_TOKEN="")

    return run


@pytest.fixture(scope="module")
def judged(foreign: Foreign, trial: Callable[..., Any]) -> Any:
    return trial("--ca", foreign.ca)


def test_the_server_tells_no_more_than_the_product(foreign: Foreign) -> None:
    assert foreign.get("/mockvro/host").status_code == 404
    assert foreign.get("/vco/api/plugins").status_code == 200


def test_what_needs_observations_is_not_exercised_and_all_else_runs(judged: Any) -> None:
    told = {
        check: (outcome["outcome"], outcome["reason"]) for check, outcome in judged.outcomes.items()
    }
    assert {outcome for outcome, _ in told.values()} == {"passed", "not_exercised"}, told
    skipped = {check: why for check, (outcome, why) in told.items() if outcome != "passed"}
    assert set(skipped.values()) == {SILENT}
    ran = told.keys() - skipped.keys()
    assert {"inst.load-failed", "inst.eula-bypassed", "inv.phantom-object"} <= ran
    assert {"wf.unexpected-result", "wf.success-without-effect", "inv.id-not-roundtrip"} <= ran


def test_the_verdict_claims_nothing_that_was_not_seen(judged: Any) -> None:
    assert judged.code == 3
    assert judged.answer["verdict"] == "inconclusive"
    assert f"cl.system-exit: not_exercised, {SILENT}" in judged.answer["reasons"]
    assert b'orchestrator = "remote"' in judged.member("config/run.toml")


@pytest.mark.usefixtures("judged")
def test_the_server_is_left_without_the_plugin(foreign: Foreign) -> None:
    assert "Lighthouse" not in foreign.get("/vco/api/plugins").text


@pytest.mark.usefixtures("judged")
def test_a_second_run_on_the_same_server_comes_to_the_same(
    foreign: Foreign, trial: Callable[..., Any], judged: Any
) -> None:
    again = trial("--ca", foreign.ca)
    outcomes = "results/outcomes.json"
    assert again.member(outcomes) == judged.member(outcomes)


def test_a_certificate_taken_as_it_comes_is_on_record(trial: Callable[..., Any]) -> None:
    done = trial("--insecure", "--only", "wf.unexpected-result")
    assert done.outcomes["wf.unexpected-result"]["outcome"] == "passed"
    assert b"certificate_verified = false" in done.member("config/run.toml")


def test_an_unknown_authority_is_named_in_one_line(trial: Callable[..., Any]) -> None:
    done = trial()
    assert done.code == 2
    assert "certificate is not trusted" in done.err
    assert "--ca FILE" in done.err
    assert len(done.err.splitlines()) == 1


def test_a_wrong_password_is_found_before_anything_runs(
    foreign: Foreign, trial: Callable[..., Any]
) -> None:
    done = trial("--ca", foreign.ca, password="wrong")
    assert done.code == 2
    assert "401" in done.err


def test_a_plugin_of_somebody_else_is_not_touched(
    foreign: Foreign, trial: Callable[..., Any], lighthouse: Path
) -> None:
    with requests.Session() as session:
        session.trust_env = False  # REQUESTS_CA_BUNDLE would take the place of ours
        session.auth, session.verify = (USER, PASSWORD), foreign.ca
        plugins = f"{foreign.url}/vco/api/plugins"
        with lighthouse.open("rb") as file:
            pending = session.post(f"{plugins}/installations", files={"file": file})
        installation = f"{plugins}/installations/{pending.json()['id']}"
        assert session.patch(installation, json={"eulaAccepted": True}).ok
        done = trial("--ca", foreign.ca)
        assert done.code == 2
        assert "the plug-in Lighthouse is installed there already" in done.err
        assert "Lighthouse" in session.get(plugins).text
        assert session.delete(f"{plugins}/Lighthouse").ok
