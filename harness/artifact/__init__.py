"""Reading what a partner ships, and judging it without running it."""

from harness.artifact.inspection import inspect_artifact
from harness.artifact.model import Artifact, Inspection
from harness.artifact.shipped import ShippedElement, ShippedPackage, shipped_packages

__all__ = [
    "Artifact",
    "Inspection",
    "ShippedElement",
    "ShippedPackage",
    "inspect_artifact",
    "shipped_packages",
]
