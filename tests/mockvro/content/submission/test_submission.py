from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockvro.content.errors import ArchiveError
from mockvro.content.submission import Submission, read_dar, read_submission

Read = Callable[[str, bytes], Submission]
LICENCE = b"The licensee may do this and that, but not the other thing, ever."
VSO = """<module name="Acme" version="1.0"><installation mode="always">
<action type="install-package" resource="packages/acme.package"/></installation></module>"""


def zipped(entries: Mapping[str, bytes | str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return target.getvalue()


def dar(vso: str = VSO, **more: bytes) -> bytes:
    return zipped(
        {"VSO-INF/vso.xml": vso, "lib/acme.jar": b"", "resources/packages/acme.package": b""} | more
    )


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read_as(name: str, data: bytes) -> Submission:
        path = tmp_path / name
        path.write_bytes(data)
        return read_submission(path)

    return read_as


def rules(submission: Submission) -> list[tuple[str, str]]:
    return [(problem.rule, problem.severity) for problem in submission.problems]


def test_a_dar(read: Read) -> None:
    submission = read("acme.dar", dar())
    assert (submission.kind, submission.eula, submission.eula_text) == ("dar", None, None)
    (plugin,) = submission.dars
    assert plugin.descriptor is not None
    assert plugin.descriptor.name == "Acme"
    assert plugin.jars == ("lib/acme.jar",)
    assert plugin.packages == ("resources/packages/acme.package",)
    assert plugin.resource("packages/acme.package") == "resources/packages/acme.package"
    assert plugin.resource("lib/acme.jar") == "lib/acme.jar"
    assert plugin.resource("nope") is None
    assert submission.problems == ()


def test_a_vmoapp(read: Read) -> None:
    other = dar(VSO.replace("Acme", "Other"))
    archive = zipped({"VSO-INF/vsoapp.txt": LICENCE, "a.dar": dar(), "b.dar": other, "doc.pdf": ""})
    submission = read("acme.vmoapp", archive)
    assert submission.kind == "vmoapp"
    assert submission.eula == LICENCE
    assert submission.eula_text == LICENCE.decode()
    assert [(plugin.name, plugin.where) for plugin in submission.dars] == [
        ("a.dar", "acme.vmoapp!a.dar"),
        ("b.dar", "acme.vmoapp!b.dar"),
    ]
    assert submission.problems == ()


@pytest.mark.parametrize(
    ("eula", "expected"),
    [
        (None, [("D35", "warning")]),
        (b"", [("D36", "warning")]),
        (b"EULA", [("D36", "warning")]),
        (b"Please put your License  here, before it is too late. Thank you very much.",
         [("D36", "warning")]),
        (LICENCE + "“quoted” ©".encode("cp1252"), [("D37", "info")]),
        (LICENCE + b"\x81\x8d", [("D37", "info")]),
        (b"\xef\xbb\xbf" + LICENCE, []),
    ],
)  # fmt: skip
def test_licences(read: Read, eula: bytes | None, expected: list[tuple[str, str]]) -> None:
    entries: dict[str, bytes | str] = {"a.dar": dar()}
    if eula is not None:
        entries["VSO-INF/vsoapp.txt"] = eula
    assert rules(read("x.vmoapp", zipped(entries))) == expected


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ({}, [("D32", "error")]),
        ({"in/a.dar": dar()}, [("D32", "error"), ("D33", "error")]),
        ({"a.dar": dar(), "in/b.dar": dar()}, [("D33", "warning")]),
        ({"a.DAR": dar()}, [("D32", "error")]),
        ({"a.dar": dar(), "b.dar": dar()}, [("D34", "warning")]),
        ({"a.dar": dar(), "b.vmoapp": b""}, [("D39", "warning")]),
        ({"a.dar": b"no zip"}, [("D01", "error")]),
        ({"a.dar": dar(), "b.dar": dar()[:100]}, [("D02", "error")]),
    ],
)
def test_applications(
    read: Read,
    entries: dict[str, bytes | str],
    expected: list[tuple[str, str]],
) -> None:
    assert rules(read("x.vmoapp", zipped({"VSO-INF/vsoapp.txt": LICENCE} | entries))) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (zipped({"a": b""}), [("D04", "error")]),
        (zipped({"redis/VSO-INF/vso.xml": VSO}), [("D03", "error")]),
        (zipped({"vso-inf/VSO.xml": VSO}), [("D05", "error")]),
        (zipped({"VSO-INF/vso.xml": VSO, "VSO-INF/VSO.XML": VSO}), [("D29", "error")]),
        (dar("<module"), [("D06", "error")]),
        (dar("<module name='A'><description/></module>"), [("D43", "error")]),
        (dar(VSO.replace("always", "${x}")), [("D38", "warning")]),
        (dar(**{"resources/packages/b.package": b""}), [("D41", "info")]),
        (dar(**{"inner.dar": b""}), [("D39", "warning")]),
        (dar(**{"lib\\x": b""}), [("D42", "warning")]),
    ],
)
def test_dars(read: Read, data: bytes, expected: list[tuple[str, str]]) -> None:
    assert rules(read("x.dar", data)) == expected


def test_a_placeholder_is_found_where_it_is(read: Read) -> None:
    submission = read("x.dar", dar(VSO.replace("always", "${installation.mode}")))
    assert submission.problems[0].detail.startswith(
        "/module/installation/@mode still contains ${installation.mode}"
    )


@pytest.mark.parametrize("name", ["a.DAR", "a.zip", "a.jar"])
def test_other_suffixes(read: Read, name: str) -> None:
    submission = read(name, dar())
    assert submission.kind == "dar"
    assert rules(submission) == [("D40", "warning")]
    packed = zipped({"a.dar": dar(), "VSO-INF/vsoapp.txt": LICENCE})
    if name != "a.DAR":
        assert read(name, packed).kind == "vmoapp"


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.dar", tmp_path):
        with pytest.raises(ArchiveError, match="cannot be read"):
            read_submission(path)
    hostile = tmp_path / "x.dar"
    hostile.write_bytes(zipped({"../evil": b""}))
    with pytest.raises(ArchiveError) as caught:
        read_submission(hostile)
    assert caught.value.rule == "D28"


def test_a_descriptor_error_is_kept(read: Read) -> None:
    (plugin,) = read("x.dar", dar("<plugin/>")).dars
    assert plugin.descriptor is None
    assert plugin.descriptor_error is not None
    assert plugin.descriptor_error.rule == "D07"


def test_redis(tmp_path: Path) -> None:
    published = os.environ.get("VROACCEPT_REDIS_VMOAPP", "")
    if not Path(published).is_file():
        pytest.skip("VROACCEPT_REDIS_VMOAPP does not name the published Redis plug-in")
    submission = read_submission(Path(published))
    (plugin,) = submission.dars
    assert plugin.descriptor is not None
    assert plugin.descriptor.name == "Redis"
    assert len(plugin.jars) == 9
    assert [problem.rule for problem in submission.problems] == ["D36", "D38", "D38"]
    (jar, *_) = plugin.archive.extract_to(tmp_path, plugin.jars)
    assert jar.read_bytes().startswith(b"PK")


@given(st.binary(max_size=200))
def test_any_descriptor(content: bytes) -> None:
    data = zipped({"VSO-INF/vso.xml": content})
    plugin = read_dar(data, name="a.dar", where="a.dar")
    assert (plugin.descriptor is None) == (plugin.descriptor_error is not None)
