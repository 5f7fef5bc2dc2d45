from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.case import DraftFacts, DraftWorkflow, blanks, draft_case, load_case

_TYPES = st.sampled_from(
    ["string", "number", "boolean", "Date", "SecureString", "Array/string", "Lh:Lamp", "Any"]
)


@given(
    plugin=st.text(min_size=1, max_size=20),
    names=st.lists(st.text(min_size=1, max_size=20), max_size=3, unique=True),
    inputs=st.lists(st.tuples(st.text(max_size=10), _TYPES), max_size=3, unique_by=lambda p: p[0]),
)
def test_every_draft_loads(
    tmp_path_factory: pytest.TempPathFactory,
    plugin: str,
    names: list[str],
    inputs: list[tuple[str, str]],
) -> None:
    workflows = tuple(
        DraftWorkflow(id=f"id{index}", name=name, inputs=tuple(inputs))
        for index, name in enumerate(names)
    )
    facts = DraftFacts(
        artifact=f"{plugin}.dar", plugin=plugin, version="1.0", build="2", workflows=workflows
    )
    path = tmp_path_factory.getbasetemp() / "draft.toml"
    path.write_text(draft_case(facts), encoding="utf-8")
    case = load_case(path)
    assert case.plugin.name == plugin
    assert {entry.name for entry in (*case.configure, *case.workflow)} == set(names)


def test_workflows_that_connect_are_put_under_configure() -> None:
    assert DraftWorkflow(id="1", name="Add a Redis connection").configures
    assert not DraftWorkflow(id="1", name="Remove a Redis connection").configures


def test_a_password_becomes_the_random_secret() -> None:
    workflow = DraftWorkflow(id="1", name="x", inputs=(("adminPassword", "string"),))
    facts = DraftFacts(artifact="a", plugin="p", version="1", build="", workflows=(workflow,))
    assert '"adminPassword" = "{secret.password}"' in draft_case(facts)


def test_an_address_becomes_that_of_the_proxy() -> None:
    inputs = (("host", "string"), ("Port", "number"), ("portGroup", "string"))
    workflow = DraftWorkflow(id="1", name="x", inputs=inputs)
    facts = DraftFacts(artifact="a", plugin="p", version="1", build="", workflows=(workflow,))
    draft = draft_case(facts)
    assert '"host" = "{host}"' in draft
    assert '"Port" = "{port}"' in draft
    assert '"portGroup" = "…"' in draft


def test_what_was_left_blank_is_named(tmp_path: Path) -> None:
    workflow = DraftWorkflow(id="1", name="x", inputs=(("label", "string"), ("lamp", "Lh:Lamp")))
    facts = DraftFacts(artifact="a", plugin="p", version="1", build="", workflows=(workflow,))
    path = tmp_path / "draft.toml"
    path.write_text(draft_case(facts), encoding="utf-8")
    assert blanks(load_case(path)) == ["workflow[0].inputs.label", "workflow[0].inputs.lamp.name"]
