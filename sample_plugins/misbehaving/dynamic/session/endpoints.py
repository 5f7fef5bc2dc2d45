"""Variants about connections that are changed or removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sample_plugins.misbehaving.dynamic.variant import bad, light, near

if TYPE_CHECKING:
    from sample_plugins.misbehaving.dynamic.variant import Edit

_OFFICE: Final = "        return new Office(harbour, ssl, deadline);"
_END: Final = "    void close() {\n        open = false;"
_CLOSED: Final = (
    "    static final Set<String> CLOSED =\n"
    "            Collections.newSetFromMap(new ConcurrentHashMap<String, Boolean>());\n\n"
)
_UPDATE: Final = (
    "        return connect(\n"
    "                new HarbourSettings("
    "known.id, known.name, address, user, password, plainHttp));"
)
_CLOSES: Final = light(
    "LighthouseManager",
    _UPDATE,
    f"{_UPDATE.replace('return', 'Harbour changed =')}\n"
    "        Session.CLOSED.add(known.id);\n"
    "        return changed;",
)


def _remembering(cached: str) -> str:
    return (
        "            IEndpointConfiguration stored = service().getEndpointConfiguration(id);\n"
        f"            return stored == null ? null : {cached};"
    )


_FIND: Final = _remembering("read(stored)")
_CACHE: Final = (
    "    private static final java.util.Map<String, HarbourSettings> KNOWN =\n"
    "            new java.util.concurrent.ConcurrentHashMap<String, HarbourSettings>();\n\n"
)
_SERVICE: Final = "    private IEndpointConfigurationService service() {"
_SAVED: Final = "            service().saveEndpointConfiguration(stored);"
_DELETED: Final = "            service().deleteEndpointConfiguration(id);"
_FORGETS: Final = light("HarbourStore", _DELETED, f"{_DELETED}\n            KNOWN.remove(id);")
_CACHED: Final = (
    _FORGETS,
    light("HarbourStore", _SERVICE, _CACHE + _SERVICE),
    light(
        "HarbourStore",
        _FIND,
        _remembering("KNOWN.computeIfAbsent(id, unknown -> reread(stored))"),
    ),
    light(
        "HarbourStore",
        "    private static LighthouseException failed(",
        "    private static HarbourSettings reread(IEndpointConfiguration stored) {\n"
        "        return read(stored);\n"
        "    }\n\n"
        "    private static LighthouseException failed(",
    ),
)
_STORED: Final = "                stored.getPassword(PASSWORD),"

_FIND_HARBOUR: Final = "    /** The harbour of that name, or null. */"
_SAVE: Final = "        session.store().save(wanted);"
_DELETE: Final = "        session.store().delete(harbour.objectId().harbour());"


def _watching(field: str, begin: str, end: str) -> tuple[Edit, ...]:
    """Has something for every harbour: a field of the class, its beginning and its end."""
    return (
        light("LighthouseManager", _FIND_HARBOUR, f"    {field}\n\n{_FIND_HARBOUR}"),
        light("LighthouseManager", _SAVE, f"{_SAVE}\n        {begin}"),
        light("LighthouseManager", _DELETE, f"{_DELETE}\n        {end}"),
    )


_THREADS: Final = (
    "private static final java.util.Map<String, Thread> WATCHERS ="
    " new java.util.concurrent.ConcurrentHashMap<String, Thread>();"
)
_WATCH: Final = (
    "if (!WATCHERS.containsKey(wanted.id)) {"
    " Thread watcher = new Thread(() -> { try { Thread.sleep(600000); }"
    " catch (InterruptedException e) { Thread.currentThread().interrupt(); } });"
    " watcher.setDaemon(true); watcher.start(); WATCHERS.put(wanted.id, watcher); }"
)
_SETTINGS: Final = (
    "private static final java.util.Map<String, HarbourSettings> MET ="
    " new java.util.concurrent.ConcurrentHashMap<String, HarbourSettings>();"
)
_MEET: Final = "MET.put(wanted.id, wanted);"
_ID: Final = "harbour.objectId().harbour()"

_SAME: Final = light(
    "LighthouseManager",
    "    private static String idOf(Harbour harbour) {",
    "    private static boolean same(HarbourSettings one, HarbourSettings other) {\n"
    "        return one.address.equals(other.address) && one.user.equals(other.user);\n"
    "    }\n\n"
    "    private static String idOf(Harbour harbour) {",
)


def _when_the_same(same: str) -> tuple[Edit, ...]:
    """Connects only when the password is another one; ``same`` tells whether it is not."""
    return (
        light(
            "LighthouseManager",
            _UPDATE,
            _UPDATE.replace("return connect(\n", "HarbourSettings wanted =\n").replace("));", ");")
            + f"\n        if ({same}) {{ return new Harbour(session, known); }}\n"
            "        return connect(wanted);",
        ),
    )


ENDPOINTS: Final = (
    bad(
        "ses.string-identity-compare",
        "compares_passwords_with_two_signs",
        *_when_the_same("same(wanted, known) && wanted.password() == known.password()"),
        _SAME,
    ),
    near(
        "ses.string-identity-compare",
        "compares_contents_when_they_are_not_one",
        *_when_the_same(
            "same(wanted, known) && (wanted.password() == known.password()"
            " || wanted.password().equals(known.password()))"
        ),
        _SAME,
    ),
    near(
        "ses.string-identity-compare",
        "makes_them_one_first",
        *_when_the_same(
            "same(wanted, known) && wanted.password().intern() == known.password().intern()"
        ),
        _SAME,
    ),
    bad("ses.endpoint-delete-leak", "leaves_a_thread", *_watching(_THREADS, _WATCH, "")),
    bad("ses.endpoint-delete-leak", "leaves_its_settings", *_watching(_SETTINGS, _MEET, "")),
    near(
        "ses.endpoint-delete-leak",
        "ends_its_thread",
        *_watching(_THREADS, _WATCH, f"WATCHERS.remove({_ID}).interrupt();"),
    ),
    near(
        "ses.endpoint-delete-leak",
        "forgets_its_settings",
        *_watching(_SETTINGS, _MEET, f"MET.remove({_ID});"),
    ),
    bad(
        "ses.closed-client-reuse",
        "never_opens_again_what_an_update_closed",
        light("Session", _END, _CLOSED + _END),
        light(
            "Session",
            _OFFICE,
            "        if (CLOSED.contains(harbour.id)) {\n"
            '            throw new IllegalStateException("The connection is closed");\n'
            "        }\n" + _OFFICE,
        ),
        _CLOSES,
    ),
    near(
        "ses.closed-client-reuse",
        "opens_again_what_an_update_closed",
        light("Session", _END, _CLOSED + _END),
        light(
            "Session",
            _OFFICE,
            "        if (CLOSED.remove(harbour.id)) {\n"
            '            LOG.debug("harbour {}: a new connection", harbour.id);\n'
            "        }\n" + _OFFICE,
        ),
        _CLOSES,
    ),
    bad("ses.endpoint-update-lost", "remembers_the_address", *_CACHED),
    bad(
        "ses.endpoint-update-lost",
        "remembers_the_password",
        _FORGETS,
        light(
            "HarbourStore",
            _SERVICE,
            "    private static final java.util.Map<String, String> KNOWN =\n"
            "            new java.util.concurrent.ConcurrentHashMap<String, String>();\n\n"
            + _SERVICE,
        ),
        light(
            "HarbourStore",
            _STORED,
            "                remembered(stored),",
        ),
        light(
            "HarbourStore",
            "    private static LighthouseException failed(",
            "    private static String remembered(IEndpointConfiguration stored) {\n"
            "        String found = stored.getPassword(PASSWORD);\n"
            "        String known = KNOWN.putIfAbsent(stored.getId(), found);\n"
            "        return known == null ? found : known;\n"
            "    }\n\n"
            "    private static LighthouseException failed(",
        ),
    ),
    near(
        "ses.endpoint-update-lost",
        "remembers_until_it_is_changed",
        *_CACHED,
        light("HarbourStore", _SAVED, f"{_SAVED}\n            KNOWN.remove(harbour.id);"),
    ),
)
"""Every variant."""
