"""Variants that keep what they should let go, and twins that keep what they may."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sample_plugins.misbehaving.dynamic.passages import HALF_THE_TIME, going_on
from sample_plugins.misbehaving.dynamic.variant import bad, doubted, java, light, near

if TYPE_CHECKING:
    from sample_plugins.misbehaving.dynamic.variant import Edit, Variant

_BOX: Final = "                return Stock.box(id);"
_FIND: Final = '        Release.log("find " + type);\n'
_CLASS: Final = "public final class DepotFactory implements IPluginFactory {\n"
_LIST: Final = "java.util.List<Object>"
_NEW_LIST: Final = "java.util.Collections.synchronizedList(new java.util.ArrayList<Object>())"


def _finding(code: str, made: str = _NEW_LIST) -> tuple[Edit, ...]:
    """Code that runs when a box is looked up, with a static list to keep things in."""
    field = f"    private static final {_LIST} KEPT = {made};\n"
    return (
        java("DepotFactory", _BOX, f"                {code}\n{_BOX}"),
        java("DepotFactory", _CLASS, f"{_CLASS}{field}"),
    )


_KEEP: Final = 'KEPT.add(new Box(id, new String(new char[9000]), "", 1));'
_OPEN: Final = 'java.io.InputStream in = new java.io.FileInputStream("/proc/self/stat");'
_FAILS: Final = "catch (java.io.IOException e) { throw new IllegalStateException(e); }"
_PROXY: Final = (
    "KEPT.add(java.lang.reflect.Proxy.newProxyInstance({loader},"
    " new Class<?>[] {{ Runnable.class }}, (proxy, method, arguments) -> null));"
    " if (KEPT.size() > 5000) {{ KEPT.clear(); }}"
)
_OWN_LOADER: Final = "new java.net.URLClassLoader(new java.net.URL[0])"

CALLS: Final = (
    bad("res.heap-per-call", "keeps_what_it_found", *_finding(_KEEP)),
    near(
        "res.heap-per-call",
        "keeps_the_last_of_what_it_found",
        *_finding(f"{_KEEP} while (KEPT.size() > 20) {{ KEPT.remove(0); }}"),
    ),
    bad("res.fd-leak", "leaves_files_open", *_finding(f"try {{ {_OPEN} KEPT.add(in); }} {_FAILS}")),
    near(
        "res.fd-leak",
        "opens_files_and_closes_them",
        *_finding(f"try {{ {_OPEN} in.read(); in.close(); }} {_FAILS}"),
    ),
    bad(
        "res.direct-memory",
        "keeps_buffers",
        *_finding("KEPT.add(java.nio.ByteBuffer.allocateDirect(6000));"),
    ),
    near(
        "res.direct-memory",
        "keeps_one_buffer",
        *_finding("if (KEPT.isEmpty()) { KEPT.add(java.nio.ByteBuffer.allocateDirect(1 << 22)); }"),
    ),
    bad(
        "res.metaspace",
        "makes_classes",
        *_finding(_PROXY.format(loader=_OWN_LOADER)),
        also=("warn res.heap-per-call",),
    ),
    near(
        "res.metaspace",
        "makes_objects_of_one_class",
        *_finding(_PROXY.format(loader="DepotFactory.class.getClassLoader()")),
    ),
)

_MAP: Final = "java.util.Map<String, Box>"
_UNLIMITED: Final = "new java.util.concurrent.ConcurrentHashMap<String, Box>()"
_LIMITED: Final = (
    "java.util.Collections.synchronizedMap(new java.util.LinkedHashMap<String, Box>() {"
    " @Override protected boolean removeEldestEntry(java.util.Map.Entry<String, Box> eldest) {"
    " return size() > 200; } })"
)


def _caching(made: str) -> tuple[Edit, ...]:
    """Remembers every id that was asked for."""
    remember = 'KNOWN.put(type + id, new Box(id, "", "", 1));'
    return (
        java("DepotFactory", _FIND, f"{_FIND}        {remember}\n"),
        java("DepotFactory", _CLASS, f"{_CLASS}    private static final {_MAP} KNOWN = {made};\n"),
    )


_VALID: Final = '        session.request("LighthouseManager.isValidName", "");\n'
_MANAGER: Final = "public final class LighthouseManager {\n"
_KEPT: Final = f"    private static final {_LIST} KEPT = {_NEW_LIST};\n"
_RUN: Final = (
    '        KEPT.add(new Keeper(session, ObjectId.of("k", "k"),'
    ' new String(new char[50000]), ""));\n'
)


def _validating(more: str) -> tuple[Edit, ...]:
    """Keeps something for each name that a workflow lets it look at."""
    return (
        light("LighthouseManager", _VALID, f"{_VALID}{_RUN}{more}"),
        light("LighthouseManager", _MANAGER, f"{_MANAGER}{_KEPT}"),
    )


_FAILED: Final = '            throw Fault.FAILED.about(harbour.name + ", status " + status);'
_OFFICE: Final = "final class Office {\n"
_ADDRESS: Final = "harbour.address.getHost(), harbour.address.getPort()"


def _failing(then: str) -> tuple[Edit, ...]:
    """Opens a second connection when the office reports an error."""
    opened = f"            java.net.Socket second = new java.net.Socket({_ADDRESS});\n"
    return (
        light("Office", _FAILED, f"{opened}            {then}\n{_FAILED}"),
        light("Office", _OFFICE, f"{_OFFICE}{_KEPT}"),
    )


_INVENTORY: Final = "final class Inventory {\n"
_LAMPS: Final = 'pages(harbour, path(Types.LIGHTHOUSE, lighthouse) + "/lamps", "")'
_POOL: Final = """\
    public interface ConnectionsMXBean {
        int getNumActive();

        int getNumIdle();
    }

    public static final class Connections implements ConnectionsMXBean {
        final java.util.concurrent.atomic.AtomicInteger active =
                new java.util.concurrent.atomic.AtomicInteger();

        static Connections registered() {
            Connections pool = new Connections();
            String name = "org.example.lighthouse:type=Pool,id=" + System.identityHashCode(pool);
            try {
                java.lang.management.ManagementFactory.getPlatformMBeanServer()
                        .registerMBean(pool, new javax.management.ObjectName(name));
            } catch (javax.management.JMException e) {
                throw new IllegalStateException(e);
            }
            return pool;
        }

        @Override
        public int getNumActive() {
            return active.get();
        }

        @Override
        public int getNumIdle() {
            return 0;
        }
    }

    private static final Connections POOL = Connections.registered();

