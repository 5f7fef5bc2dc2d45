"""Which rules are applied to a plug-in, with and without its class files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import pytest

from harness.artifact import judging
from harness.artifact.classes import ClassIndex, JarFacts, Place, Site
from harness.artifact.coverage import CLASS_CHECKS
from harness.errors import HarnessError
from mockvro.errors import MockvroError
from sample_plugins.misbehaving.base import archive
from tests.harness.artifact.plugins import module, plugin_of

if TYPE_CHECKING:
    from harness.artifact.model import Skipped
    from harness.artifact.plugin import Plugin


INDEX = ClassIndex(
    names=("lib/a.jar",),
    jars=(JarFacts(),),
    own=frozenset({0}),
    finalizers=(Site(Place("a.B", 0, reachable=True), "finalize"),),
)


def jvm_that(answer: ClassIndex | Exception) -> type:
    """Stands for the JVM that reads class files."""

    class _Indexing:
        given: tuple[Any, ...] = ()

        def __init__(self, *given: Any) -> None:
            type(self).given = given
            if isinstance(answer, MockvroError):
                raise answer

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def result(self) -> ClassIndex:
            if isinstance(answer, HarnessError):
                raise answer
            assert isinstance(answer, ClassIndex)
            return answer

    return _Indexing


def judged(
    monkeypatch: pytest.MonkeyPatch,
    answer: ClassIndex | Exception = INDEX,
    *,
    class_files: bool = True,
    **entries: bytes,
) -> tuple[Plugin, set[str], list[Skipped]]:
    """The plug-in as it was judged, the rules that it breaks, the checks that were left out."""
    indexing = jvm_that(answer)
    monkeypatch.setattr(judging, "Indexing", indexing)
    plugin, skipped = plugin_of(module(""), **entries), []
    plugin, findings = judging.judge_plugin(
        plugin, "VMware-acme-2.5.vmoapp", None, class_files=class_files, skipped=skipped
    )
    if indexing.given:
        assert list(indexing.given[0]) == list(plugin.jars)
    return plugin, {finding.rule for finding in findings}, skipped


JARS = {
    "lib/a.jar": archive(
        {"META-INF/MANIFEST.MF": b"Manifest-Version: 1.0\r\nBundle-License: Apache-2.0\r\n\r\n"}
    )
}
PLAIN = {"S-offer", "S-trademark", "S-version"}
"""What breaks without class files: one rule about the dar, two about file names."""


def test_class_files_are_judged_beside_everything_else(monkeypatch: pytest.MonkeyPatch) -> None:
    plugin, broken, skipped = judged(monkeypatch, **JARS)
    assert broken >= PLAIN | {"M11-finalize"}
    assert (plugin.classes, skipped) == (INDEX, [])
    assert plugin.licences == {"lib/a.jar": ("Apache-2.0",)}


@pytest.mark.parametrize(("class_files", "jars"), [(False, JARS), (True, {})])
def test_without_class_files_no_jvm_is_asked(
    monkeypatch: pytest.MonkeyPatch, jars: dict[str, bytes], *, class_files: bool
) -> None:
    never = AssertionError("asked")
    plugin, broken, skipped = judged(monkeypatch, never, class_files=class_files, **jars)
    assert broken >= PLAIN
    assert (plugin.classes, plugin.licences, skipped) == (None, {}, [])


@pytest.mark.parametrize(
    ("error", "unable"), [(MockvroError("no java"), False), (HarnessError("it died"), True)]
)
def test_class_files_that_cannot_be_read_cost_their_checks_alone(
    monkeypatch: pytest.MonkeyPatch, error: Exception, *, unable: bool
) -> None:
    plugin, broken, skipped = judged(monkeypatch, error, **JARS)
    assert broken >= PLAIN
    assert plugin.classes is None
    assert {each.check for each in skipped} == set(CLASS_CHECKS)
    assert {(each.reason, each.unable) for each in skipped} == {(error.args[0], unable)}
