"""The class index: what the JVM says about the classes of a plug-in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.artifact import inspect_artifact
from harness.artifact.classes import ClassIndex, Member
from harness.artifact.indexing import Indexing, index_classes
from harness.checks.finding import Outcome
from harness.errors import HarnessError
from mockvro.content.descriptor import Descriptor, parse_descriptor
from sample_plugins.misbehaving.base import archive, build, sound_parts
from sample_plugins.misbehaving.base.compiling import classes, names_in
from sample_plugins.misbehaving.base.parts import DESCRIPTOR, JAR, dar_entries

if TYPE_CHECKING:
    from pathlib import Path

BEACON = "org.example.beacon.Beacon"
ADAPTOR = "org.example.beacon.BeaconAdaptor"

_primitive = st.sampled_from("BCDFIJSZ")
_class = st.sampled_from(["Ljava/lang/String;", "La/B$C;", "LX;"])
_type = st.tuples(st.sampled_from(["", "[", "[["]), _primitive | _class).map("".join)


@given(st.lists(_type, max_size=6), _type | st.just("V"))
def test_arity_of_any_descriptor(parameters: list[str], returned: str) -> None:
    method = Member(name="m", desc=f"({''.join(parameters)}){returned}", access=1)
    assert method.arity == len(parameters)
    assert method.returns_void == (returned == "V")


@pytest.fixture(scope="module")
def descriptor() -> Descriptor:
    return parse_descriptor(sound_parts().entries[DESCRIPTOR])


@pytest.fixture(scope="module")
def index(descriptor: Descriptor) -> ClassIndex:
    shipped = {name: classes()[name] for name in (*names_in("java"), *names_in("variants"))}
    beacon = shipped["org/example/beacon/Beacon.class"]
    jars = {
        JAR: archive({**shipped, "module-info.class": b"x", "META-INF/versions/9/A.class": b"x"}),
        "lib/copy-1.0.jar": archive({"org/example/beacon/Beacon.class": beacon[:-1] + b"\0"}),
        "lib/o11n-plugin-tools-7.jar": archive({"META-INF/MANIFEST.MF": b"Bundle-Version: 7\n"}),
    }
    return index_classes(jars, descriptor)


pytestmark = pytest.mark.needs_java


def test_entries(index: ClassIndex) -> None:
    assert index.names == (JAR, "lib/copy-1.0.jar", "lib/o11n-plugin-tools-7.jar")
    assert index.complete
    assert index.entries[BEACON].major == 52
    assert index.entries[BEACON].jar == 0
    twice = [entry for entry in index.classes if entry.name == BEACON]
    assert len({entry.digest for entry in twice} - {""}) == 2
    assert not any(entry.digest for entry in index.classes if entry.name != BEACON)


def test_ownership(index: ClassIndex) -> None:
    assert index.own == {0, 1}
    assert index.exempt == {2}
    assert index.jars[2].manifest == {"Bundle-Version": "7"}


def test_hierarchies_reach_into_sdk_and_jdk(index: ClassIndex) -> None:
    assert index.is_subtype(ADAPTOR, "ch.dunes.vso.sdk.api.IPluginAdaptor")
    assert index.is_subtype(ADAPTOR, "java.lang.Object")
    assert not index.is_subtype(BEACON, ADAPTOR)
    assert index.hierarchy_known(ADAPTOR)
    assert [facts.layer for facts in index.lineage(ADAPTOR)] == ["plugin", "jdk", "common"]


def test_members(index: ClassIndex) -> None:
    assert [member.arity for member in index.methods(BEACON, "blink")] == [1]
    assert index.methods(BEACON, "toString")
    assert index.methods(BEACON, "ONLY") == []
    assert [member.arity for member in index.constructors(BEACON)] == [0]


def test_uses(index: ClassIndex) -> None:
    assert {site.target for site in index.sites} >= {
        "java.lang.System.exit",
        "java.lang.System.loadLibrary",
        "java.io.ObjectInputStream.readObject",
    }
    (finalizer,) = index.finalizers
    assert (finalizer.place.type, finalizer.place.line) == ("org.example.beacon.Finalizes", 7)
    assert [(each.target, each.place.line) for each in index.identities] == [
        ("java.lang.String.password == argument", 10)
    ]
    (main,) = index.mains
    assert main == "org.example.beacon.HasMain"
    (constant,) = index.constants
    assert (constant.target, constant.place.line) == ("org.example.beacon.Login.setPassword", 5)
    gone = [each for each in index.missing if each.owner == "org.example.vanished.Gone"]
    assert {(each.kind, each.guarded) for each in gone} == {("class", True), ("class", False)}


def test_reachability_starts_at_what_the_descriptor_names(index: ClassIndex) -> None:
    assert index.entries["org.example.beacon.BeaconFactory"].reachable
    assert not index.entries["org.example.beacon.Exits"].reachable


def test_newer_class_files_are_still_read(descriptor: Descriptor) -> None:
    shipped = {name: classes()[name] for name in names_in("java")}
    newest = {name: data[:6] + b"\0\x63" + data[8:] for name, data in shipped.items()}
    index = index_classes({JAR: archive(newest)}, descriptor)
    assert index.complete
    assert index.entries[BEACON].major == 99
    assert index.methods(BEACON, "blink")


@pytest.mark.parametrize("cut", [8, 40, 200])
def test_damaged_class_files_are_on_record(cut: int, descriptor: Descriptor) -> None:
    name = "org/example/beacon/Beacon.class"
    index = index_classes({JAR: archive({name: classes()[name][:cut]})}, descriptor)
    assert index.jars[0].broken == (name,)
    assert not index.complete


def test_a_jvm_that_fails_is_our_problem(
    descriptor: Descriptor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("harness.artifact.indexing._MAIN", "no.such.Main")
    with pytest.raises(HarnessError, match="class index failed"):
        index_classes({}, descriptor)


def test_leaving_early_ends_the_jvm(descriptor: Descriptor) -> None:
    with Indexing({}, descriptor) as indexing:
        jvm = indexing._jvm
    assert jvm.poll() is not None


def test_a_reader_that_dies_costs_its_checks_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("harness.artifact.indexing._MAIN", "no.such.Main")
    parts = sound_parts()
    (tmp_path / parts.file).write_bytes(build(parts))
    inspection = inspect_artifact(tmp_path / parts.file)
    assert inspection.outcome("pkg.api-missing") is Outcome.ERROR
    assert inspection.outcome("pkg.dangling-type") is Outcome.PASSED


def test_without_java_the_checks_are_not_exercised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = sound_parts()
    (tmp_path / parts.file).write_bytes(build(parts))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    inspection = inspect_artifact(tmp_path / parts.file)
    assert inspection.outcome("pkg.api-missing") is Outcome.NOT_EXERCISED
    assert inspection.outcome("pkg.dangling-type") is Outcome.PASSED


def test_only_so_many_dars_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("harness.artifact.inspection.MAX_DARS", 1)
    parts = sound_parts()
    dar = archive(dar_entries(parts))
    path = tmp_path / parts.file
    path.write_bytes(archive({**parts.outer, "a.dar": dar, "b.dar": dar}))
    inspection = inspect_artifact(path)
    assert inspection.outcome("pkg.api-missing") is Outcome.ERROR
    assert "D34" in {finding.rule for finding in inspection.findings}


def test_undeclared_members_are_noted(tmp_path: Path) -> None:
    parts = sound_parts()
    parts.replace_in(DESCRIPTOR, ' strict="true"', "")
    parts.replace_in(DESCRIPTOR, 'java-name="blink"', 'java-name="getId"')
    (tmp_path / parts.file).write_bytes(build(parts))
    found = {each.rule: each for each in inspect_artifact(tmp_path / parts.file).findings}
    assert found["V51"].seen == "blink"