"""


def _pooling(give_back: str) -> tuple[Edit, ...]:
    """Takes a connection of a pool to list lamps; the pool says by JMX what is taken."""
    pooled = (
        "    private List<Fields> pooled(HarbourSettings harbour, String path, String namePart) {\n"
        "        POOL.active.incrementAndGet();\n"
        "        try {\n            return pages(harbour, path, namePart);\n"
        f"        }} finally {{\n            {give_back}\n        }}\n    }}\n\n"
    )
    return (
        light("Inventory", _LAMPS, _LAMPS.replace("pages", "pooled")),
        light("Inventory", _INVENTORY, f"{_INVENTORY}{_POOL}{pooled}"),
    )


LEAKS: Final[tuple[Variant, ...]] = (
    *CALLS,
    bad("res.cache-unbounded", "remembers_every_id", *_caching(_UNLIMITED)),
    near("res.cache-unbounded", "remembers_the_last_ids", *_caching(_LIMITED)),
    bad("res.heap-per-workflow", "keeps_names", *_validating("")),
    near(
        "res.heap-per-workflow",
        "keeps_the_last_names",
        *_validating("        while (KEPT.size() > 3) { KEPT.remove(0); }\n"),
    ),
    bad("res.socket-leak", "keeps_second_connections", *_failing("KEPT.add(second);")),
    near("res.socket-leak", "closes_second_connections", *_failing("second.close();")),
    bad(
        "res.socket-leak",
        "keeps_the_first_connection_of_its_pool",
        *_pooling("if (POOL.active.get() > 1) { POOL.active.decrementAndGet(); }"),
    ),
    near(
        "res.socket-leak",
        "gives_connections_of_its_pool_back",
        *_pooling("POOL.active.decrementAndGet();"),
    ),
    doubted("res.cpu", "works_all_the_time", going_on(HALF_THE_TIME), alone=True),
    near("res.cpu", "looks_now_and_then", going_on("Thread.sleep(50);")),
)
"""Every variant."""
