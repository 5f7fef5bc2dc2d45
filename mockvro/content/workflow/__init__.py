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
from mockvro.content.workflow.rules import Problem, Surroundings, workflow_problems
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
    "Problem",
    "Qualifier",
    "Shown",
    "SubWorkflow",
    "Surroundings",
    "Variable",
    "Workflow",
    "expressions",
    "parse_workflow",
    "shown_parameters",
    "workflow_problems",
    "write_workflow",
]
