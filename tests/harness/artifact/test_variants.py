"""Every static check finds its bad variants and nothing else."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING, ClassVar, Self

import pytest

from harness.artifact import inspect_artifact
from harness.artifact.indexing import index_classes, named_classes
from harness.case import load_case
from harness.checks import Outcome
from harness.checks.finding import Effect
from harness.checks.registry import checks
from mockvro.content.package import signature
from sample_plugins.misbehaving.base import build, sound_parts
from sample_plugins.misbehaving.base.parts import CASE, sample_key, surroundings
from sample_plugins.misbehaving.measured import record
from sample_plugins.misbehaving.mutations.beside import with_case
from sample_plugins.misbehaving.static import VARIANTS, Variant

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from harness.artifact import Inspection
    from harness.artifact.classes import ClassIndex
    from mockvro.content.descriptor import Descriptor

pytestmark = pytest.mark.needs_java


class _Remembering:
    """The class index, asked for once per set of classes; most variants share it."""

    known: ClassVar[dict[tuple[object, ...], ClassIndex]] = {}

    def __init__(
        self, jars: Mapping[str, bytes], descriptor: Descriptor, releases: tuple[str, ...]
    ) -> None:
        named = (named_classes(descriptor), descriptor.classpath_parent, releases)
        self.key = (*sorted(jars.items()), *named)
        self.work = lambda: index_classes(jars, descriptor, releases)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def result(self) -> ClassIndex:
        if self.key not in self.known:
            self.known[self.key] = self.work()
        return self.known[self.key]


@pytest.fixture(autouse=True)
def _ask_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("harness.artifact.judging.Indexing", _Remembering)


@pytest.fixture(autouse=True)
def _sample_key_is_public(monkeypatch: pytest.MonkeyPatch) -> None:
    fingerprint = hashlib.sha256(sample_key().certificate_der).hexdigest()
    monkeypatch.setattr(signature, "SAMPLE_CERTIFICATES", frozenset({fingerprint}))


def _inspect(folder: Path, name: str, data: bytes, beside: Mapping[str, bytes] = {}) -> Inspection:
    path = folder / name
    for file, content in {name: data, **beside}.items():
        (folder / file).write_bytes(content)
    case = load_case(folder / CASE) if CASE in beside else None
    return inspect_artifact(path, case=case, previous=case.previous if case else None)


def _found(inspection: Inspection) -> dict[str, list[str]]:
    found = defaultdict(list)
    for finding in inspection.findings:
        if finding.effect is not Effect.NOTE:
            found[f"{finding.effect} {finding.check}"].append(finding.summary)
    return dict(found)


def _count(inspection: Inspection, expected: frozenset[str]) -> None:
    judged = {
        check
        for check in checks()
        if inspection.outcome(check) not in {Outcome.ERROR, Outcome.NOT_EXERCISED}
    }
    named = [{each.split()[1] for each in findings} for findings in (_found(inspection), expected)]
    record(judged, *named)


def test_the_sound_plugin_has_no_finding(tmp_path: Path) -> None:
    parts = sound_parts()
    with_case(parts)
    assert _found(_inspect(tmp_path, parts.file, build(parts), surroundings(parts))) == {}


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.name)
def test_exactly_what_is_expected(
    variant: Variant, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    inspection = _inspect(tmp_path, *variant.build(), variant.surroundings())
    if pytestconfig.getoption("--record-runs"):
        _count(inspection, variant.expected)
    found = _found(inspection)
    assert set(found) == variant.expected, found


def test_every_check_has_both_kinds() -> None:
    kinds = defaultdict(set)
    for variant in VARIANTS:
        kinds[variant.check].add(variant.kind)
    only_warns = {"doc.api-doc-missing"}
    assert {check for check, seen in kinds.items() if seen != {"bad", "near_miss"}} == only_warns
