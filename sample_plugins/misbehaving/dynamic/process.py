"""Variants for the checks of the process that all plug-ins share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sample_plugins.misbehaving.dynamic.passages import adaptor, printing, starting
from sample_plugins.misbehaving.dynamic.variant import bad, java, near

if TYPE_CHECKING:
    from sample_plugins.misbehaving.dynamic.variant import Variant

_FLOOD: Final = (
    "if (FIRST.getAndSet(false)) {"
    " String line = new String(new char[99]).replace('\\0', 'x');"
    " for (int i = 0; i < 1_000_000; i++) { System.out.println(line); } }"
)
_FIRST: Final = (
    "private static final java.util.concurrent.atomic.AtomicBoolean FIRST ="
    " new java.util.concurrent.atomic.AtomicBoolean(true);"
)
_BOX: Final = "public class Box {"

PROCESS: Final[tuple[Variant, ...]] = (
    bad("cl.system-exit", "ends_the_process", printing("if (file.isEmpty()) { System.exit(3); }")),
    bad(
        "cl.system-exit", "ends_the_process_at_run_time", printing("Runtime.getRuntime().exit(3);")
    ),
    bad(
        "cl.system-exit",
        "halts_by_reflection",
        printing(
            'try { Runtime.class.getMethod("halt", int.class).invoke(Runtime.getRuntime(), 3); }'
            " catch (ReflectiveOperationException e) { throw new IllegalStateException(e); }"
        ),
        alone=True,
    ),
    near(
        "cl.system-exit",
        "has_an_exit_of_its_own",
        java("Box", _BOX, f"{_BOX}\n    private static void exit(int status) {{}}\n"),
        printing("exit(3);"),
    ),
    bad("cl.stdout-replaced", "prints_its_receipts", printing("System.out.println(name);")),
    bad("cl.stdout-replaced", "prints_stacks", printing("new Throwable(name).printStackTrace();")),
    bad(
        "cl.stdout-replaced",
        "prints_a_hundred_megabytes",
        java("Box", _BOX, f"{_BOX}\n    {_FIRST}\n"),
        printing(_FLOOD),
    ),
    bad(
        "cl.stdout-replaced",
        "replaces_the_stream",
        starting("System.setOut(new java.io.PrintStream(new java.io.ByteArrayOutputStream()));"),
    ),
    near(
        "cl.stdout-replaced",
        "prints_to_a_stream_of_its_own",
        printing("new java.io.PrintStream(new java.io.ByteArrayOutputStream()).println(name);"),
    ),
    near(
        "cl.stdout-replaced",
        "logs_through_the_jdk",
        adaptor(
            "private static final java.util.logging.Logger LOG ="
            ' java.util.logging.Logger.getLogger("org.example.depot");'
        ),
        starting('LOG.log(java.util.logging.Level.SEVERE, "hello", new Throwable());'),
    ),
)
"""Every variant of the area."""
