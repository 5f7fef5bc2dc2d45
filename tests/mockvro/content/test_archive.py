from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockvro.content.archive import Limits, open_archive
from mockvro.content.errors import ArchiveError

if TYPE_CHECKING:
    from pathlib import Path


def zipped(*entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w", method) as archive:
        warnings.simplefilter("ignore", UserWarning)
        for name, data in entries:
            info = zipfile.ZipInfo("x")
            info.filename = info.orig_filename = name
            info.compress_type = method
            archive.writestr(info, data)
    return target.getvalue()


def rule_of(data: bytes, **limits: int) -> str:
    with pytest.raises(ArchiveError) as caught:
        open_archive(data, name="a.dar", limits=Limits(**limits))
    assert caught.value.where == "a.dar"
    return caught.value.rule


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_reads_what_was_written(method: int) -> None:
    big = bytes(range(256)) * 3000
    archive = open_archive(
        zipped(("VSO-INF/", b""), ("VSO-INF/vso.xml", b"<m/>"), ("b", big), method=method), name="a"
    )
    assert archive.names == ("VSO-INF/vso.xml", "b")
    assert archive.folders == ("VSO-INF/",)
    assert archive.read("b") == big
    assert archive.size("b") == len(big)
    assert "b" in archive
    assert archive.problems == ()


def test_reads_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(zipped(("a", b"1")))
    assert open_archive(path, name="x").read("a") == b"1"
    with pytest.raises(ArchiveError, match="cannot be read"):
        open_archive(tmp_path / "absent.zip", name="x")


def test_reads_streamed_entries() -> None:
    class Stream(io.RawIOBase):
        def __init__(self) -> None:
            self.data = b""

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.data += bytes(data)  # type: ignore[call-overload]
            return len(data)

    stream = Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"hello" * 100)
    assert open_archive(stream.data, name="x").read("a") == b"hello" * 100


@pytest.mark.parametrize(
    "data", [b"", b"hello world", b"\x7fELF", b"PK", b"x" + zipped(("a", b""))]
)
def test_no_zip(data: bytes) -> None:
    assert rule_of(data) == "D01"


def test_truncated() -> None:
    data = zipped(("a", b"x" * 100))
    assert {rule_of(data[:n]) for n in range(4, len(data))} == {"D02"}


def test_wrong_check_sum() -> None:
    data = zipped(("a", b"payload"), method=zipfile.ZIP_STORED).replace(b"payload", b"pAyload")
    assert rule_of(data) == "D02"


def test_headers_that_disagree() -> None:
    data = zipped(("good", b"1"))
    assert rule_of(data.replace(b"good", b"evil", 1)) == "D02"


@pytest.mark.parametrize(
    "name",
    [
        "../x",
        "a/../../x",
        "/etc/passwd",
        "\\x",
        "..\\x",
        "C:/x",
        "c:x",
        "a\x00b",
        "a\nb",
        "./a",
        "a\x7f",
    ],
)
def test_unsafe_names(name: str) -> None:
    assert rule_of(zipped((name, b"1"))) == "D28"


def test_duplicates_are_reported_and_the_last_one_wins() -> None:
    archive = open_archive(zipped(("a", b"1"), ("a", b"2"), ("A", b"3"), ("b\\c", b"")), name="x")
    assert archive.read("a") == b"2"
    assert [(p.rule, p.entry) for p in archive.problems] == [
        ("D42", "b\\c"),
        ("D29", "a"),
        ("D29", "A"),
    ]


def test_encrypted_and_other_methods() -> None:
    assert rule_of(zipped(("a", b"1"), method=zipfile.ZIP_BZIP2)) == "D30"
    data = bytearray(zipped(("a", b"1"), method=zipfile.ZIP_STORED))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert rule_of(bytes(data)) == "D30"


