from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mockvro.content.encoding import decode_utf16, encode_utf16, looks_like_utf8
from mockvro.content.errors import PackageError
from mockvro.content.package import (
    Category,
    ElementSpec,
    PackageSigner,
    PackageSpec,
    Tag,
    UsedPlugin,
    read_package,
    repack,
    verify_package,
    write_package,
)
from mockvro.content.package.properties import read_properties, write_properties
from mockvro.content.package.sides import read_categories, read_history, read_tags

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SIGNER = PackageSigner.generate("CN=Test Signer,O=Acme")
ELEMENT = ElementSpec(
    id="11111111-2222-3333-4444-555555555555",
    type="Workflow",
    data="<workflow id='1'/>",
    categories=(Category("Library"), Category("Ä & B]]>", "a note")),
    tags=(Tag("env", "prod", is_global=True), Tag("bare")),
    forms={"": '{"a":1}', "item3": "{}"},
    signed=True,
    info={"name": "Spin"},
)
SPEC = PackageSpec(
    name="com.acme",
    description="Ünicode <&>",
    used_plugins=(UsedPlugin("Acme", "1.0.0"), UsedPlugin("VC")),
    elements=(ELEMENT,),
    header={"vso-version": "8.18.1"},
)
WRITTEN = write_package(SPEC, SIGNER)


