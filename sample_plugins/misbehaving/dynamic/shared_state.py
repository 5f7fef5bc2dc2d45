"""Variants for the checks of the state that all plug-ins of a JVM share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sample_plugins.misbehaving.dynamic.passages import adaptor, printing, starting
from sample_plugins.misbehaving.dynamic.variant import bad, doubted, near

if TYPE_CHECKING:
    from sample_plugins.misbehaving.dynamic.variant import Variant

_HTTPS: Final = "javax.net.ssl.HttpsURLConnection"
_SELECTOR: Final = "java.net.ProxySelector"
_JUL: Final = "java.util.logging.Logger.getLogger"
_LEVEL: Final = "java.util.logging.Level"

DEFAULTS: Final = (
    bad(
        "cl.default-ssl",
        "trusts_every_host_name",
        starting(f"{_HTTPS}.setDefaultHostnameVerifier((host, session) -> true);"),
    ),
    bad(
        "cl.default-ssl",
        "replaces_the_context_at_run_time",
        printing(
            "try { javax.net.ssl.SSLContext own = javax.net.ssl.SSLContext.getInstance("
            '"TLS"); own.init(null, null, null); javax.net.ssl.SSLContext.setDefault(own);'
            " } catch (java.security.GeneralSecurityException e) { throw new IOException(e); }"
        ),
    ),
    near(
        "cl.default-ssl",
        "has_a_context_of_its_own",
        printing(
            "try { javax.net.ssl.SSLContext own = javax.net.ssl.SSLContext.getInstance("
            '"TLS"); own.init(null, null, null); own.getSocketFactory();'
            " } catch (java.security.GeneralSecurityException e) { throw new IOException(e); }"
        ),
    ),
    bad(
        "cl.default-authenticator",
        "asks_for_a_password_everywhere",
        starting("java.net.Authenticator.setDefault(new java.net.Authenticator() {});"),
    ),
    bad(
        "cl.default-authenticator",
        "keeps_cookies_for_everybody",
        printing("java.net.CookieHandler.setDefault(new java.net.CookieManager());"),
    ),
    near(
        "cl.default-authenticator",
        "asks_which_proxy_there_is",
        printing(
            f"{_SELECTOR}.getDefault().select("
            'java.net.URI.create("http://depot.example.org/"));'
            " new java.net.CookieManager();"
        ),
    ),
)
"""Variants about TLS and connections."""

SETTINGS: Final = (
    bad(
        "cl.system-properties",
        "sets_a_proxy_for_everybody",
        starting('System.setProperty("http.proxyHost", "proxy.example.org");'),
    ),
    doubted(
        "cl.system-properties",
        "shortens_a_timeout_for_everybody",
        printing(
            'Integer.getInteger("sun.net.client.defaultReadTimeout");'
            ' System.getProperties().setProperty("sun.net.client.defaultReadTimeout", "1");'
        ),
    ),
    near(
        "cl.system-properties",
        "sets_one_of_its_own",
        starting('System.setProperty("org.example.depot.started", "true");'),
    ),
    bad(
        "cl.locale-timezone",
        "speaks_german_everywhere",
        starting("java.util.Locale.setDefault(java.util.Locale.GERMANY);"),
    ),
    bad(
        "cl.locale-timezone",
        "moves_everybody_to_tokyo",
        printing('java.util.TimeZone.setDefault(java.util.TimeZone.getTimeZone("Asia/Tokyo"));'),
    ),
    near(
        "cl.locale-timezone",
        "writes_german_itself",
        printing(
            'String.format(java.util.Locale.GERMANY, "%.1f", weight);'
            ' java.util.Calendar.getInstance(java.util.TimeZone.getTimeZone("Asia/Tokyo"));'
        ),
    ),
    bad(
        "cl.security-provider",
        "adds_a_provider",
        adaptor(
            "private static final class Locks extends java.security.Provider {"
            ' Locks() { super("Locks", 1.0, "the locks of the depot"); } }'
        ),
        starting("java.security.Security.insertProviderAt(new Locks(), 1);"),
    ),
    near(
        "cl.security-provider",
        "uses_a_provider",
        printing(
            "try { java.security.MessageDigest.getInstance("
            '"SHA-256", java.security.Security.getProviders()[0].getName());'
            " } catch (java.security.GeneralSecurityException e) { Release.log(e.toString()); }"
        ),
    ),
    bad(
        "cl.log-reconfigure",
        "silences_the_root_logger",
        starting(f'{_JUL}("").setLevel({_LEVEL}.OFF);'),
    ),
    bad(
        "cl.log-reconfigure",
        "resets_the_logging_of_the_jdk",
        starting("java.util.logging.LogManager.getLogManager().reset();"),
    ),
    near(
        "cl.log-reconfigure",
        "sets_the_level_of_its_own_logger",
        adaptor(f'static final java.util.logging.Logger OWN = {_JUL}("org.example.depot");'),
        starting(f"OWN.setLevel({_LEVEL}.FINE);"),
    ),
)
"""Variants about settings of the JVM."""

_HOOK: Final = 'new Thread(() -> {}, "depot-end")'
_DRIVER: Final = (
    "public static final class Shelves implements java.sql.Driver {"
    " public java.sql.Connection connect(String u, java.util.Properties p) { return null; }"
    ' public boolean acceptsURL(String url) { return url.startsWith("jdbc:depot:"); }'
    " public java.sql.DriverPropertyInfo[] getPropertyInfo(String u, java.util.Properties p) {"
    " return new java.sql.DriverPropertyInfo[0]; }"
    " public int getMajorVersion() { return 1; } public int getMinorVersion() { return 0; }"
    " public boolean jdbcCompliant() { return false; }"
    " public java.util.logging.Logger getParentLogger() { return null; } }"
)
_BEAN: Final = (
    "public interface CounterMBean { int getCount(); }"
    " public static final class Counter implements CounterMBean {"
    " public int getCount() { return 1; } }"
)
_SERVER: Final = "java.lang.management.ManagementFactory.getPlatformMBeanServer()"
_NAME: Final = 'new javax.management.ObjectName("org.example.depot:type=Counter")'


def _thrown(code: str, exception: str) -> str:
    return f"try {{ {code} }} catch ({exception} e) {{ throw new IllegalStateException(e); }}"


_SQL: Final = "java.sql.SQLException"
_REGISTER: Final = f"{_SERVER}.registerMBean(new Counter(), {_NAME});"
_UNREGISTER: Final = f"{_SERVER}.unregisterMBean({_NAME});"

REGISTRATIONS: Final = (
    bad(
        "cl.shutdown-hook",
        "waits_for_the_end",
        starting(f"Runtime.getRuntime().addShutdownHook({_HOOK});"),
    ),
    near(
        "cl.shutdown-hook",
        "takes_its_hook_back",
        starting(
            f"Thread hook = {_HOOK}; Runtime.getRuntime().addShutdownHook(hook);"
            " Runtime.getRuntime().removeShutdownHook(hook);"
        ),
    ),
    doubted(
        "cl.jdbc-driver-left",
        "leaves_a_driver",
        adaptor(_DRIVER),
        starting(_thrown("java.sql.DriverManager.registerDriver(new Shelves());", _SQL)),
    ),
    near(
        "cl.jdbc-driver-left",
        "has_a_driver_that_nobody_registers",
        adaptor(_DRIVER),
        starting("new Shelves().jdbcCompliant();"),
    ),
    bad(
        "cl.mbean-left",
        "leaves_an_mbean",
        adaptor(_BEAN),
        starting(_thrown(_REGISTER, "javax.management.JMException")),
    ),
    near(
        "cl.mbean-left",
        "takes_its_mbean_back",
        adaptor(_BEAN),
        starting(_thrown(_REGISTER + _UNREGISTER, "javax.management.JMException")),
    ),
)
"""Variants about what is registered."""

SHARED_STATE: Final[tuple[Variant, ...]] = (*DEFAULTS, *SETTINGS, *REGISTRATIONS)
"""Every variant."""
