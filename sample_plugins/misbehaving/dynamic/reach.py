"""Variants for the checks of what the plug-in reaches for: classes, processes, the JDK."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sample_plugins.misbehaving.dynamic.passages import checked, printing, starting
from sample_plugins.misbehaving.dynamic.variant import bad, doubted, java, near, warned

if TYPE_CHECKING:
    from sample_plugins.misbehaving.dynamic.variant import Edit, Variant

_FIND: Final = 'Release.log("find " + type);'


def _finding(code: str) -> Edit:
    """Code that runs in each find()."""
    return java("DepotFactory", _FIND, f"{_FIND} {code}")


def _loading(name: str) -> str:
    return f"try {{ Class.forName({name}); }} catch (ClassNotFoundException e) {{ return null; }}"


_OPENED: Final = "new java.util.jar.JarInputStream(new java.io.FileInputStream(file)).close();"
_SERVER_JARS: Final = (
    'java.io.File boot = new java.io.File(System.getProperty("java.class.path"));'
    ' java.io.File jars = new java.io.File(boot.getParentFile().getParentFile(), "common");'
    f" for (java.io.File file : jars.listFiles()) {{ {_OPENED} }}"
)
_OWN_JAR: Final = (
    "java.io.File file = new java.io.File("
    "DepotAdaptor.class.getProtectionDomain().getCodeSource().getLocation().getPath());"
    f" {_OPENED}"
)

REACH: Final[tuple[Variant, ...]] = (
    bad("cl.process-spawn", "runs_a_program", printing('new ProcessBuilder("true").start();')),
    bad(
        "cl.process-spawn",
        "runs_a_program_by_reflection",
        printing(
            "try { Runtime.class.getMethod("
            '"exec", String.class).invoke(Runtime.getRuntime(), "true"); }'
            " catch (ReflectiveOperationException e) { throw new IOException(e); }"
        ),
    ),
    near(
        "cl.process-spawn",
        "asks_for_its_own_process",
        printing("java.lang.management.ManagementFactory.getRuntimeMXBean().getName();"),
    ),
    bad(
        "cl.class-for-name-input",
        "loads_what_the_id_names",
        _finding(f'if (id.startsWith("org.")) {{ {_loading("id")} }}'),
    ),
    bad(
        "cl.class-for-name-input",
        "loads_what_the_id_names_in_its_package",
        _finding(_loading('"org.example.depot." + id')),
    ),
    near(
        "cl.class-for-name-input",
        "loads_a_class_that_it_names_itself",
        _finding(_loading('"org.example.depot.Stock"')),
    ),
    warned(
        "cl.class-for-name-input",
        "loads_the_class_of_the_type",
        _finding(_loading('"org.example.depot." + type')),
    ),
    doubted(
        "cl.classpath-scan",
        "opens_every_archive_of_the_server",
        starting(checked(_SERVER_JARS)),
    ),
    near("cl.classpath-scan", "opens_its_own_archive", starting(checked(_OWN_JAR))),
    bad(
        "cl.reflection-deep",
        "opens_a_string",
        printing(
            'try { String.class.getDeclaredField("value").setAccessible(true); }'
            " catch (NoSuchFieldException | RuntimeException e) { Release.log(e.toString()); }"
        ),
    ),
    near(
        "cl.reflection-deep",
        "opens_its_own_class",
        printing(
            'try { Box.class.getDeclaredField("owner").setAccessible(true); }'
            " catch (NoSuchFieldException e) { throw new IOException(e); }"
        ),
    ),
)
"""Every variant."""
