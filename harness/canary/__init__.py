"""Canaries: secrets that are unique to a run, and the search for them (M8)."""

from harness.canary.search import Leak, Needles, leaks_below, leaks_in, searchable
from harness.canary.values import canary, secret_values

__all__ = [
    "Leak",
    "Needles",
    "canary",
    "leaks_below",
    "leaks_in",
    "searchable",
    "secret_values",
]