def zipped(entries: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return target.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(**changes: bytes | None) -> bytes:
    entries = unzipped(WRITTEN)
    for name, data in changes.items():
        found = next(entry for entry in entries if entry.replace("-", "_").endswith(name))
        if data is None:
            del entries[found]
        else:
            entries[found] = data
    return zipped(entries)


def test_round_trip() -> None:
    package = read_package(WRITTEN)
    assert package.problems == ()
    assert (package.name, package.description) == ("com.acme", "Ünicode <&>")
    assert package.used_plugins == SPEC.used_plugins
    assert package.header["vso-version"] == "8.18.1"
    (element,) = package.elements
    assert element.text == "<workflow id='1'/>"
    assert element.categories == ELEMENT.categories
    assert element.path == "Library/Ä & B]]>"
    assert element.tags == ELEMENT.tags
    assert dict(element.forms) == dict(ELEMENT.forms)
    assert element.info["name"] == "Spin"
    assert element.signature_owner == SIGNER.dn
    assert package.element(element.id.upper()) is element
    assert package.element("nope") is None
    assert not package.encrypted


def test_the_same_content_gives_the_same_bytes() -> None:
    assert write_package(SPEC, SIGNER) == WRITTEN
    assert write_package(repack(read_package(WRITTEN)), SIGNER) == WRITTEN


def test_signature_verifies() -> None:
    report = verify_package(read_package(WRITTEN))
    assert report.verified
    assert report.signer == "CN=Test Signer,O=Acme"
    assert not report.sample_key
    assert not report.expired
    covered = [name for name in unzipped(WRITTEN) if not name.startswith("signatures/")]
    assert set(report.verified_entries) == set(covered)
    assert report.orphans == ()
    assert verify_package(read_package(WRITTEN), at=datetime(2100, 1, 1, tzinfo=UTC)).expired


def test_signature_faults() -> None:
    tampered = verify_package(read_package(changed(**{"/data": b"x"})))
    assert tampered.fault == "bad-entries"
    entries = unzipped(WRITTEN)
    data = next(name for name in entries if name.endswith("/data") and name.startswith("el"))
    broken = entries | {data: b"other", "signatures/ghost": b"1"}
    broken["signatures/dunes-meta-inf"] = b""
    report = verify_package(read_package(zipped(broken)))
    assert (report.bad, report.missing, report.orphans) == (
        (data,),
        ("dunes-meta-inf",),
        ("signatures/ghost",),
    )
    assert verify_package(read_package(write_package(SPEC))).fault == "unsigned"
    nameless = {name: data for name, data in entries.items() if not name.endswith(".cer")}
    assert verify_package(read_package(zipped(nameless))).fault == "certificate-missing"
    garbage = entries | {SIGNER.certificate_entry: b"no certificate"}
    assert verify_package(read_package(zipped(garbage))).fault == "certificate-unreadable"


@pytest.mark.parametrize(
    "entry",
    [
        "certificates/Test Signer.cer",
        "certificates/CN=Test Signer,O=Acme/pkg-signer/certificate.cer",
        "CERTIFICATES/cn=test signer,o=acme.CER",
    ],
)
def test_certificate_under_its_other_names(entry: str) -> None:
    entries = unzipped(WRITTEN)
    der = entries.pop(SIGNER.certificate_entry)
    entries[entry] = der
    entries[f"signatures/{entry}"] = SIGNER.sign(der)
    report = verify_package(read_package(zipped(entries)))
    assert report.verified
    assert report.certificate_entry == entry


def test_signer_on_disk(tmp_path: Path) -> None:
    path = tmp_path / "signer.pem"
    SIGNER.save(path)
    assert path.stat().st_mode & 0o077 == 0
    assert write_package(SPEC, PackageSigner.load(path)) == WRITTEN
    path.write_bytes(b"nothing")
    with pytest.raises(PackageError, match="no readable key"):
        PackageSigner.load(path)
    with pytest.raises(PackageError, match="cannot be written"):
        SIGNER.save(tmp_path / "absent" / "x.pem")
    with pytest.raises(PackageError, match="no distinguished name"):
        PackageSigner.generate("not a name")


def test_unreadable_packages() -> None:
    for data, rule in ((b"no zip", "P01"), (zipped({"a": b""}), "P02")):
        with pytest.raises(PackageError) as caught:
            read_package(data)
        assert caught.value.rule == rule
    with pytest.raises(PackageError, match="dunes-meta-inf cannot be read"):
        read_package(zipped({"dunes-meta-inf": b"<a/>"}))


def test_headers_in_utf16() -> None:
    header = (
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE properties SYSTEM "x.dtd">'
        '<properties><comment>c</comment><entry key="pkg-name">com.é</entry></properties>'
    )
    for data in (encode_utf16(header), header.encode("utf-16")):
        assert read_package(zipped({"DUNES-META-INF": data})).name == "com.é"


def test_side_files_in_the_wrong_encoding() -> None:
    package = read_package(changed(categories=b"<categories/>"))
    assert [(p.rule, p.severity) for p in package.problems] == [("P08", "error")]
    package = read_package(changed(categories=encode_utf16("<other/>")))
    assert [p.rule for p in package.problems] == ["P09"]


def test_missing_files() -> None:
    package = read_package(changed(categories=None))
    assert [(p.rule, p.where) for p in package.problems] == [("P05", ELEMENT.id)]
    package = read_package(changed(info=None))
    assert package.elements == ()


def test_encrypted() -> None:
    entries = unzipped(WRITTEN) | {"targets/skalg": b"AES", "targets/Server A/passcode": b"x"}
    package = read_package(zipped(entries))
    assert package.encrypted
    assert package.elements == ()
    assert package.problems[-1].rule == "P13"
    assert "Server A" in package.problems[-1].detail


def test_entries_that_differ_in_case_only() -> None:
    package = read_package(zipped(unzipped(WRITTEN) | {"Dunes-Meta-Inf": b"<properties/>"}))
    assert package.name == ""
    assert package.problems[0].rule == "P01"


def test_categories() -> None:
    def categories(text: str) -> tuple[Category, ...]:
        return read_categories(encode_utf16(text))

    assert categories("<categories/>") == ()
    assert categories("<categories><category name='a'/></categories>") == (Category("a"),)
    assert categories(
        "<categories><category name='a'><name><![CDATA[b]]></name><desc>d</desc></category>"
        "<category name='c'><name/></category></categories>"
    ) == (Category("b", "d"), Category("c"))


def test_tags_and_history() -> None:
    assert read_tags(encode_utf16("<tags><tag name='a' value='b' global='TRUE'/></tags>")) == (
        Tag("a", "b", is_global=True),
    )
    package = read_package(WRITTEN)
    entries = unzipped(WRITTEN)
    folder = f"elements/{package.elements[0].folder}"
    entries[f"{folder}/tags"] = encode_utf16("<tags><tag/></tags>")
    assert [p.rule for p in read_package(zipped(entries)).problems] == ["P09"]
    history = encode_utf16(
        "<items><item><content initialized='true'>PGEvPg==</content><ver>0.0.1</ver>"
        "<date>20170810214905-0600</date><user>me</user><cm><![CDATA[first]]></cm></item>"
        "<item><content>%</content></item><last-content-signature/></items>"
    )
    first, second = read_history(history)
    assert (first.version, first.user, first.comment, first.content) == (
        "0.0.1",
        "me",
        "first",
        "<a/>",
    )
    assert second.content in {None, ""}


def test_utf16() -> None:
    assert decode_utf16("a".encode("utf-16-be")) == "a"
    assert decode_utf16(b"\xff\xfea\0") == "a"
    assert decode_utf16(encode_utf16("\ud800x")) != ""
    assert looks_like_utf8(b"<a/>")
    assert not looks_like_utf8("<a/>".encode("utf-16-be"))


XML_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)


