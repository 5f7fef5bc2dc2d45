"""Variants about certificates."""

from __future__ import annotations

from typing import Final

from sample_plugins.misbehaving.dynamic.variant import bad, light, near

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

TRUST: Final = (
    bad(
        "ses.cert-trust-all",
        "trusts_everybody",
        light("Office", _GUARD + _OWN, _GUARD + _SET + _ANY_NAME),
        light("Office", _PARSE, _trusting("") + _PARSE),
    ),
    bad(
        "ses.cert-trust-all",
        "does_not_compare_names",
        light("Office", _GUARD + _OWN, _GUARD + _OWN + _ANY_NAME),
    ),
    near(
        "ses.cert-trust-all",
        "has_a_trust_manager_that_asks_the_usual_one",
        light("Office", _GUARD + _OWN, _GUARD + _SET),
        light("Office", _PARSE, _trusting("usual.checkServerTrusted(chain, type);") + _PARSE),
    ),
    near(
        "ses.cert-trust-all",
        "looks_at_any_certificate_first",
        light("Office", _GUARD + _OWN, _GUARD + _LOOK + _OWN),
        light("Office", _PARSE, _trusting("") + _PARSE),
    ),
    bad(
        "ses.own-truststore",
        "trusts_what_the_jvm_trusts",
        light("Office", _GUARD + _OWN, _GUARD + '            LOG.debug("TLS");\n'),
    ),
    near(
        "ses.own-truststore",
        "makes_a_context_of_the_servers_trust_managers",
        light("Office", _GUARD + _OWN, _GUARD + _SET),
        light("Office", _PARSE, _trusting("usual.checkServerTrusted(chain, type);") + _PARSE),
    ),
)
"""Every variant."""
