"""Where files of a plug-in may be, and where its deeds put them (M6)."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from suites.deeds import deeds_of, of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from harness.pytest_plugin import Stage
    from suites.deeds import Deed

CHANGES: Final = ("write", "create", "delete", "move")
_FREE: Final = frozenset({"temp", "product", "system"})
"""Areas (``docs/observer.md``) that plug-ins may use: ``/var/run/vco`` is the product's
(``reference/scripting-runtime.md`` §8)."""
_OTHERS: Final = frozenset({"java", "host", "jar"})
_OLD_WAY: Final = "/conf/plugins/"
"""Where plug-ins kept their configuration before there were endpoints."""


class Places(Struct, frozen=True):
    """Whose a file is.

    Attributes:
        declared: Folders that the case allows: ``claims.writable``, that of its managed system.
    """

    declared: tuple[str, ...] = ()

    def may_change(self, deed: Deed) -> bool:
        """Whether the plug-in may change the file."""
        return area(deed) in _FREE or is_below(deed.target, self.declared)

    def may_miss(self, deed: Deed) -> bool:
        """Whether the plug-in may look for the file in vain: it is temporary, or somebody else's.

        The simulation has little of what the product keeps in its configuration folder.
        """
        others = area(deed) in _OTHERS or (area(deed) == "server" and not is_old_way(deed))
        return others or self.may_change(deed)


def places_of(stage: Stage) -> Places:
    """What the case of this stage allows."""
    system = stage.system
    work = (str(system.bindings.work),) if system is not None else ()
    return Places((*work, *(str(stage.case.folder / each) for each in stage.case.claims.writable)))


def area(deed: Deed) -> str:
    """The part of the machine that a file lies in, as its JVM knew it; unknown behind ``..``."""
    if "/../" in deed.target:
        return ""
    return str(deed.details.get("area", ""))


def is_old_way(deed: Deed) -> bool:
    """Whether a file lies where plug-ins of old kept their configuration."""
    return area(deed) == "server" and _OLD_WAY in deed.target


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
