"""Where files of a plug-in may be, and where its deeds put them (M6)."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from suites.deeds import deeds_of, of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.pytest_plugin import Stage
    from suites.deeds import Deed

PRODUCT: Final = ("/var/run/vco",)
"""The writable area of the product (``reference/scripting-runtime.md`` §8)."""
DEVICES: Final = ("/dev/", "/proc/", "/sys/")
CHANGES: Final = ("write", "create", "delete", "move")


class Places(Struct, frozen=True, kw_only=True):
    """Folders by their meaning, absolute and without ``..``.

    Attributes:
        temporary: The temporary folder of the JVM.
        declared: What the case allows: ``claims.writable``, its own folder, that of its managed
            system.
        configuration: Where plug-ins of old kept their configuration.
        server: Where the server keeps its own, of which the simulation has little.
        java: The JDK, and the jars of plug-in and server.
    """

    temporary: tuple[str, ...] = ()
    declared: tuple[str, ...] = ()
    configuration: tuple[str, ...] = ()
    server: tuple[str, ...] = ()
    java: tuple[str, ...] = ()

    def may_change(self, path: str) -> bool:
        """Whether the plug-in may change a file there."""
        return is_below(path, (*PRODUCT, *self.temporary, *self.declared, *DEVICES))

    def belongs_to_server(self, path: str) -> bool:
        """Whether the server keeps a file there, and not the plug-in."""
        return is_below(path, self.server) and not is_below(path, self.configuration)

    def is_temporary(self, path: str) -> bool:
        """Whether it lies in the temporary folder of the JVM."""
        return is_below(path, self.temporary)


def places_of(stage: Stage) -> Places:
    """Ask where the folders of this stage are."""
    state: dict[str, Any] = stage.observer.get("jvm-state").get("state") or {}
    system = stage.system
    work = (str(system.bindings.work),) if system is not None else ()
    server = str(state.get("property:server.home.dir") or "")
    return Places(
        temporary=_known(state, "java.io.tmpdir"),
        declared=(*work, *(str(stage.case.folder / each) for each in stage.case.claims.writable)),
        configuration=(f"{server}/conf/plugins",) if server else (),
        server=(f"{server}/conf",) if server else (),
        java=(*_known(state, "java.home"), *_jars(state)),
    )


def _known(state: dict[str, Any], name: str) -> tuple[str, ...]:
    value = str(state.get(f"property:{name}") or "")
    return (value,) if value else ()


def _jars(state: dict[str, Any]) -> Iterator[str]:
    for path in str(state.get("property:java.class.path") or "").split(":"):
        if path:
            yield str(Path(path).parent.parent)


def file_deeds(stage: Stage) -> tuple[Deed, ...]:
    """What the plug-in did to files so far."""
    return tuple(of(deeds_of(stage), "file"))


def is_below(path: str, folders: Iterable[str]) -> bool:
    """Whether a path is one of the folders or lies in one, once ``..`` is resolved."""
    plain = posixpath.normpath(path)
    return any(
        plain == (folder := posixpath.normpath(each)) or plain.startswith(f"{folder}/")
        for each in folders
    )
