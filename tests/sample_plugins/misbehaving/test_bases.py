"""Cases of variants: what is added to the case of a sound plug-in."""

import tomllib

from sample_plugins.misbehaving.dynamic.bases import amended

CASE = """\
format = 1

[claims]
releases = ["8.18"]
pool_size = 1

[[workflow]]
name = "One"

[deadlines]
script = 30
"""


def test_tables_are_added_or_merged() -> None:
    more = "[claims]\npool_size = 3\n\n[[workflow]]\nname = 'Two'\n"
    more += "[workflow.inputs]\na = 1\n[log]\nx = 1\n"
    assert tomllib.loads(amended(CASE, more)) == {
        "format": 1,
        "claims": {"releases": ["8.18"], "pool_size": 3},
        "workflow": [{"name": "One"}, {"name": "Two", "inputs": {"a": 1}}],
        "deadlines": {"script": 30},
        "log": {"x": 1},
    }


def test_nothing_is_nothing() -> None:
    assert tomllib.loads(amended(CASE, "")) == tomllib.loads(CASE)
