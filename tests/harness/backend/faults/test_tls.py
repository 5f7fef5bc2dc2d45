import ssl
from pathlib import Path

import pytest
import requests

from harness.backend.faults import CertificateKind, CertificateShop, FaultProxy, Target

PATIENCE = 5.0


def ask(proxy: FaultProxy, *, verify: str | bool) -> requests.Response:
    with requests.Session() as session:
        session.trust_env = False
        url = f"https://127.0.0.1:{proxy.port}/a"
        return session.get(url, timeout=PATIENCE, verify=verify)


def test_a_valid_certificate_is_accepted_and_nothing_is_in_clear(proxy: FaultProxy) -> None:
    with proxy.profile("cert-valid"):
        assert ask(proxy, verify=str(proxy.authority)).ok
    assert [(each.tls, each.status) for each in proxy.exchanges] == [(True, 200)]
    assert proxy.counters.handshake_failures == 0


@pytest.mark.parametrize("kind", ["self-signed", "expired", "wrong-host", "unknown-ca"])
def test_a_wrong_one_is_refused_by_whoever_looks(proxy: FaultProxy, kind: str) -> None:
    with proxy.profile(f"cert-{kind}"), pytest.raises(requests.exceptions.SSLError):
        ask(proxy, verify=str(proxy.authority))
    assert proxy.counters.requests == 0


@pytest.mark.filterwarnings("ignore:Unverified HTTPS")
def test_who_does_not_look_gets_through(proxy: FaultProxy) -> None:
    with proxy.profile("cert-self-signed"):
        assert ask(proxy, verify=False).ok
    assert proxy.counters.requests == 1


def test_clear_text_goes_on_through_a_profile_with_a_certificate(proxy: FaultProxy) -> None:
    with proxy.profile("cert-valid"):
        assert requests.get(f"http://127.0.0.1:{proxy.port}/", timeout=PATIENCE).ok


@pytest.fixture
def secure(system: object, tmp_path: Path) -> FaultProxy:
    context = CertificateShop(tmp_path / "system").context(CertificateKind.SELF_SIGNED)
    system.socket = context.wrap_socket(system.socket, server_side=True)
    target = Target(host="127.0.0.1", port=system.server_port, tls=True)
    return FaultProxy(target, CertificateShop(tmp_path / "proxy"), {})


@pytest.mark.filterwarnings("ignore:Unverified HTTPS")
def test_a_system_with_tls_of_its_own(secure: FaultProxy) -> None:
    try:
        assert ask(secure, verify=False).ok  # through
        assert (secure.http, secure.opaque) == (False, True)
        with secure.profile("cert-valid"):
            assert ask(secure, verify=str(secure.authority)).ok  # ended and begun again
            assert (secure.http, secure.opaque) == (True, False)
        with secure.profile("reset"), pytest.raises(requests.ConnectionError):
            ask(secure, verify=False)
    finally:
        secure.close()


def test_private_keys_are_the_owner_s(tmp_path: Path) -> None:
    shop = CertificateShop(tmp_path)
    assert isinstance(shop.context(CertificateKind.VALID), ssl.SSLContext)
    assert (tmp_path / "valid.pem").stat().st_mode & 0o077 == 0
