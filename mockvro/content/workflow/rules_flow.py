"""Rules about items and the ways between them (W05 to W14, W20, W32)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from mockvro.content.workflow.model import DECISIONS, Item, Workflow
from mockvro.content.workflow.problem import Problem, Surroundings

Rule = Callable[[Workflow, Surroundings], Iterator[Problem]]

_HISTORIC_END: Final = "_exit"
_ACTION_CALL: Final = re.compile(
    r"""System\s*\.\s*getModule\s*\(\s*["']([^"']+)["']\s*\)\s*\.\s*([A-Za-z_$][\w$]*)\s*\("""
)
_RETURNED_NAME: Final = re.compile(r"""return\s*["']([^"']+)["']""")


def _names(workflow: Workflow, _: Surroundings) -> Iterator[Problem]:
    for name, count in Counter(item.name for item in workflow.items).items():
        if not name:
            yield Problem("W05", "error", "workflow", "an item has no name")
        elif count > 1:
            yield Problem("W05", "error", name, f"{count} items are called {name!r}")


def _root(workflow: Workflow, _: Surroundings) -> Iterator[Problem]:
    if workflow.item(workflow.root_name) is None:
        detail = f"root-name {workflow.root_name!r} names no item"
        yield Problem("W06", "error", "workflow", detail)


def _dangling(workflow: Workflow, _: Surroundings) -> Iterator[Problem]:
    names = {item.name for item in workflow.items}
    targets = [(item.name, target) for item in workflow.items for target in item.targets]
    targets += [("error-handler", handler.name) for handler in workflow.error_handlers]
    for where, target in targets:
        if target in names:
            continue
        if target == _HISTORIC_END:
            detail = f"goes to {target!r}, an end that only old releases know"
            yield Problem("W07", "warning", where, detail)
        else:
            yield Problem("W07", "error", where, f"goes to {target!r}, which is no item")


def _ways_out(workflow: Workflow, _: Surroundings) -> Iterator[Problem]:
    for item in workflow.items:
        if item.type in DECISIONS and not item.alt_out_name:
            yield Problem("W08", "error", item.name, f"{item.type} has no alt-out-name")
        if item.type not in {"end", "switch"} and not item.out_name:
            yield Problem("W10", "error", item.name, f"{item.type} has no out-name")
        if item.type == "switch" and not any(each.label for each in item.conditions):
            yield Problem("W07", "error", item.name, "switch has no case with a target")
        if item.type == "end" and item.end_mode == "1" and not item.throw_bind_name:
            detail = "end-mode 1 without throw-bind-name: the token fails without text"
            yield Problem("W20", "warning", item.name, detail)


def _called_workflows(item: Item) -> tuple[str | None, ...]:
    """Ids an item calls; ``None`` or "" where it should call one and does not say which."""
    if item.type == "link":
        return (item.linked_workflow_id,)
    if item.type in {"foreach", "decision-activity"}:
        reference = item.reference
        if reference is None or not reference.id:
            return (None,)
        return () if reference.type == "ScriptModule" else (reference.id,)
    if item.type == "multiple":
        return tuple(sub.linked_workflow_id for sub in item.sub_workflows) or (None,)
    return (item.launched_workflow_id,) if item.launched_workflow_id else ()


def _calls(workflow: Workflow, around: Surroundings) -> Iterator[Problem]:
    known = around.workflow_ids
    for item in workflow.items:
        for called in _called_workflows(item):
            if not called:
                yield Problem("W09", "error", item.name, f"{item.type} does not say what to run")
            elif known is not None and called not in known and called != workflow.id:
                detail = f"workflow {called} is not in the same package"
                yield Problem("W13", "warning", item.name, detail)


def _called_actions(item: Item) -> set[str]:
    scripts = f"{item.script or ''}\n{item.iteration_catch_script or ''}"
    called = {f"{module}/{name}" for module, name in _ACTION_CALL.findall(scripts)}
    if item.script_module:
        called.add(item.script_module)
    if item.reference is not None and item.reference.type == "ScriptModule":
        called.add(item.reference.id)
    return called


def _actions(workflow: Workflow, around: Surroundings) -> Iterator[Problem]:
    if around.actions is None:
        return
    for item in workflow.items:
        for action in sorted(_called_actions(item) - around.actions):
            detail = f"action {action} is not in the same package"
            yield Problem("W14", "warning", item.name, detail)


def reachable(workflow: Workflow) -> set[str]:
    """Names of the items that can run, error paths included."""
    waiting = [workflow.root_name, *(handler.name for handler in workflow.error_handlers)]
    found: set[str] = set()
    by_name = {item.name: item for item in workflow.items}
    while waiting:
        name = waiting.pop()
        if name in by_name and name not in found:
            found.add(name)
            waiting += by_name[name].targets
    return found


def _reach(workflow: Workflow, _: Surroundings) -> Iterator[Problem]:
    found = reachable(workflow)
    for item in workflow.items:
        if item.name not in found:
            yield Problem("W11", "warning", item.name, "item can never run")
    ends = {item.name for item in workflow.items if item.type == "end"}
    if not ends & found:
        yield Problem("W12", "warning", "workflow", "no end item can be reached")


def _switches(workflow: Workflow, _: Surroundings) -> Iterator[Problem]:
    """The script is what runs, so a name that only one of the two knows is a contradiction."""
    for item in workflow.items:
        returned = set(_RETURNED_NAME.findall(item.script or ""))
        labels = {condition.label for condition in item.conditions if condition.label}
        if item.type == "switch" and returned and returned != labels:
            odd = ", ".join(sorted(returned ^ labels))
            detail = f"conditions and script lead to different items: {odd}"
            yield Problem("W32", "warning", item.name, detail)


RULES: Final[tuple[Rule, ...]] = (
    _names,
    _root,
    _dangling,
    _ways_out,
    _calls,
    _actions,
    _reach,
    _switches,
)
