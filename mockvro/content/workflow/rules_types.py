"""Rules about types, variables and bindings (W15 to W19, W21, W31)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from mockvro.content.errors import TypeNameError
from mockvro.content.typenames import ANY, VroType, assignability, mentioned_types, parse_type
from mockvro.content.workflow.model import Bind, Workflow
from mockvro.content.workflow.problem import Problem, Surroundings

Rule = Callable[[Workflow, Surroundings], Iterator[Problem]]

Directed = tuple[str, Bind, bool]  # item or sub-workflow, binding, whether it is an output


def bindings(workflow: Workflow) -> Iterator[Directed]:
    """All bindings of a workflow."""
    for item in workflow.items:
        yield from _directed(item.name, item.in_bindings, item.out_bindings)
        for sub in item.sub_workflows:
            place = f"{item.name}/{sub.name}"
            yield from _directed(place, sub.in_bindings, sub.out_bindings)


def _directed(where: str, ins: tuple[Bind, ...], outs: tuple[Bind, ...]) -> Iterator[Directed]:
    yield from ((where, bind, False) for bind in ins)
    yield from ((where, bind, True) for bind in outs)


def _written_types(workflow: Workflow) -> Iterator[tuple[str, str]]:
    for parameter in (*workflow.inputs, *workflow.outputs):
        yield f"parameter {parameter.name}", parameter.type
    for variable in workflow.attributes:
        yield f"attribute {variable.name}", variable.type
    for where, bind, _ in bindings(workflow):
        yield f"{where} binding {bind.name}", bind.type


def parsed(text: str) -> VroType | None:
    """The parsed type, ``None`` when it is outside the grammar."""
    try:
        return parse_type(text)
    except TypeNameError:
        return None


def _type_names(workflow: Workflow, around: Surroundings) -> Iterator[Problem]:
    seen: set[str] = set()
    for where, text in _written_types(workflow):
        if text in seen:
            continue
        seen.add(text)
        kind = parsed(text)
        if kind is None:
            yield Problem("W31", "warning", where, f"type {text!r} cannot be parsed")
        else:
            yield from _plugin_types(where, kind, around)


def _plugin_types(where: str, kind: VroType, around: Surroundings) -> Iterator[Problem]:
    for each in mentioned_types(kind):
        module, _, name = each.name.partition(":")
        if not each.module:
            continue
        if module == around.module and name not in around.finder_types:
            yield Problem("W15", "warning", where, f"{each.name} is no finder type of {module}")
        listed = around.used_plugins
        if module != around.module and listed is not None and module not in listed:
            detail = f"{each.name} needs plug-in {module}, which the package does not list"
            yield Problem("W16", "warning", where, detail)


def _undeclared(workflow: Workflow, _: Surroundings) -> Iterator[Problem]:
    declared = workflow.variable_types()
    for where, bind, _out in bindings(workflow):
        if bind.variable and bind.variable not in declared:
            detail = f"binding {bind.name!r} to the undeclared variable {bind.variable!r}"
            yield Problem("W17", "warning", where, detail)
    receivers = [(item.name, item.throw_bind_name) for item in workflow.items]
    receivers += [("error-handler", each.throw_bind_name) for each in workflow.error_handlers]
    for where, name in receivers:
        if name and name not in declared:
            detail = f"error text goes to the undeclared variable {name!r}"
            yield Problem("W17", "warning", where, detail)


def _outer_type(bind: Bind, declared: dict[str, str]) -> VroType | None:
    """The type at the outer end of a binding: a variable, its field, or its element."""
    kind = parsed(declared.get(bind.variable, ""))
    if kind is not None and bind.field:
        kind = next((field.type for field in kind.fields if field.name == bind.field), None)
    if kind is not None and bind.iterates:
        kind = kind.element
    return kind


def _mismatches(workflow: Workflow, _: Surroundings) -> Iterator[Problem]:
    declared = workflow.variable_types()
    for where, bind, is_output in bindings(workflow):
        outer, inner = _outer_type(bind, declared), parsed(bind.type)
        if outer is None or inner is None or ANY in {outer, inner}:
            continue
        source, target = (inner, outer) if is_output else (outer, inner)
        if assignability(source, target) == "no":
            detail = f"binding {bind.name!r} puts {source} into {target}"
            yield Problem("W18", "warning", where, detail)


def _read_only_outputs(workflow: Workflow, _: Surroundings) -> Iterator[Problem]:
    fixed = {variable.name for variable in workflow.attributes if variable.read_only}
    for where, bind, is_output in bindings(workflow):
        if is_output and bind.variable in fixed:
            detail = f"output {bind.name!r} goes to the read-only attribute {bind.variable!r}"
            yield Problem("W21", "warning", where, detail)


def _declared_twice(workflow: Workflow, _: Surroundings) -> Iterator[Problem]:
    names = [each.name for each in (*workflow.inputs, *workflow.outputs)]
    names += [variable.name for variable in workflow.attributes]
    for name, count in Counter(names).items():
        if count > 1:
            detail = f"{name!r} is declared {count} times; parameters and attributes share names"
            yield Problem("W19", "warning", name, detail)


RULES: Final[tuple[Rule, ...]] = (
    _type_names,
    _undeclared,
    _mismatches,
    _read_only_outputs,
    _declared_twice,
)
