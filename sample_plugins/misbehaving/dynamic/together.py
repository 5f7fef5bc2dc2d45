"""Variants for the checks of what happens at the same time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sample_plugins.misbehaving.dynamic.passages import DESCRIPTOR, HALF_THE_TIME, going_on
from sample_plugins.misbehaving.dynamic.variant import Edit, bad, doubted, java, light, near

if TYPE_CHECKING:
    from sample_plugins.misbehaving.dynamic.variant import Variant

_CLASS: Final = "public final class DepotFactory implements IPluginFactory {\n"
_FIND: Final = '        Release.log("find " + type);\n'
_RELATION: Final = '        Release.log("findRelation " + relation);\n'
_INTERRUPTED: Final = "catch (InterruptedException e) { Thread.currentThread().interrupt(); }"
_PARALLEL: Final = 'concurrent-call="true"'


def _field(text: str) -> Edit:
    return java("DepotFactory", _CLASS, f"{_CLASS}    {text}\n")


def _sleep(ms: int) -> str:
    return f"try {{ Thread.sleep({ms}); }} {_INTERRUPTED}"


_STATE: Final = "private static volatile String asked;"
_RACE: Final = (
    f"        asked = id;\n        {_sleep(3)}\n        if (!asked.equals(id)) {{ return null; }}\n"
)
_BOXES_ON: Final = "    static List<Box> boxesOn(String shelf) {\n"
_BOXES: Final = "BOXES) {\n            if (box.getId().startsWith("


def _filling(code: str) -> tuple[Edit, Edit]:
    """A map of boxes that is filled when it is first needed, by a managed system that is slow."""
    lazily = f"        if (known == null) {{ {code} }}\n"
    field = "    private static volatile java.util.Map<String, Box> known;\n\n"
    return (
        java("Stock", _BOXES_ON, f"{field}{_BOXES_ON}{lazily}"),
        java("Stock", _BOXES, _BOXES.replace("BOXES", "known.values()")),
    )


_MAP: Final = "new java.util.concurrent.ConcurrentHashMap<>()"
_FILL: Final = f"{_sleep(300)} for (Box box : BOXES) {{ made.put(box.getId(), box); }}"
_LOCKS: Final = (
    "private static final Object FIRST = new Object();"
    " private static final Object SECOND = new Object();"
)


def _locking(first: str, second: str) -> str:
    return f"        synchronized ({first}) {{ {_sleep(5)} synchronized ({second}) {{ }} }}\n"


_OFFICE: Final = "final class Office {\n"
_EXCHANGE: Final = "            return exchange(method, path, body);"


def _under(lock: str) -> str:
    return f"            synchronized ({lock}) {{ return exchange(method, path, body); }}"


_POOL: Final = (
    "java.util.concurrent.Executors.newFixedThreadPool(1, task -> {"
    " Thread made = new Thread(task); made.setDaemon(true); return made; })"
)
_DIES: Final = 'throw new IllegalStateException("nobody hears of this");'
_CREATED: Final = '        Release.log("createPluginFactory");\n'
_LATE: Final = (
    "new Thread(() -> {{ {pause} handler.notifyElementInvalidate(null, null); }}).start();"
)
_AT_ONCE: Final = "handler.notifyElementInvalidate(null, null);"
_CHILDREN: Final = """\
    void childrenChanged(String type, ObjectId object) {
        if (open) {"""
_LIGHT_FIND: Final = '        session.request("find " + Text.visible(type), id);\n'
_ATTRIBUTES: Final = '        <attribute script-name="release"'
_NOTE: Final = (
    '        <attribute script-name="note" java-name="note" return-type="String" read-only="false">'
    "What to remember</attribute>\n"
)
_RELEASE: Final = "    public String getRelease() {"


def _noting(kind: str) -> tuple[Edit, ...]:
    """A text that scripts may set."""
    members = (
        f"    private {kind} String note;\n\n"
        "    public String getNote() {\n        return note;\n    }\n\n"
        "    public void setNote(String text) {\n        note = text;\n    }\n\n"
    )
    return (
        java("DepotManager", _RELEASE, f"{members}{_RELEASE}"),
        Edit(DESCRIPTOR, _ATTRIBUTES, f"{_NOTE}{_ATTRIBUTES}"),
    )


SAME_TIME: Final = (
    bad(
        "con.race",
        "shows_a_map_before_it_is_filled",
        *_filling(f"java.util.Map<String, Box> made = {_MAP}; known = made; {_FILL}"),
        Edit(DESCRIPTOR, _PARALLEL, 'concurrent-call="false"'),  # which scripts do not wait for
    ),
    near(
        "con.race",
        "shows_a_map_when_it_is_filled",
        *_filling(f"java.util.Map<String, Box> made = {_MAP}; {_FILL} known = made;"),
    ),
    bad(
        "con.race",
        "keeps_the_id_in_a_static_field",
        java("DepotFactory", _FIND, f"{_FIND}{_RACE}"),
        _field(_STATE),
    ),
    near(
        "con.race",
        "keeps_the_id_in_a_field_and_forbids_calls_at_once",
        java("DepotFactory", _FIND, f"{_FIND}{_RACE}"),
        _field(_STATE),
        Edit(DESCRIPTOR, _PARALLEL, 'concurrent-call="false"'),
    ),
    bad(
        "con.deadlock",
        "takes_locks_in_two_orders",
        java("DepotFactory", _FIND, f"{_FIND}{_locking('FIRST', 'SECOND')}"),
        java("DepotFactory", _RELATION, f"{_RELATION}{_locking('SECOND', 'FIRST')}"),
        _field(_LOCKS),
        alone=True,
    ),
    near(
        "con.deadlock",
        "takes_locks_in_one_order",
        java("DepotFactory", _FIND, f"{_FIND}{_locking('FIRST', 'SECOND')}"),
        java("DepotFactory", _RELATION, f"{_RELATION}{_locking('FIRST', 'SECOND')}"),
        _field(_LOCKS),
    ),
    doubted(
        "con.declares-false",
        "lets_all_users_wait",
        Edit("VSO-INF/vso.xml", _PARALLEL, 'concurrent-call="false"'),
        light("Release", 'DATE = "2026-03-02"', 'DATE = "2026-03-02"'),
    ),
    near(
        "con.declares-false",
        "counts_calls_under_a_lock",
        light(
            "Office",
            _EXCHANGE,
            f"            synchronized (Office.class) {{ calls++; }}\n{_EXCHANGE}",
        ),
        light("Office", _OFFICE, f"{_OFFICE}    private static int calls;\n"),
    ),
    bad(
        "con.global-lock-io",
        "asks_under_one_lock",
        light("Office", _EXCHANGE, _under("Office.class")),
    ),
    near(
        "con.global-lock-io",
        "asks_under_a_lock_for_each_office",
        light("Office", _EXCHANGE, _under("harbour.id.intern()")),
    ),
    bad("con.instance-field-state", "shares_a_note", *_noting("static")),
    near("con.instance-field-state", "keeps_a_note_for_a_session", *_noting("transient")),
)
"""Variants about locks and shared state."""

THREADS: Final = (
    bad(
        "con.unbounded-pool",
        "makes_a_pool_for_each_call",
        java("DepotFactory", _FIND, f"{_FIND}        {_POOL}.submit(() -> {{ }});\n"),
    ),
    near(
        "con.unbounded-pool",
        "has_one_pool",
        java("DepotFactory", _FIND, f"{_FIND}        POOL.submit(() -> {{ }});\n"),
        _field(f"private static final java.util.concurrent.ExecutorService POOL = {_POOL};"),
    ),
    bad(
        "con.uncaught-in-thread",
        "has_a_thread_that_dies",
        java("DepotFactory", _FIND, f"{_FIND}        new Thread(() -> {{ {_DIES} }}).start();\n"),
    ),
    near(
        "con.uncaught-in-thread",
        "has_a_thread_that_tells_why_it_dies",
        java(
            "DepotFactory",
            _FIND,
            f"{_FIND}        new Thread(() -> {{ try {{ {_DIES} }} catch (RuntimeException e) {{"
            ' org.slf4j.LoggerFactory.getLogger(DepotFactory.class).warn("ended", e); throw e; }'
            " }).start();\n",
        ),
    ),
    bad(
        "con.calls-host-from-own-thread",
        "notifies_later",
        java("DepotAdaptor", _CREATED, f"{_CREATED}        {_LATE.format(pause=_sleep(400))}\n"),
    ),
    near(
        "con.calls-host-from-own-thread",
        "notifies_at_once",
        java("DepotAdaptor", _CREATED, f"{_CREATED}        {_AT_ONCE}\n"),
    ),
    bad(
        "con.listener-reentrancy",
        "notifies_under_a_lock",
        light(
            "LighthouseFactory",
            _LIGHT_FIND,
            f"{_LIGHT_FIND}        synchronized (Session.class) {{ }}\n",
        ),
        light("Session", _CHILDREN, _CHILDREN.replace("if (open)", "synchronized (Session.class)")),
        alone=True,
    ),
    near(
        "con.listener-reentrancy",
        "notifies_after_it_let_go_of_a_lock",
        light(
            "LighthouseFactory",
            _LIGHT_FIND,
            f"{_LIGHT_FIND}        synchronized (Session.class) {{ }}\n",
        ),
        light(
            "Session",
            _CHILDREN,
            _CHILDREN.replace(
                "{\n        if", "{\n        synchronized (Session.class) { }\n        if"
            ),
        ),
    ),
    doubted("con.busy-wait", "looks_again_and_again", going_on(HALF_THE_TIME), alone=True),
    near("con.busy-wait", "looks_now_and_then", going_on("Thread.sleep(50);")),
)
"""Variants about threads of a plug-in."""

TOGETHER: Final[tuple[Variant, ...]] = (
    *SAME_TIME,
    *THREADS,
)
"""Every variant of the area."""
