"""Typed client of the Orchestrator's REST API."""

from harness.client.answer import Answer
from harness.client.catalog import CatalogObject, Listing, Lookup
from harness.client.errors import (
    AnswerTimeoutError,
    ClientError,
    InputValueError,
    UnexpectedAnswerError,
    UnreachableError,
)
from harness.client.inputs import build_parameters
from harness.client.mockvro import HasChildren, HostState, Observation
from harness.client.transport import Credentials, Transport
from harness.client.vro import VroClient
from harness.client.workflows import Execution

__all__ = [
    "Answer",
    "AnswerTimeoutError",
    "CatalogObject",
    "ClientError",
    "Credentials",
    "Execution",
    "HasChildren",
    "HostState",
    "InputValueError",
    "Listing",
    "Lookup",
    "Observation",
    "Transport",
    "UnexpectedAnswerError",
    "UnreachableError",
    "VroClient",
    "build_parameters",
]
