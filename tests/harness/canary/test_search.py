import base64
import json
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.canary import Needles, canary, leaks_below, leaks_in, secret_values
from harness.canary import search as search_module
from harness.case import Case, Plugin, Secret
from harness.errors import UsageError

VALUE = 'pä§ss w/rd<&>"x'
SECRETS = {"password": VALUE}
RAW = VALUE.encode()


@pytest.mark.parametrize(
    "text",
    [
        VALUE,
        quote(VALUE, safe=""),
        RAW.hex(),
        json.dumps(VALUE),
        base64.b64encode(RAW).decode(),
        base64.b64encode(b"user:" + RAW).decode(),
        base64.b64encode(b"us:" + RAW + b"more").decode(),
        "a=pä§ss w/rd&lt;&amp;&gt;&quot;x",
    ],
)
def test_every_form_is_found(text: str) -> None:
    (leak,) = leaks_in(SECRETS, [("log", f"before {text} after")])
    assert (leak.secret, leak.where) == ("password", "log")
    assert VALUE not in repr(leak)


def test_short_secrets_are_not_looked_for() -> None:
    assert not Needles({"pin": "1234"})
    assert leaks_in({"pin": "1234"}, [("log", "1234")]) == ()


def test_canaries_are_unique() -> None:
    assert len({canary() for _ in range(100)}) == 100


def test_the_case_may_fix_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = (Secret(name="a"), Secret(name="b", value="fixed"), Secret(name="c", environment="C"))
    case = Case(plugin=Plugin(name="P"), secret=secrets)
    with pytest.raises(UsageError, match="not set"):
        secret_values(case)
    monkeypatch.setenv("C", "from outside")
    first, second = secret_values(case), secret_values(case)
    assert first["a"] != second["a"]
    assert (first["b"], first["c"]) == ("fixed", "from outside")


@given(st.binary(max_size=300), st.integers(10, 60))
def test_a_secret_across_pieces_of_a_file_is_found(
    tmp_path_factory: pytest.TempPathFactory, before: bytes, piece: int
) -> None:
    folder = tmp_path_factory.mktemp("files")
    (folder / "sub").mkdir()
    (folder / "sub" / "a.bin").write_bytes(before + RAW + before)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_module, "_PIECE", piece)
        leaks = leaks_below(SECRETS, folder)
    assert [(leak.secret, leak.where) for leak in leaks] == [("password", "sub/a.bin")]


def test_links_and_what_cannot_be_read_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(RAW)
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path / "secret")
    assert leaks_below(SECRETS, folder) == ()
    assert Needles(SECRETS).find_in_file("gone", folder / "gone") == ()
