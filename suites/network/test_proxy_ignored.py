"""net.proxy-ignored: the plug-in ignores the proxy that is set in the server."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from harness.checks import Effect
from harness.pytest_plugin import CertificateShop, FaultProxy, Target, check
from suites.network.driving import drive

if TYPE_CHECKING:
    from harness.pytest_plugin import Judge, Stage


@check("net.proxy-ignored")
def test_proxy_ignored(own_stage: Stage, judge: Judge) -> None:
    """Cut the direct way, set a proxy in the JVM, and count who is asked."""
    direct = own_stage.proxy
    own_stage.install()
    own_stage.configure()
    own_stage.walk()
    system = own_stage.system
    # only what was said tells the protocol
    if system is None or system.by_tls or not (direct.counters.requests and direct.http):
        judge.not_exercised("the plug-in does not speak HTTP without TLS")
    target = Target(host=system.bindings.host, port=system.bindings.port or 0)
    shop = CertificateShop(own_stage.folder / "certificates")
    with closing(FaultProxy(target, shop, {})) as way:
        own_stage.restart_host(properties(way.port))
        before = direct.counters
        with own_stage.profile("reset"):
            drive(own_stage)
        tried, through = (direct.counters - before).connections, way.counters.requests
    judge.covered("attempts to reach the managed system", tried + through)
    if verdict(tried, through) is Effect.FAIL:
        judge.fail(
            "the plug-in does not use the proxy that the server has for HTTP",
            where="http.proxyHost, http.proxyPort",
            expected="requests through the proxy",
            seen=f"{tried} direct connections, no request through the proxy",
        )


def properties(port: int) -> dict[str, str]:
    """What an administrator sets; without the last one Java spares this machine."""
    return {"http.proxyHost": "127.0.0.1", "http.proxyPort": str(port), "http.nonProxyHosts": ""}


def verdict(tried: int, through: int) -> Effect:
    """What the numbers mean; some clients try the direct way first."""
    return Effect.FAIL if tried and not through else Effect.NOTE
