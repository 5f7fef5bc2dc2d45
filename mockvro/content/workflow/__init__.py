"""Workflows: model, XML, rules (`reference/workflow-xml.md`)."""

from mockvro.content.workflow.model import (
    DECISIONS,
    ITEM_TYPES,
    Bind,
    Condition,
    ErrorHandler,
    Item,
    ItemReference,
    Node,
    Note,
    Parameter,
    Position,
    SubWorkflow,
    Variable,
    Workflow,
)
from mockvro.content.workflow.presentation import Qualifier, Shown, expressions, shown_parameters
from mockvro.content.workflow.reader import parse_workflow
from mockvro.content.workflow.writer import write_workflow

__all__ = [
    "DECISIONS",
    "ITEM_TYPES",
    "Bind",
    "Condition",
    "ErrorHandler",
    "Item",
    "ItemReference",
    "Node",
    "Note",
    "Parameter",
    "Position",
    "Qualifier",
    "Shown",
    "SubWorkflow",
    "Variable",
    "Workflow",
    "expressions",
    "parse_workflow",
    "shown_parameters",
    "write_workflow",
]
