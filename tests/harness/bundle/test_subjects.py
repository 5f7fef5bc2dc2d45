from __future__ import annotations

import hashlib
import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.bundle import read_subjects, subjects
from harness.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def zip_of(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def dar(version: str) -> bytes:
    return zip_of({"VSO-INF/vso.xml": f'<module name="A" version="{version}"/>'.encode()})


def write(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "x.vmoapp"
    path.write_bytes(data)
    return path


def test_digests_and_facts(tmp_path: Path) -> None:
    inner = dar("1.2.0")
    path = write(tmp_path, zip_of({"a.dar": inner, "b.dar": dar("2.0"), "sub/c.dar": b"x"}))
    outer, first, second = read_subjects(path)
    assert outer.digest.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert first.digest.sha256 == hashlib.sha256(inner).hexdigest()
    assert first.annotations.legacy_digest.md5 == hashlib.md5(inner).hexdigest()  # noqa: S324
    assert first.annotations.legacy_digest.sha1 == hashlib.sha1(inner).hexdigest()  # noqa: S324
    assert first.annotations.size == len(inner)
    assert (first.annotations.plugin, first.annotations.version) == ("A", "1.2.0")
    assert (second.name, second.annotations.contained_in) == ("b.dar", "x.vmoapp")


@pytest.mark.parametrize(
    "descriptor",
    [
        b"",
        b"<module",
        b"\xff\xfe",
        b'<!DOCTYPE m [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><module name="&c;"/>',
        b"<a>" * 3000,
    ],
)
def test_a_descriptor_that_cannot_be_read_gives_no_facts(tmp_path: Path, descriptor: bytes) -> None:
    (outer,) = read_subjects(write(tmp_path, zip_of({"VSO-INF/vso.xml": descriptor})))
    assert outer.annotations.version == ""


def test_inner_archives_have_a_budget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, zip_of({"a.dar": b"\0" * 5000}))
    assert len(read_subjects(path)) == 2
    monkeypatch.setattr(subjects, "MAX_DARS_TOTAL", 4999)
    assert len(read_subjects(path)) == 1
    monkeypatch.setattr(subjects, "MAX_ARTIFACT", 10)
    with pytest.raises(UsageError, match="larger than 1 GiB"):
        read_subjects(path)


def test_members_have_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subjects, "MAX_MEMBERS", 1)
    path = write(tmp_path, zip_of({"a.dar": b"", "b.dar": b""}))
    assert len(read_subjects(path)) == 1


@settings(deadline=None)
@given(cut=st.integers(0, 400), flip=st.integers(0, 400), mask=st.integers(1, 255))
def test_damage_never_escapes(
    tmp_path_factory: pytest.TempPathFactory, cut: int, flip: int, mask: int
) -> None:
    data = bytearray(zip_of({"a.dar": dar("1.0"), "b.dar": b"x" * 50}))
    data[flip % len(data)] ^= mask
    path = write(tmp_path_factory.mktemp("damage"), bytes(data[: len(data) - cut % len(data)]))
    assert read_subjects(path) == read_subjects(path)
