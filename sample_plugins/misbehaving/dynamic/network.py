"""Variants for the checks of the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sample_plugins.misbehaving.dynamic.office_passages import with_office
from sample_plugins.misbehaving.dynamic.passages import adaptor, checked, printing, starting
from sample_plugins.misbehaving.dynamic.variant import bad, java, near

if TYPE_CHECKING:
    from sample_plugins.misbehaving.dynamic.variant import Edit, Variant

_WARNS: Final = 'Release.warn("the password is sent in clear text");'


def _following(header: str, query: str = "") -> Edit:
    """Follows redirects by hand; ``header`` may add one to ``second``."""
    code = (
        "HttpURLConnection first = open(found);"
        " if (first.getResponseCode() / 100 == 3) {"
        f' URL there = new URL(first.getHeaderField("Location"){query});'
        " HttpURLConnection second = (HttpURLConnection) there.openConnection();"
        f" {header} return text(second); }}"
        " return text(first);"
    )
    return java("Office", "return text(open(found));", code)


_TRIED: Final = "try {{ {} }} catch (java.io.IOException e) {{ Release.log(e.toString()); }}"
_LOOKED_UP: Final = 'java.net.InetAddress.getByName("localhost");'

_OPENED: Final = "(HttpURLConnection) new URL(place).openConnection();"
_DIRECT: Final = _OPENED.replace("openConnection()", "openConnection(java.net.Proxy.NO_PROXY)")

NETWORK: Final[tuple[Variant, ...]] = (
    with_office(
        bad(
            "net.ssrf",
            "follows_with_its_password",
            _following('second.setRequestProperty("Authorization", credentials());'),
        )
    ),
    with_office(
        bad(
            "net.ssrf",
            "puts_its_password_into_the_address",
            _following("", ' + "?key=" + kept().getPassword(PASSWORD)'),
        )
    ),
    with_office(near("net.ssrf", "follows_without_its_password", _following(""))),
    bad(
        "net.listener",
        "listens_on_a_port",
        adaptor("private static java.net.ServerSocket listener;"),
        starting(checked("listener = new java.net.ServerSocket(0);")),
    ),
    near(
        "net.listener",
        "listens_only_for_a_moment",
        starting(checked("new java.net.ServerSocket(0).close();")),
    ),
    with_office(
        bad("net.proxy-ignored", "goes_the_direct_way", java("Office", _OPENED, _DIRECT)),
    ),
    with_office(
        near(
            "net.proxy-ignored",
            "tries_the_direct_way_first",
            java(
                "Office",
                "return text(open(found));",
                "try { java.net.Socket direct = new java.net.Socket();"
                " direct.connect(new java.net.InetSocketAddress(new URL(found).getHost(),"
                " new URL(found).getPort()), TIMEOUT); direct.setSoTimeout(TIMEOUT);"
                " direct.getOutputStream().write(10); direct.close();"
                " } catch (IOException e) { Release.log(e.toString()); }"
                " return text(open(found));",
            ),
        )
    ),
    bad(
        "net.undeclared-egress",
        "reports_its_receipts",
        printing(_TRIED.format('new java.net.Socket("127.0.0.1", 9).close();')),
    ),
    bad(
        "net.undeclared-egress",
        "looks_for_updates",
        printing(_TRIED.format('java.net.InetAddress.getByName("updates.depot.invalid");')),
    ),
    near("net.undeclared-egress", "looks_up_its_own_machine", printing(_LOOKED_UP)),
    bad(
        "net.dns-at-load",
        "looks_up_its_depot_at_once",
        starting(_TRIED.format('java.net.InetAddress.getByName("depot.invalid");')),
        also=("fail net.undeclared-egress",),
    ),
    near("net.dns-at-load", "looks_up_its_own_machine_at_once", starting(checked(_LOOKED_UP))),
    with_office(
        bad("net.cleartext", "sends_its_password_without_a_word", java("Office", _WARNS, "")),
    ),
    with_office(
        near(
            "net.cleartext",
            "warns_in_other_words",
            java(
                "Office",
                _WARNS,
                'Release.warn("everybody can read along, there is no TLS at " + newAddress);',
            ),
        )
    ),
)
"""Every variant of the area."""
