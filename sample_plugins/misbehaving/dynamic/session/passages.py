"""Passages of the lighthouse plug-in about log-ins that several variants replace."""

from __future__ import annotations

from typing import Final

from sample_plugins.misbehaving.dynamic.variant import Edit, light

_SIGNATURE: Final = (
    "(String method, String path)\n            throws IOException, NoSuchAlgorithmException {"
)
_OPEN: Final = f"    private HttpURLConnection open{_SIGNATURE}"
_PAIR: Final = (
    "        byte[] pair ="
    ' (harbour.user + ":" + harbour.password()).getBytes(StandardCharsets.UTF_8);\n'
)
_ENCODED: Final = '"Basic " + Base64.getEncoder().encodeToString(pair)'
_AUTHORIZE: Final = (
    "        connection.setRequestProperty(\n"
    f'                "Authorization", {_ENCODED});\n'
    "        return connection;\n"
    "    }\n"
)
STATUS: Final = "int status = connection.getResponseCode();\n            LOG"
_DISCONNECT: Final = "connection.disconnect();"
_CREATED: Final = "return new LighthouseFactory(session);"
_MADE: Final = 'new Session(sessionId, Text.required("handler", notificationHandler), store, ssl);'
_OFFICE: Final = "return new Office(harbour, ssl, deadline);"
_END_OF_SESSION: Final = "    void close() {\n        open = false;"
REFUSED: Final = "throw Fault.REFUSED.about(harbour.name);"

_SPLIT: Final = f"""\
        return connection;
    }}

    private String basic() {{
{_PAIR}        return {_ENCODED};
    }}

    private HttpURLConnection open{_SIGNATURE}
        HttpURLConnection connection = connect(method, path);
        %s
        return connection;
    }}
"""
_SESSIONS: Final = """
    private static final Map<String, String> TOKENS =
            new java.util.concurrent.ConcurrentHashMap<String, String>();
    private String token;

    private String place() {
        return harbour.address + " " + harbour.user + " " + harbour.password();
    }

    private String logIn() throws IOException, NoSuchAlgorithmException {
        HttpURLConnection connection = connect("POST", "/session");
        connection.setRequestProperty("Authorization", basic());
        token = judge(connection, connection.getResponseCode()).text("token");
        return token;
    }

    private String session() throws IOException, NoSuchAlgorithmException {
        %s
    }

    private void logOut() throws IOException, NoSuchAlgorithmException {
        HttpURLConnection connection = connect("DELETE", "/session");
        connection.setRequestProperty("X-Session", token);
        connection.getResponseCode();
    }
"""

ONE_FOR_EACH: Final = "return logIn();"
"""Each request has a session of its own."""

ONE_FOR_ALL: Final = (
    "String known = TOKENS.get(place());"
    " if (known == null) { known = logIn(); TOKENS.put(place(), known); } return known;"
)
"""All requests share one."""

LOG_OUT: Final = light("Office", _DISCONNECT, f"{_DISCONNECT} logOut();")
"""Ends the session when the request is over."""


def with_basic(
    header: str = 'connection.setRequestProperty("Authorization", basic());',
) -> tuple[Edit, ...]:
    """Parts connecting from logging in; ``header`` does the latter."""
    return (
        light("Office", _OPEN, _OPEN.replace(" open", " connect")),
        light("Office", _PAIR + _AUTHORIZE, _SPLIT % header),
    )


def with_sessions(which: str) -> tuple[Edit, ...]:
    """Logs in for a session; ``which`` is the body of a method that gives one."""
    opened, split = with_basic('connection.setRequestProperty("X-Session", session());')
    return opened, split._replace(new=split.new + _SESSIONS % which)


def anew() -> Edit:
    """Logs in again when the session is refused."""
    again = (
        "int status = connection.getResponseCode();\n"
        "            if (status == HttpURLConnection.HTTP_UNAUTHORIZED"
        " && TOKENS.remove(place()) != null) { return exchange(method, path, body); }\n"
        "            LOG"
    )
    return light("Office", STATUS, again)


def creating(code: str) -> Edit:
    """Code that runs instead of making a factory."""
    return light("LighthouseAdaptor", _CREATED, code)


def for_user(whose: str) -> tuple[Edit, ...]:
    """Tells the office for whom it asks; ``whose`` makes a name of ``username``."""
    return (
        Edit("VSO-INF/vso.xml", 'anonymous-login-mode="always"', 'anonymous-login-mode="never"'),
        light("LighthouseAdaptor", _MADE, f"{_MADE} session.user = {whose};"),
        light("Session", _END_OF_SESSION, f"    volatile String user;\n\n{_END_OF_SESSION}"),
        light("Session", _OFFICE, "return new Office(harbour, ssl, deadline, user);"),
        light(
            "Office",
            "    Office(HarbourSettings harbour, ISslService ssl, Deadline deadline) {",
            "    private final String user;\n\n"
            "    Office(HarbourSettings harbour, ISslService ssl,"
            " Deadline deadline, String user) {\n"
            "        this.user = user;",
        ),
        *with_basic(
            'connection.setRequestProperty("Authorization", basic());'
            ' connection.setRequestProperty("X-On-Behalf-Of", String.valueOf(user));'
        ),
    )
