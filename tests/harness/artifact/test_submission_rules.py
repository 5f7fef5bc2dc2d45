"""Names, versions, documents."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from harness.artifact import inspect_artifact
from harness.artifact.javalevels import level_of
from harness.artifact.rules import agreement, jars, names
from harness.artifact.rules.documents import Unreadable, notes_rules, open_documents
from harness.artifact.rules.jars import judge_level
from harness.artifact.rules.names import mark_in
from harness.case.model import Case, Documentation, LogRules
from harness.case.model import Plugin as PluginCase
from harness.checks.finding import Effect, Finding, Outcome
from mockvro.content.archive import open_archive
from sample_plugins.misbehaving.base import archive, build, sound_parts
from tests.harness.artifact.plugins import module, plugin_of

if TYPE_CHECKING:
    from pathlib import Path

NOTES = """# Release notes

## 1.1
### Fixed
* The beacon blinks evenly.
### Added
* Colours.
### Known issues
* None.

## 1.0
First release.
"""


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("VMware Acme", "VMware"),
        ("com.vmware.library.acme", "vmware"),
        ("vCenterTools", "vCenter"),
        ("Acme vRO plug-in", "vRO"),
        ("Acme Cloud-Foundation", "Cloud-Foundation"),
        ("Acme for VMware vSphere", None),
        ("Acme plug-in FOR vRO", None),
        ("VMware tools for Acme", "VMware"),
        ("Environment", None),
        ("Conformance vSphere", "vSphere"),
        ("vrabbit", None),
        ("Lavra", None),
    ],
)
def test_marks(name: str, mark: str | None) -> None:
    assert mark_in(name) == mark


@pytest.mark.parametrize(
    "name",
    [".DS_Store", "resources/.svn/entries", "lib/a.iml", "x/y.bak", "a~", "key.pem"],
)
def test_debris(name: str) -> None:
    plugin = plugin_of(module(""), **{name.replace("/", "__"): b""})
    assert len(list(names.debris_rules(plugin))) == 1


@pytest.mark.parametrize(
    ("file", "case", "count"),
    [
        ("acme.vmoapp", None, 0),
        ("acme-1.0.0.vmoapp", None, 0),
        ("acme-1.0.2.vmoapp", None, 1),
        ("acme-1.0.vmoapp", "1.0.0", 0),
        ("acme-1.0-for-8.18.vmoapp", None, 0),
        ("acme-2.0-for-8.18.vmoapp", None, 1),
        ("acme.vmoapp", "1.2", 1),
    ],
)
def test_versions_agree(file: str, case: str | None, count: int) -> None:
    given = Case(plugin=PluginCase(name="Acme", version=case)) if case else None
    found = list(agreement.rules(plugin_of(module("")), (file,), given))
    assert len(found) == count, found


def test_the_log_signature_names_the_version() -> None:
    case = Case(plugin=PluginCase(name="Acme"), log=LogRules(signature=r"Acme 1\.1\.0 \(\d+\)"))
    (found,) = agreement.rules(plugin_of(module("")), (), case)
    assert (found.seen, found.where) == ("1.1.0", "the case, log.signature")


def _notes(name: str, text: bytes, *, first: bool = False) -> list[Finding | Unreadable]:
    opened = open_archive(archive({name: text}), name="docs.zip")
    return list(notes_rules(opened, "1.1", first_release=first))


def test_complete_notes() -> None:
    assert _notes("docs/Release Notes.md", NOTES.encode()) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [("Fixed", "x", "fixed"), ("Added", "x", "added"), ("Known issues", "x", "known bugs")],
)
def test_notes_without_a_part(old: str, new: str, words: str) -> None:
    (found,) = _notes("CHANGELOG.md", NOTES.replace(old, new).encode())
    assert isinstance(found, Finding)
    assert found.summary.endswith(words)


def test_notes_without_history() -> None:
    text = NOTES.partition("## 1.0")[0].encode()
    (found,) = _notes("release-notes.txt", text)
    assert isinstance(found, Finding)
    assert "history" in found.summary
    assert _notes("release-notes.txt", text, first=True) == []


def test_notes_in_other_formats() -> None:
    page = "".join(f"<p>{line}</p>" for line in NOTES.splitlines())
    assert _notes("release_notes.html", page.encode()) == []
    word = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in NOTES.splitlines())
    document = f'<w:d xmlns:w="w">{word}</w:d>'.encode()
    assert _notes("ReleaseNotes.docx", archive({"word/document.xml": document})) == []
    assert _notes("ReleaseNotes.pdf", b"%PDF") == [Unreadable("ReleaseNotes.pdf")]


def test_no_notes_at_all() -> None:
    (found,) = _notes("guide.md", b"")
    assert isinstance(found, Finding)


@pytest.mark.parametrize("content", [None, b"no", archive({})])
def test_unusable_documentation(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "docs.zip"
    if content is not None:
        path.write_bytes(content)
    findings: list[Finding] = []
    open_documents(path, findings)
    assert [finding.check for finding in findings] == ["doc.bundle-missing"]


def test_a_case_without_documentation_fails(tmp_path: Path) -> None:
    parts = sound_parts()
    (tmp_path / parts.file).write_bytes(build(parts))
    case = Case(plugin=PluginCase(name="Beacon"))
    inspection = inspect_artifact(tmp_path / parts.file, case=case, class_files=False)
    assert inspection.outcome("doc.bundle-missing") is Outcome.FAILED
    assert inspection.outcome("doc.release-notes") is Outcome.NOT_EXERCISED


def _inspect(folder: Path, notes: tuple[str, bytes] | None) -> dict[str, Outcome]:
    parts = sound_parts()
    (folder / parts.file).write_bytes(build(parts))
    case = None
    if notes is not None:
        (folder / "docs.zip").write_bytes(archive(dict([notes])))
        case = Case(
            plugin=PluginCase(name="Beacon"),
            documentation=Documentation(zip="docs.zip", first_release=True),
            path=folder / "acceptance.toml",
        )
    inspection = inspect_artifact(folder / parts.file, case=case, class_files=False)
    return {
        check: inspection.outcome(check) for check in ("doc.bundle-missing", "doc.release-notes")
    }


@pytest.mark.needs_java
@pytest.mark.parametrize(
    ("notes", "outcome"),
    [
        (("changes.md", NOTES.encode()), Outcome.PASSED),
        (("changes.md", b""), Outcome.FAILED),
        (("release-notes.pdf", b""), Outcome.ERROR),
    ],
)
def test_outcome_of_release_notes(
    notes: tuple[str, bytes], outcome: Outcome, tmp_path: Path
) -> None:
    assert _inspect(tmp_path, notes) == {
        "doc.bundle-missing": Outcome.PASSED,
        "doc.release-notes": outcome,
    }


@pytest.mark.needs_java
def test_without_a_case_documents_are_not_judged(tmp_path: Path) -> None:
    assert set(_inspect(tmp_path, None).values()) == {Outcome.NOT_EXERCISED}


@pytest.mark.parametrize(
    ("releases", "major", "effect"),
    [
        ((), 52, None),
        ((), 55, None),
        ((), 56, Effect.WARN),
        ((), 61, Effect.WARN),
        ((), 62, Effect.FAIL),
        (("7.6",), 52, None),
        (("7.6", "8.18"), 53, Effect.FAIL),
        (("8.4",), 55, None),
        (("8.4",), 56, Effect.FAIL),
        (("8.18",), 61, Effect.WARN),
        (("8.18.1",), 62, Effect.FAIL),
        (("6.0",), 52, Effect.FAIL),
        ((), 48, Effect.NOTE),
    ],
)
def test_java_levels(releases: tuple[str, ...], major: int, effect: Effect | None) -> None:
    effects = [finding.effect for finding in judge_level(releases, "x", major)]
    assert effects == ([effect] if effect else [])


def test_levels_of_releases() -> None:
    assert (level_of("7.6"), level_of("8.4.1"), level_of("8.18"), level_of("x")) == (
        52,
        55,
        None,
        None,
    )


@pytest.mark.needs_java
@pytest.mark.parametrize(
    ("releases", "effect"), [((), Effect.FAIL), (("7.6",), Effect.FAIL), (("8.18",), Effect.WARN)]
)
def test_libraries_of_the_platform_are_known_for_7_only(
    releases: tuple[str, ...], effect: Effect
) -> None:
    plugin = plugin_of(module(""), **{"lib__commons-lang-2.4.jar": archive({"a": b""})})
    found = list(jars.entry_rules(replace(plugin, releases=releases)))
    assert [finding.effect for finding in found] == [effect]