def test_bombs() -> None:
    zeros = zipped(("a", bytes(20 << 20)))
    assert rule_of(zeros) == "D31"
    assert rule_of(zipped(("a", b"x" * 101)), entry=100) == "D31"
    assert rule_of(zipped(("a", b"x" * 60), ("b", b"y" * 60)), total=100) == "D31"
    assert rule_of(zipped(*((str(i), b"") for i in range(5))), entries=4) == "D31"
    assert rule_of(zipped(("a", b"")), archive=10) == "D31"


def test_a_lying_size_is_not_believed() -> None:
    data = bytearray(zipped(("a", bytes(20 << 20))))
    directory = data.index(b"PK\x01\x02")
    data[22:26] = data[directory + 24 : directory + 28] = struct.pack("<L", 10)
    assert rule_of(bytes(data)) == "D31"


def test_bytes_after_the_deflated_stream() -> None:
    engine = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = engine.compress(b"hello") + engine.flush() + b"tail"
    data = bytearray(zipped(("a", body), method=zipfile.ZIP_STORED))
    directory = data.index(b"PK\x01\x02")
    for method, crc, size in ((8, 14, 22), (directory + 10, directory + 16, directory + 24)):
        data[method] = 8
        data[crc : crc + 4] = struct.pack("<L", zlib.crc32(b"hello"))
        data[size : size + 4] = struct.pack("<L", 5)
    assert rule_of(bytes(data)) == "D02"


def test_overlapping_entries() -> None:
    data = bytearray(zipped(("a", b"0123456789"), ("a", b"0123456789"), method=zipfile.ZIP_STORED))
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    data[second + 42 : second + 46] = struct.pack("<L", 0)
    assert rule_of(bytes(data)) in {"D02", "D31"}  # newer zipfile versions notice it themselves


def test_names_are_utf8_as_in_java_even_when_they_do_not_say_so() -> None:
    data = bytearray(zipped(("lib/é.jar", b"1")))
    data[7] &= ~8
    data[data.index(b"PK\x01\x02") + 9] &= ~8
    assert open_archive(bytes(data), name="x").names == ("lib/é.jar",)
    legacy = bytes(data).replace("é".encode(), b"\x82x")
    assert open_archive(legacy, name="x").names == ("lib/éx.jar",)


def test_an_archive_does_not_show_its_content() -> None:
    archive = open_archive(zipped(("a", b"secret"), method=zipfile.ZIP_STORED), name="x.zip")
    assert repr(archive) == "Archive('x.zip', 1 files)"


def test_extract(tmp_path: Path) -> None:
    archive = open_archive(zipped(("lib/a.jar", b"1"), ("lib/b.jar", b"2")), name="x")
    (path,) = archive.extract_to(tmp_path, ["lib/b.jar"])
    assert path == tmp_path / "lib" / "b.jar"
    assert path.read_bytes() == b"2"
    assert not (tmp_path / "lib" / "a.jar").exists()
    with pytest.raises(ArchiveError, match="no entry"):
        archive.extract_to(tmp_path, ["nope"])
    (tmp_path / "block").write_bytes(b"")
    clash = open_archive(zipped(("block/a.jar", b"1")), name="x")
    with pytest.raises(ArchiveError, match="cannot be unpacked"):
        clash.extract_to(tmp_path, ["block/a.jar"])


SAMPLE = zipped(("VSO-INF/vso.xml", b"<module/>" * 20), ("lib/é.jar", b"x" * 50), ("e", b""))


@given(st.binary(max_size=300))
def test_random_bytes(data: bytes) -> None:
    for attempt in (data, b"PK\x03\x04" + data, b"PK\x05\x06" + data):
        try:
            archive = open_archive(attempt, name="x")
        except ArchiveError:
            continue
        assert all(archive.read(name) is not None for name in archive.names)


@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), max_size=4))
def test_mutations(changes: list[tuple[int, int]]) -> None:
    data = bytearray(SAMPLE)
    for place, value in changes:
        data[place] = value
    try:
        archive = open_archive(bytes(data), name="x")
    except ArchiveError:
        return
    for name in archive.names:
        archive.read(name)
