"""The managed system of a case: starting it, asking it for effects, ending it."""

from harness.backend.system import ManagedSystem, start_system
from harness.backend.wait import BackendError

__all__ = ["BackendError", "ManagedSystem", "start_system"]
