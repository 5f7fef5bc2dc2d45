"""The fault proxy on the way from the plug-in to its managed system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.backend.faults import profile_of
from harness.case.placeholders import names_in
from harness.checks import ReasonCode
from harness.pytest_plugin.stop import NeedMissingError, NotExercisedError, NothingRemoteError

if TYPE_CHECKING:
    from harness.backend import ManagedSystem
    from harness.backend.faults import FaultProxy, Profile
    from harness.case import Case


def leads_through(case: Case) -> bool:
    """Whether we tell the plug-in the port of the managed system, so that we can choose it."""
    return "port" in names_in([entry.inputs for entry in (*case.configure, *case.workflow)])


def can_choose_tls(case: Case) -> bool:
    """Whether the case lets us choose between TLS and clear text."""
    names = names_in([entry.inputs for entry in case.configure])
    return not names.isdisjoint({"scheme", "tls"})


def proxy_of(system: ManagedSystem | None) -> FaultProxy:
    """The proxy before a managed system.

    Raises:
        NeedMissingError: There is none.
        NothingRemoteError: Nobody is at the other end.
    """
    if system is None:
        raise NeedMissingError("the case has no [backend]")
    if system.bindings.port is None:
        raise NothingRemoteError
    if system.proxy is None:
        raise NeedMissingError(
            "no proxy stands before the managed system: [backend] tells no port, "
            "[[configure]] does not use {port}, or the Orchestrator runs elsewhere"
        )
    return system.proxy


def demand_http(proxy: FaultProxy) -> None:
    """End a check that has to read HTTP where the plug-in was seen and spoke none.

    Raises:
        NeedMissingError: It speaks TLS, and nobody knows what inside.
        NotExercisedError: It speaks something else.
    """
    if proxy.opaque:
        raise NeedMissingError(
            "TLS hides what the plug-in says; with {scheme} or {tls} in [[configure]] the proxy"
            " can end it"
        )
    if not proxy.http:
        raise NotExercisedError("the plug-in does not speak HTTP", ReasonCode.NOT_APPLICABLE)


def playable(wanted: Profile, proxy: FaultProxy) -> Profile:
    """A profile, or what stands for it where the plug-in speaks another protocol than HTTP.

    Raises:
        NeedMissingError: TLS hides what the plug-in speaks.
        NotExercisedError: Nothing stands for it.
    """
    if proxy.http or not (wanted.http_only or (wanted.in_clear and proxy.opaque)):
        return wanted
    if not wanted.otherwise:
        demand_http(proxy)
    return profile_of(wanted.otherwise)
