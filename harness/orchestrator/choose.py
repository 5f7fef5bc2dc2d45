"""From the command line's ``--orchestrator`` to a provider."""

from __future__ import annotations

import importlib.util
import os
from typing import TYPE_CHECKING

from harness.client import Credentials
from harness.errors import UsageError
from harness.orchestrator.access import Access
from harness.orchestrator.remote import RemoteProvider, require_address

if TYPE_CHECKING:
    from harness.case import Deadlines
    from harness.orchestrator.api import Provider, TrustStore

EMBEDDED, CONTAINER = "embedded", "container"


def provider_for(
    choice: str,
    *,
    profile: str,
    deadlines: Deadlines,
    access: Access | None = None,
    trust_store: TrustStore | None = None,
) -> Provider:
    """Make the provider that a person asked for.

    Args:
        choice: ``embedded``, ``container`` or an address; credentials for an address come from
            the variables ``VRO_TOKEN``, or ``VRO_USERNAME`` and ``VRO_PASSWORD``.
        profile: Release profile of a simulated Orchestrator.
        deadlines: Limits of the case.
        access: How to get at what is not embedded.
        trust_store: What the JVM of an embedded one trusts; its own without it.

    Raises:
        UsageError: It is none of these, credentials are missing, or a file or package is.
    """
    access = access or Access()
    if choice == EMBEDDED:
        # a server framework that no remote run and no static check needs
        from harness.orchestrator.embedded import EmbeddedProvider  # noqa: PLC0415

        return EmbeddedProvider(profile, deadlines, trust_store)
    if choice == CONTAINER:
        _require_sdk()
        from harness.orchestrator.container import ContainerProvider  # noqa: PLC0415 - optional

        return ContainerProvider(access.image_name, profile, deadlines)
    require_address(choice)
    return RemoteProvider(choice, _credentials(access), verify=access.verify)


def _require_sdk() -> None:
    if importlib.util.find_spec("docker") is None:
        raise UsageError(
            "the Docker SDK is not installed",
            where=f"--orchestrator {CONTAINER}",
            advice="pip install 'vro-acceptance[container]'",
        )


def _credentials(access: Access) -> Credentials:
    token = os.environ.get("VRO_TOKEN", "")
    username = access.user or os.environ.get("VRO_USERNAME", "")
    password = os.environ.get("VRO_PASSWORD", "")
    if not token and not (username and password):
        raise UsageError(
            "no credentials for the Orchestrator",
            where="--orchestrator",
            advice="set VRO_USERNAME and VRO_PASSWORD, or VRO_TOKEN",
        )
    return Credentials(username, password, token)
