"""Files that plug-ins left behind."""

import hashlib
from pathlib import Path

from mockvro.plugins.left_files import left_file, left_files


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_no_jvm_no_file(tmp_path: Path) -> None:
    assert left_files(tmp_path / "jvm") == []


def test_what_the_later_jvm_left_counts(tmp_path: Path) -> None:
    put(tmp_path / "2" / "home" / "cache", "old")
    put(tmp_path / "10" / "home" / "cache", "new!")
    put(tmp_path / "2" / "tmp" / "lock", "")
    put(tmp_path / "10" / "stdout.txt", "the server's own")
    digest = hashlib.sha256(b"new!").hexdigest()
    found = left_files(tmp_path)
    assert [(each["path"], each["size"]) for each in found] == [("home/cache", 4), ("tmp/lock", 0)]
    assert found[0]["sha256"] == digest


def test_a_listed_file_can_be_read_and_no_other(tmp_path: Path) -> None:
    put(tmp_path / "jvm" / "1" / "tmp" / "notes", "a secret")
    put(tmp_path / "mockvro.db", "the server's own")
    folder = tmp_path / "jvm"
    assert left_file(folder, "tmp/notes", 100) == b"a secret"
    assert left_file(folder, "tmp/notes", 3) == b"a s"
    for path in ("", "../mockvro.db", "stdout.txt", str(tmp_path / "mockvro.db")):
        assert left_file(folder, path, 100) is None


def test_links_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "1").mkdir()
    (tmp_path / "1" / "link").symlink_to("/etc/passwd")
    assert left_files(tmp_path) == []
