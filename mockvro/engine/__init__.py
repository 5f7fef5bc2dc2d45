"""Workflow runs: items, bindings, checkpoints (`reference/workflow-xml.md`)."""

from mockvro.engine.engine import Engine

__all__ = ["Engine"]
