"""Where the Orchestrator under the checks runs: in this process, or somewhere else."""

from harness.orchestrator.access import Access
from harness.orchestrator.api import Orchestrator, OrchestratorError, Provider, TrustStore
from harness.orchestrator.choose import provider_for
from harness.orchestrator.remote import RemoteProvider

__all__ = [
    "Access",
    "Orchestrator",
    "OrchestratorError",
    "Provider",
    "RemoteProvider",
    "TrustStore",
    "provider_for",
]
