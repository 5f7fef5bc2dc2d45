"""Whatever is handed in, the answer is lines about it, never a traceback."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest
import typer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from harness.artifact import inspect_artifact
from harness.cli.inspect import command
from harness.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

VSO = "VSO-INF/vso.xml"
GOOD = b'<module name="Acme" version="1.0.0" build-number="1" image=""/>'


def zipped(entries: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in entries.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return target.getvalue()


def dar(descriptor: bytes = GOOD, **more: bytes) -> bytes:
    return zipped({VSO: descriptor, **more})


def vmoapp(**entries: bytes) -> bytes:
    return zipped({name.replace("__", "/"): data for name, data in entries.items()})


def twice(name: str) -> bytes:
    filler = "~" * len(name)
    return zipped({VSO: GOOD, name: b"1", filler: b"2"}).replace(filler.encode(), name.encode())


def flag_encrypted(data: bytes) -> bytes:
    changed = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(mark)
        changed[at + offset] |= 1
    return bytes(changed)


def method_99(data: bytes) -> bytes:
    changed = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = changed.find(mark)
        changed[at + offset : at + offset + 2] = struct.pack("<H", 99)
    return bytes(changed)


def broken_crc(data: bytes) -> bytes:
    wrong = struct.pack("<I", zlib.crc32(GOOD) ^ 1)
    return data.replace(struct.pack("<I", zlib.crc32(GOOD)), wrong)


def bomb() -> bytes:
    return dar(**{"resources/zeros": bytes(64 << 20)})


ENTITY = (
    b'<!DOCTYPE module [<!ENTITY x "y">]><module name="A"><description>&x;</description></module>'
)
LAUGHS = (
    b'<!DOCTYPE m [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><module name="A" version="&c;"/>'
)
EXTERNAL = (
    b'<!DOCTYPE m [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    b'<module name="A"><description>&f;</description></module>'
)
DOCTYPE = b'<!DOCTYPE module SYSTEM "plugin.dtd">' + GOOD
DEEP = b"<a>" * 2000 + b"</a>" * 2000

# case: file name, content, rule that must be reported
CASES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty file": ("a.dar", lambda: b"", "D01"),
    "text": ("a.dar", lambda: b"hello", "D01"),
    "gzip": ("a.vmoapp", lambda: b"\x1f\x8b\x08\0\0\0\0\0", "D01"),
    "magic only": ("a.dar", lambda: b"PK\x03\x04", "D02"),
    "cut off": ("a.dar", lambda: dar()[:-30], "D02"),
    "check sum": ("a.dar", lambda: broken_crc(dar()), "D02"),
    "junk in the directory": ("a.dar", lambda: dar().replace(b"PK\x01\x02", b"PK\xff\xff"), "D02"),
    "wrapped": ("a.dar", lambda: zipped({f"acme/{VSO}": GOOD}), "D03"),
    "no descriptor": ("a.dar", lambda: zipped({"x": b""}), "D04"),
    "no entries": ("a.dar", lambda: zipped({}), "D04"),
    "wrong case": ("a.dar", lambda: zipped({"vso-inf/VSO.xml": GOOD}), "D05"),
    "empty descriptor": ("a.dar", lambda: dar(b""), "D06"),
    "not well-formed": ("a.dar", lambda: dar(b"<module name='A'>"), "D06"),
    "binary descriptor": ("a.dar", lambda: dar(bytes(range(256))), "D06"),
    "wrong encoding": ("a.dar", lambda: dar("<module name='ä'/>".encode("latin-1")), "D06"),
    "deep": ("a.dar", lambda: dar(DEEP), "D06"),
    "other root": ("a.dar", lambda: dar(b"<plugin name='A'/>"), "D07"),
    "namespace": ("a.dar", lambda: dar(b"<module xmlns='urn:x' name='A'/>"), "D08"),
    "unknown element": ("a.dar", lambda: dar(b"<module name='A'><colour/></module>"), "D09"),
    "document type": ("a.dar", lambda: dar(DOCTYPE), "D10"),
    "entity": ("a.dar", lambda: dar(ENTITY), "D10"),
    "billion laughs": ("a.dar", lambda: dar(LAUGHS), "D10"),
    "external entity": ("a.dar", lambda: dar(EXTERNAL), "D10"),
    "no name": ("a.dar", lambda: dar(b"<module version='1'/>"), "D11"),
    "blank name": ("a.dar", lambda: dar(b"<module name='  '/>"), "D11"),
    "colon in the name": ("a.dar", lambda: dar(b"<module name='A:B'/>"), "D12"),
    "no lib": ("a.dar", dar, "D13"),
    "jar that is none": ("a.dar", lambda: dar(**{"lib/a.jar": b"no"}), "D14"),
    "jar cut off": (
        "a.dar",
        lambda: dar(**{"lib/a.jar": zipped({"A.class": b"x" * 99})[:40]}),
        "D14",
    ),
    "class that is none": (
        "a.dar",
        lambda: dar(**{"lib/a.jar": zipped({"A.class": b"no"})}),
        "D14",
    ),
    "climbing entry": ("a.dar", lambda: dar(**{"../x": b""}), "D28"),
    "absolute entry": ("a.dar", lambda: dar(**{"/etc/x": b""}), "D28"),
    "drive": ("a.dar", lambda: dar(**{"C:/x": b""}), "D28"),
    "duplicate descriptor": ("a.dar", lambda: twice("VSO-INF/vso.xm2"), "D29"),
    "encrypted": ("a.dar", lambda: flag_encrypted(dar()), "D30"),
    "unknown method": ("a.dar", lambda: method_99(dar()), "D30"),
    "bomb": ("a.dar", bomb, "D31"),
    "no dar": ("a.vmoapp", lambda: vmoapp(readme=b"x"), "D32"),
    "dar in a folder": ("a.vmoapp", lambda: vmoapp(**{"plugins__a.dar": dar()}), "D33"),
    "same module twice": ("a.vmoapp", lambda: vmoapp(**{"a.dar": dar(), "b.dar": dar()}), "D34"),
    "broken dar inside": ("a.vmoapp", lambda: vmoapp(**{"a.dar": b"no"}), "D01"),
    "no licence": ("a.vmoapp", lambda: vmoapp(**{"a.dar": dar()}), "D35"),
    "nested": ("a.dar", lambda: dar(**{"b.dar": dar()}), "D39"),
    "other suffix": ("a.jar", dar, "D40"),
    "backslashes": ("a.dar", lambda: dar(**{"resources\\x.png": b""}), "D42"),
    "empty description": ("a.dar", lambda: dar(b"<module name='A'><description/></module>"), "D43"),
}


def _run(path: Path) -> tuple[int, list[str]]:
    app = typer.Typer()
    app.command()(command)
    result = CliRunner().invoke(
        app, [str(path), "--no-class-files" if path.stem != "a" else "--class-files"]
    )
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result.exit_code, result.output.splitlines()


@pytest.mark.needs_java
@pytest.mark.parametrize("case", CASES)
def test_one_clear_line(case: str, tmp_path: Path) -> None:
    name, make, rule = CASES[case]
    path = tmp_path / name
    path.write_bytes(make())
    code, lines = _run(path)
    about = [line for line in lines if f"[{rule}]" in line]
    assert about, lines
    assert code == 1 or all(line.startswith(("warn", "note")) for line in about)
    assert not any("Traceback" in line or "Error(" in line for line in lines)


def test_a_missing_file_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        inspect_artifact(tmp_path / "absent.dar")


def test_a_folder_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        inspect_artifact(tmp_path)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_a_changed_byte_is_survived(data: st.DataObject, tmp_path: Path) -> None:
    whole = bytearray(dar(**{"resources/a.txt": b"some text", "lib/a.jar": zipped({"x": b""})}))
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=4)):
        whole[at] ^= data.draw(st.integers(1, 255))
    path = tmp_path / "b.dar"
    path.write_bytes(bytes(whole))
    inspect_artifact(path, class_files=False)
