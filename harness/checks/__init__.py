"""What is asked of a plug-in, and what was found: declarations, findings, outcomes, verdict.

Public interface for suites, ours and a partner's own.
"""

from harness.checks.finding import Effect, Finding, Outcome, Severity, outcome_of
from harness.checks.spec import CheckSpec, Need

__all__ = ["CheckSpec", "Effect", "Finding", "Need", "Outcome", "Severity", "outcome_of"]
