from pathlib import Path

import pytest

from harness.case import Deadlines
from harness.errors import UsageError
from harness.orchestrator import RemoteProvider, provider_for
from harness.orchestrator.embedded import EmbeddedProvider


@pytest.fixture(autouse=True)
def _no_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("VRO_TOKEN", "VRO_USERNAME", "VRO_PASSWORD"):
        monkeypatch.delenv(name, raising=False)


def choose(choice: str) -> object:
    return provider_for(choice, profile="8.18", deadlines=Deadlines())


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
