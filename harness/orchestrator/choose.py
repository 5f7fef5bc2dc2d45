"""From the command line's ``--orchestrator`` to a provider."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from harness.client import Credentials
from harness.errors import UsageError
from harness.orchestrator.remote import RemoteProvider

if TYPE_CHECKING:
    from harness.case import Deadlines
    from harness.orchestrator.api import Provider

EMBEDDED = "embedded"


def provider_for(choice: str, *, profile: str, deadlines: Deadlines) -> Provider:
    """Make the provider that a person asked for.

    Args:
        choice: ``embedded`` or an address; credentials for an address come from the variables
            ``VRO_TOKEN``, or ``VRO_USERNAME`` and ``VRO_PASSWORD``.
        profile: Release profile of an embedded Orchestrator.
        deadlines: Limits of the case.

    Raises:
        UsageError: It is neither, or there are no credentials.
    """
    if choice == EMBEDDED:
        # a server framework that no remote run and no static check needs
        from harness.orchestrator.embedded import EmbeddedProvider  # noqa: PLC0415

        return EmbeddedProvider(profile, deadlines)
    return RemoteProvider(choice, _credentials())


def _credentials() -> Credentials:
    token = os.environ.get("VRO_TOKEN", "")
    username = os.environ.get("VRO_USERNAME", "")
    password = os.environ.get("VRO_PASSWORD", "")
    if not token and not (username and password):
        raise UsageError(
            "no credentials for the Orchestrator",
            where="--orchestrator",
            advice="set VRO_USERNAME and VRO_PASSWORD, or VRO_TOKEN",
        )
    return Credentials(username, password, token)
