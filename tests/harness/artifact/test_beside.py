"""Documents, licences, advisories, and what two releases have in common."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.artifact.constants import read_class
from harness.artifact.libraries import Library, licences_in
from harness.artifact.rules.guides import support_process
from harness.artifact.rules.libraries import Advisory, advisories, leading_name, leading_number
from harness.artifact.rules.promises import product
from harness.artifact.rules.upgrades import Part, narrowed
from harness.artifact.texts import Document, documents_in, text_of
from harness.artifact.words import announced
from harness.checks.finding import Finding
from mockvro.content.archive import open_archive
from sample_plugins.misbehaving.base import archive


def library(version: str, group: str = "org.yaml", artifact: str = "snakeyaml") -> Library:
    return Library(jar=0, path="lib/x.jar", group=group, artifact=artifact, version=version)


@pytest.mark.parametrize(
    ("version", "affected"),
    [
        ("1.9", True),
        ("1.33", True),
        ("2.0", False),
        ("2.2-jre", False),
        ("", False),
        ("r07", False),
    ],
)
def test_advisories_compare_numbers(version: str, affected: bool) -> None:
    advisory = Advisory("org.yaml:snakeyaml", ("CVE-0",), (("1.0", "2.0"),))
    assert advisory.affects(library(version)) is affected


def test_an_advisory_is_about_one_library() -> None:
    advisory = Advisory("org.yaml:snakeyaml", ("CVE-0",), (("1.0", ""),))
    assert advisory.affects(library("1.1", group=""))
    assert not advisory.affects(library("1.1", group="org.example"))
    assert not advisory.affects(library("1.1", artifact="snakeyaml-engine"))


def test_the_lists_are_sound() -> None:
    for each in advisories().advisory:
        assert each.library.count(":") == 1
        assert each.ids
        assert all(first and leading_number(first) == first for first, _ in each.affected)
    assert len(product().releases) > 1


@pytest.mark.parametrize(
    ("text", "licences"),
    [
        ("Apache License, Version 2.0", ("Apache-2.0",)),
        ("http://www.apache.org/licenses/LICENSE-2.0.txt", ("Apache-2.0",)),
        ("GNU Lesser General Public License v2.1", ("LGPL-2.1",)),
        ("GNU GENERAL PUBLIC LICENSE\nVersion 3, 29 June 2007", ("GPL-3.0",)),
        ("CDDL + GPLv2 with classpath exception", ("GPL-2.0", "CDDL-1.0")),
        ("Eclipse Public License - v 2.0", ("EPL-2.0",)),
        ("The MIT License", ("MIT",)),
        ("all rights reserved", ("unknown",)),
    ],
)
def test_licences_by_their_words(text: str, licences: tuple[str, ...]) -> None:
    assert licences_in(text) == licences


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("lib/guava-15.0.jar", "guava"),
        ("lib/log4j-1.2-api-2.9.jar", "log4j-1.2-api"),
        ("a.jar", "a"),
    ],
)
def test_names_of_jars(path: str, name: str) -> None:
    assert leading_name(path) == name


def test_documents_are_told_from_pictures() -> None:
    opened = open_archive(archive({"a.md": b"# A", "b.png": b"", "c.pdf": b"%PDF"}), name="docs")
    documents = documents_in(opened)
    assert documents.readable == (Document("a.md", "# A"),)
    assert documents.unreadable == ("c.pdf",)


def pdf(*lines: str) -> bytes:
    """One page with some lines of text."""
    shown = "BT /F1 12 Tf 72 720 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
    bodies = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"{page} /Resources << /Font << /F1 {font} >> >> >>",
        f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream",
    )
    data, places = "%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(data)
    data += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}"
    return f"{data}trailer << /Size 5 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


def test_text_of_a_pdf() -> None:
    text = text_of("guide.pdf", pdf("Prerequisites", "A server of release 8.18"))
    assert text is not None
    assert text.splitlines() == ["Prerequisites", "A server of release 8.18"]


@pytest.mark.parametrize("data", [b"", b"%PDF", pdf("x")[:200], pdf("1 2 3")])
def test_what_cannot_be_read_of_a_pdf(data: bytes) -> None:
    assert text_of("guide.pdf", data) is None


@given(st.binary(max_size=60), st.integers(0, 400))
def test_a_spoiled_pdf_raises_nothing(noise: bytes, at: int) -> None:
    whole = pdf("Prerequisites")
    text_of("guide.pdf", whole[:at] + noise + whole[at:])


SUPPORT = "# Support\nlogs, collect, customer number\nhttps://example.org\n"


@pytest.mark.parametrize(
    ("line", "complete"),
    [
        ("+49 30 1234567", True),
        ("Phone (202) 555-0160", True),
        ("(202) 555-0160", False),
        ("Tel. 2026-03-02T10", False),
        ("+1", False),
    ],
)
def test_telephone_numbers(line: str, complete: bool) -> None:
    found = list(support_process([Document("s.md", SUPPORT + line)]))
    assert (not found) is complete, [each.summary for each in found if isinstance(each, Finding)]


@given(st.binary(max_size=200))
def test_what_is_no_class_file_has_no_texts(data: bytes) -> None:
    read = read_class(b"\xca\xfe\xba\xbe" + data)
    assert read.resembles(read, ())


BEFORE = {("object", "Lamp"): Part(), ("method", "Lamp", "1 parameters", "on"): Part(("String",))}


@pytest.mark.parametrize(
    ("after", "problems"),
    [
        (BEFORE, []),
        ({("object", "Lamp"): Part()}, ["is gone"]),
        ({}, ["is gone"]),
        ({**BEFORE, ("method", "Lamp", "1 parameters", "on"): Part(("Any",))}, []),
        (
            {**BEFORE, ("method", "Lamp", "1 parameters", "on"): Part(("Date",))},
            ["has another type (String -> Date)"],
        ),
    ],
)
def test_what_scripts_lose(after: dict[tuple[str, ...], Part], problems: list[str]) -> None:
    assert [problem for _, problem in narrowed(BEFORE, after)] == problems


def test_announcements_name_what_they_are_about() -> None:
    assert announced("flash", ("removed: method flash",))
    assert not announced("flash", ("new: method flash", "removed: flashlight"))
