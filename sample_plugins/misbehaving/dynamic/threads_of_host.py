"""Variants for the checks of what calls leave on the threads of the server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sample_plugins.misbehaving.dynamic.office_passages import with_office
from sample_plugins.misbehaving.dynamic.passages import printing
from sample_plugins.misbehaving.dynamic.variant import bad, java, near

if TYPE_CHECKING:
    from sample_plugins.misbehaving.dynamic.variant import Edit, Variant

_THREAD: Final = "Thread.currentThread()"
_LOADER: Final = f"{_THREAD}.setContextClassLoader(Box.class.getClassLoader());"
_OWN_LOADER: Final = (
    f"{_THREAD}.setContextClassLoader(new java.net.URLClassLoader(new java.net.URL[0]));"
)
_BOX: Final = "public class Box {"
_LOCAL: Final = (
    "    private static final ThreadLocal<Object> DRAFT = new ThreadLocal<>();\n"
    "    private static final class Draft {}\n"
)


def _asking(waiting: str, after: str = "") -> Edit:
    """Asks the office in a thread of its own and waits for that."""
    code = (
        "final String[] said = new String[1];"
        " Thread asking = new Thread(() -> {"
        " try { said[0] = text(open(found)); } catch (IOException e) { Release.log(e.toString()); }"
        " });"
        f" asking.start(); {waiting} {after} return said[0];"
    )
    return java("Office", "return text(open(found));", code)


_LOST: Final = (
    "while (asking.isAlive()) {"
    " try { asking.join(); } catch (InterruptedException e) { continue; } }"
)
_KEPT: Final = (
    "boolean interrupted = false; while (asking.isAlive()) {"
    " try { asking.join(); } catch (InterruptedException e) { interrupted = true; } }"
)

THREADS_OF_HOST: Final[tuple[Variant, ...]] = (
    bad("cl.tccl-not-restored", "leaves_a_loader_of_its_own", printing(_OWN_LOADER)),
    bad(
        "cl.tccl-not-restored",
        "leaves_none",
        java(
            "DepotFactory",
            'Release.log("findAll " + type);',
            f'Release.log("findAll " + type); {_THREAD}.setContextClassLoader(null);',
        ),
    ),
    near(
        "cl.tccl-not-restored",
        "sets_the_loader_back",
        printing(
            f"ClassLoader before = {_THREAD}.getContextClassLoader();"
            f" try {{ {_LOADER} }} finally {{ {_THREAD}.setContextClassLoader(before); }}"
        ),
    ),
    bad(
        "cl.threadlocal-left",
        "leaves_a_draft",
        java("Box", _BOX, f"{_BOX}\n{_LOCAL}"),
        printing("DRAFT.set(new Draft());"),
    ),
    near(
        "cl.threadlocal-left",
        "removes_its_draft",
        java("Box", _BOX, f"{_BOX}\n{_LOCAL}"),
        printing("DRAFT.set(new Draft()); DRAFT.remove();"),
    ),
    with_office(bad("cl.interrupt-swallowed", "waits_until_it_has_the_answer", _asking(_LOST))),
    with_office(
        near(
            "cl.interrupt-swallowed",
            "remembers_the_interrupt",
            _asking(_KEPT, f"if (interrupted) {{ {_THREAD}.interrupt(); }}"),
        )
    ),
)
"""Every variant."""