@given(st.dictionaries(XML_TEXT, XML_TEXT, max_size=5))
def test_properties_round_trip(values: dict[str, str]) -> None:
    values = {
        k.replace("\ufffe", "").replace("\uffff", ""): v.replace("\ufffe", "").replace("\uffff", "")
        for k, v in values.items()
    }
    assert read_properties(write_properties(values, "c")) == values


NAMES = st.text("abcdefghij0123456789-", min_size=1, max_size=12)
CATEGORIES = st.lists(
    st.builds(
        Category,
        st.text("abcAZ09 ]['\"<>&\r\n\té\U0001f600", min_size=1, max_size=10),
        st.text("ab]>\r", max_size=5),
    ),
    max_size=3,
).map(tuple)
SPECS = st.builds(
    PackageSpec,
    name=NAMES,
    description=st.text("ab<>&\"'\r\n ", max_size=10),
    elements=st.lists(
        st.builds(
            ElementSpec,
            id=NAMES,
            type=st.sampled_from(["Workflow", "ScriptModule"]),
            data=st.binary(max_size=20) | st.text("ab<é\U0001f600", max_size=20),
            categories=CATEGORIES,
            tags=st.lists(st.builds(Tag, NAMES, st.none() | NAMES, st.booleans())).map(tuple),
            forms=st.dictionaries(NAMES, st.text("{}é", max_size=5), max_size=2),
            bundle=st.none() | st.binary(max_size=5),
        ),
        max_size=3,
        unique_by=lambda each: each.id,
    ).map(tuple),
)


@settings(max_examples=30)
@given(SPECS)
def test_any_package_round_trips(spec: PackageSpec) -> None:
    package = read_package(write_package(spec))
    assert package.problems == ()
    back = repack(package)
    assert [each.categories for each in back.elements] == [e.categories for e in spec.elements]
    assert [each.tags for each in back.elements] == [e.tags for e in spec.elements]
    assert [dict(each.forms) for each in back.elements] == [dict(e.forms) for e in spec.elements]
    assert read_package(write_package(back)) == package


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, len(WRITTEN) - 1), st.integers(0, 255)), max_size=3))
def test_mutated_packages(changes: list[tuple[int, int]]) -> None:
    data = bytearray(WRITTEN)
    for place, value in changes:
        data[place] = value
    try:
        package = read_package(bytes(data))
    except PackageError:
        return
    verify_package(package)


@given(st.sampled_from(sorted(unzipped(WRITTEN))), st.binary(max_size=40))
def test_arbitrary_entries(name: str, content: bytes) -> None:
    try:
        package = read_package(zipped(unzipped(WRITTEN) | {name: content}))
    except PackageError:
        return
    verify_package(package)
