"""Whether a plug-in takes credentials, so that its case has to name a secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.checks import ReasonCode

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from harness.pytest_plugin import ShippedPackage


def takers(shipped: Iterable[ShippedPackage]) -> tuple[str, ...]:
    """Names of the shipped elements that take or keep a SecureString."""
    return tuple(
        element.name for package in shipped for element in package.elements if element.takes_secret
    )


def without_secret(taking: Collection[str], named: Iterable[str] = ()) -> tuple[str, ReasonCode]:
    """Why no secret can be looked for; a plug-in that takes credentials must name one.

    Args:
        taking: What takes or keeps credentials.
        named: Names of secrets of the case that cannot be looked for.
    """
    if short := sorted(named):
        reason = f"{', '.join(short)}: too short to be told from chance, name a random secret"
        return reason, ReasonCode.NEED_MISSING
    if taking:
        told = ", ".join([*taking][:3])
        reason = f"{told}: takes or keeps a password, but the case has no [[secret]]"
        return reason, ReasonCode.NEED_MISSING
    return "the plug-in takes no credentials", ReasonCode.NOT_APPLICABLE
