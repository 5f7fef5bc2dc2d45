"""The reader takes what the writer writes and refuses every trick with ZIP files (threat T13)."""

from __future__ import annotations

import io
import struct
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.bundle import BundleWriteError, Code, RefusedError, layout
from harness.bundle.archive import BundleArchive, archive_bytes

if TYPE_CHECKING:
    from pathlib import Path

MIME = {"mimetype": layout.MIMETYPE}
FILES = {**MIME, "a/b.txt": b"hello", "a/c.json": b"{}", "z-1_2.bin": b"\0" * 10}


def read_all(data: bytes) -> dict[str, bytes]:
    archive = BundleArchive(io.BytesIO(data))
    return {name: archive.read(name) for name in archive.names}


def refused(data: bytes) -> Code:
    with pytest.raises(RefusedError) as caught:
        read_all(data)
    assert str(caught.value)
    return caught.value.code


def zipped(*members: tuple[zipfile.ZipInfo, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


def member(name: str, mode: int = 0o100644) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.create_system = 3
    info.external_attr = mode << 16
    return info


def first() -> tuple[zipfile.ZipInfo, bytes]:
    return member("mimetype"), layout.MIMETYPE


def test_round_trip() -> None:
    archive = BundleArchive(io.BytesIO(archive_bytes(FILES)))
    assert {name: archive.read(name) for name in archive.names} == FILES
    assert archive.names == ("mimetype", "a/b.txt", "a/c.json", "z-1_2.bin")
    assert archive.size("a/b.txt") == 5


names = st.from_regex(r"[a-z0-9][a-z0-9._-]{0,8}(/[a-z0-9][a-z0-9._-]{0,8}){0,2}", fullmatch=True)


@given(st.dictionaries(names, st.binary(max_size=50), max_size=8))
def test_any_files_round_trip_and_suit_the_standard_library(files: dict[str, bytes]) -> None:
    files |= MIME
    data = archive_bytes(files)
    archive = BundleArchive(io.BytesIO(data))
    assert {name: archive.read(name) for name in archive.names} == files
    with zipfile.ZipFile(io.BytesIO(data)) as stock:
        assert stock.testzip() is None
        assert {name: stock.read(name) for name in stock.namelist()} == files


def test_the_order_of_the_files_given_does_not_matter() -> None:
    assert archive_bytes(FILES) == archive_bytes(dict(reversed(FILES.items())))


def test_the_profile_is_the_one_the_standard_library_can_be_told_to_write() -> None:
    ordered = sorted(FILES, key=layout.archive_order)
    assert archive_bytes(FILES) == zipped(*((member(name), FILES[name]) for name in ordered))


def test_file_names_the_media_type(tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    path.write_bytes(archive_bytes(FILES))
    assert path.read_bytes()[30:].startswith(b"mimetypeapplication/x.vroaccept.bundle.v1+zip")
    done = subprocess.run(["unzip", "-tqq", path], capture_output=True, check=False)
    assert done.returncode == 0


@given(st.binary(max_size=300))
def test_noise_is_refused(data: bytes) -> None:
    assert refused(data)


@given(st.binary(max_size=100))
def test_noise_after_a_good_start_is_refused(data: bytes) -> None:
    assert refused(layout.local_header(layout.Entry("mimetype", 0, 0, 0)) + data)


@pytest.mark.parametrize(
    "name",
    ["../evil", "/etc/evil", "a//b", "A.txt", "a/", ".hidden", "a b", "a\\b", "c:d", "é", "a/../b"],
)
def test_odd_names_are_refused_on_both_sides(name: str) -> None:
    assert refused(zipped(first(), (member(name), b"x"))) is Code.ARCHIVE_NAME
    with pytest.raises(BundleWriteError, match="name is not allowed"):
        archive_bytes({**MIME, name: b"x"})


def test_a_nul_in_a_name() -> None:
    data = archive_bytes({**MIME, "a_b": b"x"}).replace(b"a_b", b"a\0b")
    assert refused(data) is Code.ARCHIVE_NAME


def test_a_duplicate() -> None:
    entry = (member("a"), b"x")
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = zipped(first(), entry, entry)
    assert refused(data) is Code.ARCHIVE_ORDER


def test_names_out_of_order() -> None:
    assert refused(zipped(first(), (member("b"), b""), (member("a"), b""))) is Code.ARCHIVE_ORDER


def test_names_that_differ_in_case_only_cannot_exist() -> None:
    assert refused(zipped(first(), (member("a"), b""), (member("A"), b""))) is Code.ARCHIVE_NAME


@pytest.mark.parametrize("mode", [0o120777, 0o100755, 0o040755, 0])
def test_a_symlink_or_any_other_attribute(mode: int) -> None:
    assert refused(zipped(first(), (member("a", mode), b"target"))) is Code.ARCHIVE_LAYOUT


def test_a_deflated_entry() -> None:
    info = member("a")
    info.compress_type = zipfile.ZIP_DEFLATED
    with pytest.raises(RefusedError, match="compression method is 8"):
        BundleArchive(io.BytesIO(zipped(first(), (info, b"x" * 1000))))


def test_another_time_and_an_extra_field_and_a_comment() -> None:
    late = member("a")
    late.date_time = (2026, 1, 1, 0, 0, 0)
    assert refused(zipped(first(), (late, b""))) is Code.ARCHIVE_LAYOUT
    extra = member("a")
    extra.extra = b"\x01\x00\x00\x00"
    assert refused(zipped(first(), (extra, b""))) is Code.ARCHIVE_LAYOUT
    noted = member("a")
    noted.comment = b"hi"
    assert refused(zipped(first(), (noted, b""))) is Code.ARCHIVE_LAYOUT


def test_an_archive_comment() -> None:
    data = bytearray(archive_bytes(FILES) + b"hi")
    data[-4:-2] = b"\2\0"
    assert refused(bytes(data)) is Code.ARCHIVE_LAYOUT


def test_prepended_and_appended_bytes() -> None:
    good = archive_bytes(FILES)
    assert refused(b"MZ" + good) is Code.ARCHIVE_LAYOUT
    assert refused(good + b"\0") is Code.ARCHIVE_LAYOUT
    assert refused(good + good) is Code.ARCHIVE_LAYOUT


def test_bytes_between_two_entries() -> None:
    good = archive_bytes(FILES)
    place = good.index(b"PK\x03\x04", 4)
    assert refused(good[:place] + b"gap" + good[place:]) is Code.ARCHIVE_LAYOUT


def test_a_local_name_that_differs_from_the_central_one() -> None:
    data = archive_bytes({**MIME, "aaa": b""}).replace(b"aaa", b"bbb", 1)
    assert refused(data) is Code.ARCHIVE_LAYOUT


def test_overlapping_entries_over_one_body() -> None:
    good = archive_bytes({**MIME, "a": b"body", "b": b"body"})
    central = good.rindex(b"PK\x01\x02")
    overlapping = bytearray(good)
    first_offset = good.index(b"PK\x03\x04", 4)
    overlapping[central + 42 : central + 46] = struct.pack("<L", first_offset)
    assert refused(bytes(overlapping)) is Code.ARCHIVE_LAYOUT


def test_an_entry_that_is_only_in_the_central_directory() -> None:
    entries = [layout.Entry("mimetype", 0, 0, 0), layout.Entry("ghost", 0, 0, 0)]
    assert refused(layout.local_header(entries[0]) + layout.directory(entries)) is (
        Code.ARCHIVE_LAYOUT
    )


def test_the_mimetype_comes_first() -> None:
    assert refused(archive_bytes({"a": b""})) is Code.ARCHIVE_LAYOUT


def test_a_size_beyond_the_file() -> None:
    header = layout.local_header(layout.Entry("mimetype", 0, 1000, 0))
    assert refused(header) is Code.ARCHIVE_LAYOUT
    header = layout.local_header(layout.Entry("mimetype", 0, 2**32 - 1, 0))
    assert refused(header) is Code.ARCHIVE_SIZE


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    good = archive_bytes(FILES)
    monkeypatch.setattr(layout, "MAX_ENTRIES", 3)
    assert refused(good) is Code.ARCHIVE_SIZE
    with pytest.raises(BundleWriteError, match="more than 3 files"):
        archive_bytes(FILES)
    monkeypatch.setattr(layout, "MAX_BUNDLE", 100)
    assert refused(good) is Code.ARCHIVE_SIZE
    with pytest.raises(BundleWriteError, match="larger than"):
        archive_bytes(MIME)
    monkeypatch.setattr(layout, "MAX_ENTRY", 3)
    with pytest.raises(BundleWriteError, match="allowed are 3"):
        archive_bytes(MIME)


def test_a_damaged_content() -> None:
    data = archive_bytes(FILES).replace(b"hello", b"hallo")
    assert refused(data) is Code.ARCHIVE_CRC
