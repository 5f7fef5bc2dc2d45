"""Variants about factories, log-ins, sessions of the harbour office and users."""

from __future__ import annotations

from typing import Final

from sample_plugins.misbehaving.dynamic.passages import DESCRIPTOR
from sample_plugins.misbehaving.dynamic.session.passages import (
    LOG_OUT,
    ONE_FOR_ALL,
    ONE_FOR_EACH,
    REFUSED,
    anew,
    creating,
    for_user,
    with_basic,
    with_sessions,
)
from sample_plugins.misbehaving.dynamic.variant import Edit, bad, doubted, light, near

_FACTORY: Final = "return new LighthouseFactory(session);"


def _asking(otherwise: str) -> str:
    """Makes a factory only when every harbour office answers."""
    return (
        "try { for (Harbour each : new Inventory(session).harbours()) { each.getKeepers(); } }"
        f" catch (LighthouseException e) {{ {otherwise} }} {_FACTORY}"
    )


_PARSE: Final = "    private Fields parse(String text) {"
_RETRY: Final = """\
    private void tryAgain(java.net.URL url, int times, int millis) {
        try {
            for (int i = 0; i < times; i++) {
                Thread.sleep(millis);
                HttpURLConnection again = (HttpURLConnection) url.openConnection();
                again.setRequestProperty("Authorization", basic());
                if (again.getResponseCode() != HttpURLConnection.HTTP_UNAUTHORIZED) {
                    return;
                }
            }
        } catch (IOException e) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

"""
_RETRIES: Final = (*with_basic(), light("Office", _PARSE, _RETRY + _PARSE))


def _when_refused(code: str) -> tuple[Edit, ...]:
    """Code that runs before the refusal is told."""
    return (*_RETRIES, light("Office", REFUSED, f"{code} {REFUSED}"))


_HANDLER: Final = "    private volatile ISslService ssl;"
_CLOSE: Final = "            session.close();"
_KEEPS: Final = (
    light(
        "LighthouseAdaptor",
        _HANDLER,
        "    private static final java.util.Map<IPluginFactory, String> KEPT =\n"
        "            new java.util.concurrent.ConcurrentHashMap<IPluginFactory, String>();\n"
        + _HANDLER,
    ),
    creating(
        "IPluginFactory made = new LighthouseFactory(session);"
        " KEPT.put(made, sessionId); return made;"
    ),
)
_REMOVES: Final = light("LighthouseAdaptor", _CLOSE, f"{_CLOSE}\n            KEPT.remove(factory);")
_KEEPS_SOME: Final = light(
    "LighthouseAdaptor",
    _CLOSE,
    f"{_CLOSE}\n"
    "            if (KEPT.size() > 10) { KEPT.remove(KEPT.keySet().iterator().next()); }",
)


def _internal(user: str) -> tuple[Edit, ...]:
    """User sessions have a user, those of the server none; ``user`` makes a text of it."""
    return (
        Edit(DESCRIPTOR, 'anonymous-login-mode="always"', 'anonymous-login-mode="internal"'),
        light("LighthouseAdaptor", _REQUEST, f'session.request("createPluginFactory", {user});'),
    )


_REQUEST: Final = 'session.request("createPluginFactory", "");'

LOGINS: Final = (
    bad("ses.factory-leak", "keeps_every_factory", *_KEEPS),
    near("ses.factory-leak", "keeps_factories_until_they_are_uninstalled", *_KEEPS, _REMOVES),
    near("ses.factory-leak", "keeps_the_last_factories", *_KEEPS, _KEEPS_SOME),
    bad("ses.anonymous-mode-wrong", "needs_a_user", *_internal("username.trim()")),
    near(
        "ses.anonymous-mode-wrong",
        "does_without_a_user",
        *_internal('username == null ? "" : username.trim()'),
    ),
    bad("ses.factory-null", "gives_null", creating(_asking("return null;"))),
    near(
        "ses.factory-null",
        "says_what_is_wrong",
        creating(_asking("throw new SecurityException(e.getMessage());")),
    ),
    bad("ses.backend-session-leak", "logs_in_for_each_call", *with_sessions(ONE_FOR_EACH)),
    near(
        "ses.backend-session-leak",
        "logs_in_and_out_for_each_call",
        *with_sessions(ONE_FOR_EACH),
        LOG_OUT,
    ),
    bad("ses.no-reauth", "never_logs_in_again", *with_sessions(ONE_FOR_ALL)),
    near("ses.no-reauth", "logs_in_again_once", *with_sessions(ONE_FOR_ALL), anew()),
    bad(
        "ses.auth-storm",
        "tries_again_from_a_thread",
        *_when_refused(
            "Thread later = new Thread(() -> tryAgain(connection.getURL(), 20, 200));"
            " later.setDaemon(true); later.start();"
        ),
    ),
    bad(
        "ses.auth-storm",
        "tries_again_until_the_time_is_over",
        *_when_refused("tryAgain(connection.getURL(), 18, 200);"),
    ),
    doubted(
        "ses.auth-storm",
        "tries_five_times",
        *_when_refused("tryAgain(connection.getURL(), 4, 1);"),
    ),
    near("ses.auth-storm", "tries_twice", *_when_refused("tryAgain(connection.getURL(), 1, 1);")),
    bad(
        "ses.wrong-identity",
        "is_always_the_first_user",
        *for_user("FIRST.updateAndGet(first -> first == null ? username : first)"),
        light(
            "LighthouseAdaptor",
            "    private volatile ISslService ssl;",
            "    private static final java.util.concurrent.atomic.AtomicReference<String> FIRST =\n"
            "            new java.util.concurrent.atomic.AtomicReference<String>();\n"
            "    private volatile ISslService ssl;",
        ),
    ),
    near("ses.wrong-identity", "is_the_user_of_its_session", *for_user("username")),
)
"""Every variant."""
