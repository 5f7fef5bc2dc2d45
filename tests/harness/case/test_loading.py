from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.case import load_case
from harness.errors import UsageError

GOOD = """\
format = 1
[plugin]
name = "Lighthouse"
[[secret]]
name = "password"
[[configure]]
name = "Add"
inputs = { pw = "{secret.password}" }
[[workflow]]
name = "Make"
[workflow.expect]
outputs = { a = 1, b = { matches = "^x" } }
effect = [{ http = "http://127.0.0.1:{port}/", at = "/a", equals = true }]
[[waiver]]
check = "pkg.default-signer"
reason = "until the key arrives"
until = 2026-12-31
"""


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    return tmp_path / "acceptance.toml"


def test_a_good_case_loads_with_defaults(case_file: Path) -> None:
    case_file.write_text(GOOD)
    case = load_case(case_file)
    assert case.plugin.name == "Lighthouse"
    assert case.folder == case_file.parent
    assert case.deadlines.has_children == 2.0
    assert [entry.title for entry in case.workflow] == ["Make"]
    assert case.documentation_zip is None


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('name = "Make"', 'nam = "Make"', "workflow[0]: table contains unknown field `nam`"),
        ('name = "Make"', "", "workflow[0]: give the name or the id of the workflow"),
        ('name = "Make"', 'name = "Add"', "workflow: two runs are called 'Add'"),
        ("equals = true", "eqals = true", "workflow[0].expect.effect[0]: table contains unknown"),
        ("equals = true", "equals = true, absent = true", "give exactly one of equals"),
        ("http =", "headers = {}, http2 =", "table contains unknown field `http2`"),
        ('"/a"', '"a"', "workflow[0].expect.effect[0].at: a JSON pointer starts with /"),
        ("format = 1", "format = 2", "format: this program reads format 1, not 2"),
        ("format = 1", "format = x", "not a TOML file: Invalid value (at line 1, column 10)"),
        ('"^x"', '"(x"', "workflow[0].expect.outputs.b: not a regular expression"),
        ('{ matches = "^x" }', '{ match = "x" }', "expect.outputs.b: "),
        ("{secret.password}", "{secret.pw}", "{secret.pw} is used, but no [[secret]] has"),
        ("2026-12-31", '"soon"', "waiver[0].until: expected `date`, got `str`"),
        ("[plugin]", "[plug]", "table contains unknown field `plug`"),
    ],
)
def test_a_mistake_is_named_with_its_key(case_file: Path, old: str, new: str, message: str) -> None:
    case_file.write_text(GOOD.replace(old, new, 1))
    with pytest.raises(UsageError) as caught:
        load_case(case_file)
    assert message in str(caught.value)
    assert str(caught.value).startswith(str(case_file))
    assert "\n" not in str(caught.value)


def test_a_missing_file_says_how_to_get_one(case_file: Path) -> None:
    with pytest.raises(UsageError, match="vroaccept init"):
        load_case(case_file)


@given(data=st.binary(max_size=300))
def test_any_bytes_load_or_are_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(data)
    with pytest.raises(UsageError):
        load_case(path)


@given(text=st.text(max_size=60))
def test_any_text_behind_a_good_case_never_leaks_an_exception(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "tail.toml"
    path.write_text(GOOD + text, encoding="utf-8", errors="surrogatepass")
    try:
        load_case(path)
    except UsageError as exc:
        assert exc.where.startswith(str(path))  # noqa: PT017 - both endings are right
