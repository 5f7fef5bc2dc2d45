"""The rules of `reference/workflow-xml.md` §9 under stable ids.

W01 to W04 are errors of :func:`parse_workflow`; the others are found by
:func:`workflow_problems`. E, W and I are what a loader makes of them.

=====  ===  ================================================================================
W01    E    not well-formed, or the root is no ``workflow``
W02    E    unknown item type
W03    E    encoded text that is no multiple of four hex digits
W04    E    coordinate that is no number
W05    E    item without name, or with the name of another item
W06    E    ``root-name`` missing or naming no item
W07    E    next item, catch item, error handler or switch label naming no item (W for ``_exit``)
W08    E    decision without ``alt-out-name``
W09    E    link, foreach, decision-activity or parallel workflow without target
W10    E    item other than end and switch without ``out-name``
W11    W    unreachable item
W12    W    no ``end`` item can be reached
W13    W    called workflow is not in the same set of packages
W14    W    called action is not in the same set of packages
W15    W    type of this plug-in that is no finder type
W16    W    type of a plug-in that the package does not list
W17    W    binding to an undeclared variable
W18    W    type of a binding contradicts its variable
W19    W    parameter or variable declared twice
W20    W    end-mode 1 without ``throw-bind-name``
W21    W    read-only attribute bound as output
W22    W    secret in the clear: non-empty SecureString or Credential value
W23    W    value text that is no value of its type
W24    W    8.x value text for a target that reads only the 7.x form
W25    W    presentation names an unknown parameter
W26    W    GetAction of a presentation names an action outside the set of packages
W27    W    ``restartMode`` or ``resumeFromFailedMode`` outside its range
W28    W    value that names an object of a foreign server
W29    I    input without description
W30    I    saved by an editor newer than 2.0
W31    W    unparsable type
W32    W    conditions of a switch contradict its script
=====  ===  ================================================================================
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mockvro.content.workflow import rules_flow, rules_types, rules_values
from mockvro.content.workflow.problem import Problem, Surroundings

if TYPE_CHECKING:
    from mockvro.content.workflow.model import Workflow

__all__ = ["Problem", "Surroundings", "workflow_problems"]

_RULES: Final = (*rules_flow.RULES, *rules_types.RULES, *rules_values.RULES)


def workflow_problems(
    workflow: Workflow, surroundings: Surroundings | None = None
) -> tuple[Problem, ...]:
    """Everything wrong with a workflow that could be parsed, ordered by rule.

    Args:
        workflow: The workflow.
        surroundings: What is known about packages and plug-ins around it.
    """
    around = surroundings or Surroundings()
    found = (problem for rule in _RULES for problem in rule(workflow, around))
    return tuple(sorted(found, key=lambda problem: problem.rule))
