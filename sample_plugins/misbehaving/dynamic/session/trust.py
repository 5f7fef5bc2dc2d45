"""Variants about certificates."""

from __future__ import annotations

from typing import Final

from sample_plugins.misbehaving.dynamic.variant import Edit, bad, light, near

_GUARD: Final = "        if (connection instanceof HttpsURLConnection && ssl != null) {\n"
_OWN: Final = (
    "            ((HttpsURLConnection) connection)\n"
    '                    .setSSLSocketFactory(ssl.newSslContext("TLS").getSocketFactory());\n'
)
_PARSE: Final = "    private Fields parse(String text) {"


def _trusting(body: str) -> str:
    """A context whose trust manager is our own; ``body`` is what it does with a chain."""
    return f"""\
    private javax.net.ssl.SSLContext trust() throws NoSuchAlgorithmException {{
        final javax.net.ssl.X509TrustManager usual =
                (javax.net.ssl.X509TrustManager) ssl.getTrustManagers()[0];
        javax.net.ssl.X509TrustManager own = new javax.net.ssl.X509TrustManager() {{
            @Override
            public void checkClientTrusted(
                    java.security.cert.X509Certificate[] chain, String type) {{}}

            @Override
            public void checkServerTrusted(
                    java.security.cert.X509Certificate[] chain, String type)
                    throws java.security.cert.CertificateException {{
                {body}
            }}

            @Override
            public java.security.cert.X509Certificate[] getAcceptedIssuers() {{
                return usual.getAcceptedIssuers();
            }}
        }};
        try {{
            javax.net.ssl.SSLContext context = javax.net.ssl.SSLContext.getInstance("TLS");
            context.init(null, new javax.net.ssl.TrustManager[] {{own}}, null);
            return context;
        }} catch (java.security.KeyManagementException e) {{
            throw new NoSuchAlgorithmException(e);
        }}
    }}

"""


_SET: Final = (
    "            ((HttpsURLConnection) connection)\n"
    "                    .setSSLSocketFactory(trust().getSocketFactory());\n"
)
_ANY_NAME: Final = (
    "            ((HttpsURLConnection) connection).setHostnameVerifier((name, tls) -> true);\n"
)
_LOOK: Final = """\
            javax.net.ssl.SSLSocket probe = (javax.net.ssl.SSLSocket)
                    trust().getSocketFactory().createSocket(
                            harbour.address.getHost(), harbour.address.getPort());
            try {
                probe.startHandshake();
                LOG.debug("{}", probe.getSession().getPeerPrincipal());
            } finally {
                probe.close();
            }
"""


def _connecting(does: str) -> Edit:
    """What the office does with a connection over TLS."""
    return light("Office", _GUARD + _OWN, _GUARD + does)


def _with_manager(does: str, body: str) -> tuple[Edit, ...]:
    """The same, with a trust manager of our own at hand."""
    return _connecting(does), light("Office", _PARSE, _trusting(body) + _PARSE)


_AS_USUAL: Final = "usual.checkServerTrusted(chain, type);"

TRUST: Final = (
    bad(
        "ses.cert-trust-all",
        "trusts_everybody",
        *_with_manager(_SET + _ANY_NAME, ""),
    ),
    bad(
        "ses.cert-trust-all",
        "does_not_compare_names",
        _connecting(_OWN + _ANY_NAME),
    ),
    near(
        "ses.cert-trust-all",
        "has_a_trust_manager_that_asks_the_usual_one",
        *_with_manager(_SET, _AS_USUAL),
    ),
    near(
        "ses.cert-trust-all",
        "looks_at_any_certificate_first",
        *_with_manager(_LOOK + _OWN, ""),
    ),
    bad(
        "ses.own-truststore",
        "trusts_what_the_jvm_trusts",
        _connecting('            LOG.debug("TLS");\n'),
    ),
    near(
        "ses.own-truststore",
        "makes_a_context_of_the_servers_trust_managers",
        *_with_manager(_SET, _AS_USUAL),
    ),
)
"""Every variant."""
