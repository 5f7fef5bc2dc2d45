"""Our plug-in API against every signature of the real one."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from mockvro.coverage.sdk import compared
from tests.mockvro.jvm.classfile import ClassFile, Member, read_class

ROOT = Path(__file__).parents[3]
SURFACE = ROOT.parent / "shared" / "reference" / "sdk-surface.json"
JAR = ROOT / "mockvro" / "jvm" / "dist" / "common" / "mockvro-sdk.jar"
# what published plug-ins or the signatures themselves need beside the two SDK jars
BESIDE_THE_SDK = ("com.vmware.vcac.", "ch.dunes.model.")
JAVA_8 = 52


@pytest.fixture(scope="module")
def expected() -> dict[str, dict[str, Any]]:
    if not SURFACE.exists():
        pytest.skip("the published surface is not beside the checkout")
    document = json.loads(SURFACE.read_bytes())
    return {
        entry["name"]: entry
        for jar in document["jars"]
        for entry in jar["classes"]
        if not entry.get("anonymous_or_synthetic")
    }


@pytest.fixture(scope="module")
def ours() -> dict[str, ClassFile]:
    if not JAR.exists():
        pytest.skip("run mvn package in mockvro/jvm")
    with zipfile.ZipFile(JAR) as jar:
        classes = [read_class(jar.read(name)) for name in jar.namelist() if name.endswith(".class")]
    return {entry.name: entry for entry in classes}


def _wanted_member(entry: dict[str, Any]) -> tuple[Any, ...]:
    return (
        entry.get("name", "<init>"),
        entry["descriptor"],
        frozenset(entry["modifiers"]),
        entry.get("generic_signature"),
        entry.get("constant_value"),
        tuple(entry.get("exceptions", ())),
        entry.get("deprecated", False),
        entry.get("annotation_default"),
    )


def _found_member(member: Member) -> tuple[Any, ...]:
    return (
        member.name,
        member.descriptor,
        frozenset(member.modifiers),
        member.signature,
        member.constant,
        member.exceptions,
        member.deprecated,
        member.annotation_default,
    )


def _wanted_members(entry: dict[str, Any]) -> set[tuple[Any, ...]]:
    members = entry["fields"] + entry["constructors"] + entry["methods"]
    return {_wanted_member(member) for member in members}


def _found_members(found: ClassFile) -> set[tuple[Any, ...]]:
    enum_constants = {f.name for f in found.fields if f.descriptor == f"L{_binary(found.name)};"}
    members = [f for f in found.fields if f.name not in enum_constants] + found.methods
    return {_found_member(member) for member in members if member.visible}


def _binary(name: str) -> str:
    return name.replace(".", "/")


def test_every_public_class_and_no_other(
    expected: dict[str, dict[str, Any]], ours: dict[str, ClassFile]
) -> None:
    public = {
        name
        for name, found in ours.items()
        if "public" in found.modifiers and not name.startswith(BESIDE_THE_SDK)
    }
    assert public == {name for name, entry in expected.items() if "public" in entry["modifiers"]}


def test_every_member(expected: dict[str, dict[str, Any]], ours: dict[str, ClassFile]) -> None:
    different = {
        name: _wanted_members(entry) ^ _found_members(ours[name])
        for name, entry in expected.items()
        if _wanted_members(entry) != _found_members(ours[name])
    }
    assert different == {}


def test_number_of_members_compared(expected: dict[str, dict[str, Any]]) -> None:
    counted = {
        name: len(_wanted_members(entry)) + len(entry.get("enum_constants", ()))
        for name, entry in expected.items()
    }
    assert counted == compared()
    assert sum(counted.values()) == 454


def test_every_class_header(
    expected: dict[str, dict[str, Any]], ours: dict[str, ClassFile]
) -> None:
    for name, entry in expected.items():
        found = ours[name]
        superclass = None if found.is_interface else found.superclass
        assert found.modifiers - {"abstract"} == set(entry["modifiers"]) - {"abstract"}, name
        assert superclass == entry["superclass"], name
        assert found.interfaces == entry["interfaces"], name
        assert found.signature == entry.get("generic_signature"), name
        assert found.deprecated == entry.get("deprecated", False), name
        assert found.major == JAVA_8, name


def test_annotations_of_classes(
    expected: dict[str, dict[str, Any]], ours: dict[str, ClassFile]
) -> None:
    for name, entry in expected.items():
        wanted = {annotation["type"] for annotation in entry.get("annotations", ())}
        assert set(ours[name].annotations) == wanted, name


def test_enum_constants_in_order(
    expected: dict[str, dict[str, Any]], ours: dict[str, ClassFile]
) -> None:
    for name, entry in expected.items():
        own = [f.name for f in ours[name].fields if f.descriptor == f"L{_binary(name)};"]
        assert own == entry.get("enum_constants", []), name


def test_serial_form(expected: dict[str, dict[str, Any]], ours: dict[str, ClassFile]) -> None:
    for name, entry in expected.items():
        uid = entry.get("serialVersionUID")
        if form := entry.get("serial_form"):
            uid = form["serialVersionUID"]
            instance = {
                (f.name, f.descriptor)
                for f in ours[name].fields
                if not f.modifiers & {"static", "transient"}
            }
            assert {field for field, _ in instance} == {f["name"] for f in form["fields"]}, name
            assert {_java_type(kind) for _, kind in instance} == {
                f["type"] for f in form["fields"]
            }, name
        if uid is not None:
            constants = {f.name: f.constant for f in ours[name].fields}
            assert constants.get("serialVersionUID") == uid, name


def _java_type(descriptor: str) -> str:
    return "long" if descriptor == "J" else descriptor[1:-1].replace("/", ".")
