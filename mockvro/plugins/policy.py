"""When a packaged element replaces a stored one (`reference/vso-xml.md` §2.5)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from mockvro.content.versions import compare

if TYPE_CHECKING:
    from mockvro.releases import Install


class Overwrite(StrEnum):
    """What happens to elements that exist already; missing ones are always written."""

    NEVER = "never"
    NEWER = "newer"
    ALWAYS = "always"

    def replaces(self, packaged: str, stored: str) -> bool:
        """Whether a packaged version is written over a stored one; equal versions stay."""
        if self is Overwrite.ALWAYS:
            return True
        return self is Overwrite.NEWER and compare(packaged, stored) > 0


def installation_policy(
    mode: str, install: Install, *, is_first: bool, is_newer: bool
) -> Overwrite | None:
    """How the packages of a plug-in are imported; None for not at all.

    Args:
        mode: `installation/@mode` as written; anything that is not one of the three words,
            such as a placeholder, counts as `version`.
        install: Switches of the release.
        is_first: The plug-in is not installed yet.
        is_newer: Its version is greater than that of the installed one.
    """
    word = mode.strip().lower()
    if word == "always":
        return Overwrite.ALWAYS
    if install.first_installation_imports and is_first:
        return Overwrite.NEWER
    if word == "never":
        return Overwrite.NEVER if install.first_installation_imports else None
    if install.version_mode_compares == "plug-in":
        return Overwrite.NEWER if is_first or is_newer else None
    return Overwrite.NEWER
