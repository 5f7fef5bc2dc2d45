import base64
import json
from pathlib import Path
from unittest.mock import Mock
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.canary import Leak, Needles, canary, leaks_below, leaks_in, searchable, secret_values
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


def test_six_characters_are_enough() -> None:
    secrets = {"short": "abcde", "long": "abcdef", "empty": ""}
    assert searchable(secrets) == {"long": "abcdef"}
    assert leaks_in(secrets, [("log", "abcdef")]) == (Leak("long", "log", "plain"),)


def test_each_secret_is_told_once_in_its_first_form() -> None:
    secrets = {"a": "first-secret", "b": "second-secret", "c": "third-secret"}
    text = f"{b'first-secret'.hex()} second-secret first-secret"
    needles = Needles(secrets)
    leaks = (Leak("a", "log", "plain"), Leak("b", "log", "plain"))
    assert needles.find("log", text.encode()) == leaks
    assert leaks_in(secrets, [("log", text), ("none", "")]) == leaks
    assert needles.longest == len("second-secret".encode("utf-16-le"))
    assert (Needles({}).longest, bool(needles), bool(Needles({}))) == (0, True, False)


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


def test_of_a_file_the_first_part_is_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert search_module.MAX_FILE == 64 * 1024**2
    assert search_module.MAX_FILE % search_module._PIECE == 0
    monkeypatch.setattr(search_module, "MAX_FILE", 30)
    monkeypatch.setattr(search_module, "_PIECE", 10)
    needles, path = Needles({"a": "abcdef", "b": "ghijkl"}), tmp_path / "x"
    path.write_bytes(b"ghijkl".rjust(20) + b"abcdef".rjust(10) + b"xyz")
    assert {leak.secret for leak in needles.find_in_file("x", path)} == {"a", "b"}
    path.write_bytes(b"ghijkl".rjust(20) + b"abcdef".rjust(11))
    assert needles.find_in_file("x", path) == (Leak("b", "x", "plain"),)


def test_a_secret_is_told_in_the_form_that_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_module, "_PIECE", 20)
    path = tmp_path / "x"
    path.write_bytes(b"abcdef".hex().encode().ljust(40) + b"abcdef")
    assert Needles({"a": "abcdef"}).find_in_file("x", path) == (Leak("a", "x", "hex"),)


def test_what_was_found_before_a_file_fails_is_kept() -> None:
    path = Mock(spec=Path)
    path.open.return_value.__enter__ = Mock(return_value=path.open.return_value)
    path.open.return_value.__exit__ = Mock(return_value=None)
    path.open.return_value.read.side_effect = [b"abcdef", OSError()]
    assert Needles({"a": "abcdef"}).find_in_file("x", path) == (Leak("a", "x", "plain"),)


def test_files_are_searched_in_order_and_named_from_the_folder(tmp_path: Path) -> None:
    assert leaks_below(SECRETS, tmp_path / "none") == ()
    for name in ("c", "b/x", "a"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(RAW)
    assert [leak.where for leak in leaks_below(SECRETS, tmp_path)] == ["a", "b/x", "c"]


def test_of_a_file_no_more_is_held_than_a_piece_and_a_needle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = []

    class Watched(Needles):
        def find(self, where: str, data: bytes) -> tuple[Leak, ...]:
            held.append(len(data))
            return super().find(where, data)

    monkeypatch.setattr(search_module, "_PIECE", 100)
    (tmp_path / "x").write_bytes(bytes(1000))
    needles = Watched({"a": "abcdef"})
    assert needles.find_in_file("x", tmp_path / "x") == ()
    assert held == [100] + [100 + needles.longest] * 9
