"""The partner's proof case, ``acceptance.toml``: what to run, and what must come of it."""

from harness.case.draft import DraftFacts, DraftWorkflow, draft_case
from harness.case.effects import EffectRead, ExpectedEffect, Reading
from harness.case.expectation import Expect, OutputRule
from harness.case.loading import load_case
from harness.case.model import (
    Backend,
    Case,
    Claims,
    Contact,
    Contacts,
    Deadlines,
    Documentation,
    InventoryHints,
    LogRules,
    Plugin,
    Ready,
    Secret,
    WorkflowEntry,
)
from harness.case.placeholders import Bindings, blanks, expand
from harness.checks.waiver import Waiver

__all__ = [
    "Backend",
    "Bindings",
    "Case",
    "Claims",
    "Contact",
    "Contacts",
    "Deadlines",
    "Documentation",
    "DraftFacts",
    "DraftWorkflow",
    "EffectRead",
    "Expect",
    "ExpectedEffect",
    "InventoryHints",
    "LogRules",
    "OutputRule",
    "Plugin",
    "Reading",
    "Ready",
    "Secret",
    "Waiver",
    "WorkflowEntry",
    "blanks",
    "draft_case",
    "expand",
    "load_case",
]
