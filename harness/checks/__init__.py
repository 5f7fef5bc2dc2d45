"""What is asked of a plug-in, and what was found: declarations, findings, outcomes, verdict.

Public interface for suites, ours and a partner's own, and for everything that folds a journal.
"""

from harness.checks.finding import Effect, Finding, Outcome, Severity, outcome_of
from harness.checks.journal import JournalTail, JournalWriter, outcomes_in, read_journal
from harness.checks.outcome import CheckOutcome, Coverage, Measurement, ReasonCode
from harness.checks.plan import Level, Plan, load_plan, plan_names, read_plan
from harness.checks.spec import CheckSpec, Need
from harness.checks.verdict import Judgement, Result, Verdict, judge_run
from harness.checks.waiver import Waiver

__all__ = [
    "CheckOutcome",
    "CheckSpec",
    "Coverage",
    "Effect",
    "Finding",
    "JournalTail",
    "JournalWriter",
    "Judgement",
    "Level",
    "Measurement",
    "Need",
    "Outcome",
    "Plan",
    "ReasonCode",
    "Result",
    "Severity",
    "Verdict",
    "Waiver",
    "judge_run",
    "load_plan",
    "outcome_of",
    "outcomes_in",
    "plan_names",
    "read_journal",
    "read_plan",
]
