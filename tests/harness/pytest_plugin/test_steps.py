from harness.pytest_plugin.steps import PAUSE, steps_workflow
from mockvro.content.workflow import parse_workflow, workflow_problems, write_workflow

VARIABLES = {"box": "Depot:Box", "name": "string"}


def test_each_script_is_bound_to_the_variables_that_it_names() -> None:
    made = steps_workflow("w", VARIABLES, ["box = find();", PAUSE, "name = box.name;"])
    found, paused, read, end = made.items
    assert (found.in_bindings, [bind.name for bind in found.out_bindings]) == ((), ["box"])
    assert (paused.type, paused.out_name) == ("input", read.name)
    assert [bind.name for bind in read.in_bindings] == ["box"]
    assert [bind.name for bind in read.out_bindings] == ["name"]
    assert (read.out_name, end.type) == (end.name, "end")


def test_comparing_is_no_assignment() -> None:
    made = steps_workflow("w", VARIABLES, ["if (name == 'x') { throw box.name; }"])
    assert {bind.name for bind in made.items[0].in_bindings} == {"box", "name"}
    assert made.items[0].out_bindings == ()


def test_what_is_made_is_a_sound_workflow() -> None:
    made = steps_workflow("w", VARIABLES, ["box = find();", PAUSE, "name = box.name;"])
    read = parse_workflow(write_workflow(made))
    assert [problem for problem in workflow_problems(read) if problem.severity == "error"] == []
    assert read.items == made.items
