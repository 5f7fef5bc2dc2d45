"""Reading what a partner ships, and judging it without running it."""

from harness.artifact.inspection import inspect_artifact
from harness.artifact.model import Artifact, Inspection

__all__ = ["Artifact", "Inspection", "inspect_artifact"]
