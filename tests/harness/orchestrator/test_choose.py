import socket
from pathlib import Path

import pytest

from harness.case import Deadlines
from harness.errors import UsageError
from harness.orchestrator import Access, RemoteProvider, provider_for
from harness.orchestrator.api import Provider
from harness.orchestrator.embedded import EmbeddedProvider
from harness.version import kit_version


@pytest.fixture(autouse=True)
def _no_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("VRO_TOKEN", "VRO_USERNAME", "VRO_PASSWORD"):
        monkeypatch.delenv(name, raising=False)


def choose(choice: str, access: Access | None = None) -> Provider:
    return provider_for(choice, profile="8.18", deadlines=Deadlines(), access=access)


def test_embedded_gives_isolated_simulations() -> None:
    provider = choose("embedded")
    assert isinstance(provider, EmbeddedProvider)
    assert provider.simulated
    assert provider.isolated


@pytest.mark.parametrize("address", ["https://v.example/", "https://v.example/vco/api/"])
def test_an_address_gives_that_server(
    address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("VRO_TOKEN", "t")
    provider = choose(address)
    assert isinstance(provider, RemoteProvider)
    assert not provider.simulated
    assert provider.fresh(tmp_path).url == "https://v.example"


def test_a_server_without_credentials_says_how_to_give_them() -> None:
    with pytest.raises(UsageError, match="set VRO_USERNAME and VRO_PASSWORD"):
        choose("https://v.example")


@pytest.mark.parametrize("address", ["nonsense", "ftp://v.example", "https://"])
def test_anything_else_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VRO_TOKEN", "t")
    with pytest.raises(UsageError, match="an address such as"):
        choose(address)


def test_a_user_may_be_named_apart_from_the_password(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("VRO_PASSWORD", "p")
    orchestrator = choose("https://v.example", Access(user="u")).fresh(tmp_path)
    assert (orchestrator.credentials.username, orchestrator.credentials.password) == ("u", "p")
    assert orchestrator.verify is True


def test_certificates_are_verified_as_the_person_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("VRO_TOKEN", "t")
    ca = tmp_path / "ca.pem"
    ca.touch()
    assert choose("https://v.example", Access(ca=str(ca))).fresh(tmp_path).verify == str(ca)
    assert choose("https://v.example", Access(insecure=True)).fresh(tmp_path).verify is False
    with pytest.raises(UsageError, match="there is no such file"):
        choose("https://v.example", Access(ca=str(tmp_path / "none.pem")))


def test_a_server_that_does_not_answer_is_found_before_a_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("VRO_TOKEN", "t")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(UsageError, match="the Orchestrator does not answer"):
        choose(f"http://127.0.0.1:{port}").preflight("Some")


def test_a_container_without_the_sdk_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r"pip install 'vro-acceptance\[container\]'"):
        choose("container")


def test_a_container_without_an_engine_says_so_in_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pytest.importorskip("docker")
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/none.sock")
    provider = choose("container")
    assert provider.simulated
    assert provider.isolated
    with pytest.raises(UsageError, match="no container engine answers") as caught:
        provider.preflight("Some")
    assert "\n" not in str(caught.value)


def test_an_engine_elsewhere_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("docker")
    monkeypatch.setenv("DOCKER_HOST", "tcp://engine.example:2376")
    with pytest.raises(UsageError, match="on another machine"):
        choose("container").preflight("Some")


def test_the_image_is_that_of_this_version_unless_named() -> None:
    assert Access().image_name == f"vro-acceptance/mockvro:{kit_version()}"
    assert Access(image="mine:1").image_name == "mine:1"
