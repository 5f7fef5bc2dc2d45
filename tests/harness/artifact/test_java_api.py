"""What the code asks of the JDK is judged by the oldest Java of the claimed releases."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from harness.artifact import inspect_artifact
from harness.artifact.javalevels import beyond_java_8, oldest_java
from harness.case.model import Case, Claims
from harness.case.model import Plugin as PluginCase
from mockvro.jvm import locate
from sample_plugins.misbehaving.base import build, sound_parts
from sample_plugins.misbehaving.base.parts import DESCRIPTOR, JAR

if TYPE_CHECKING:
    from pathlib import Path

NEW_METHOD = "public class Odd { public boolean run(String s) { return s.isBlank(); } }"
NEW_CLASS = (
    "public class Odd { public Object run() { return java.net.http.HttpClient.newHttpClient(); } }"
)
DROPPED = "public class Odd { public Object run() { return javax.xml.bind.JAXB.class; } }"
OBJECT = (
    '<object script-name="Odd" java-class="org.example.Odd" create="false">'
    "<description>Odd one</description></object>"
)
JAVA_8 = b"\0\x34"


def _compiled(folder: Path, source: str, release: str) -> bytes:
    (folder / "Odd.java").write_text(f"package org.example; {source}")
    javac = str(locate.javac().javac)
    options = ["-nowarn", "-Xlint:-options", "--release", release, "-d", str(folder)]
    subprocess.run([javac, *options, str(folder / "Odd.java")], check=True)
    data = (folder / "org/example/Odd.class").read_bytes()
    return data[:6] + JAVA_8 + data[8:]


def _found(folder: Path, source: str, release: str, *claimed: str) -> list[str]:
    parts = sound_parts()
    parts.jars[JAR]["org/example/Odd.class"] = _compiled(folder, source, release)
    parts.replace_in(DESCRIPTOR, "  </scripting-objects>", f"{OBJECT}</scripting-objects>")
    path = folder / parts.file
    path.write_bytes(build(parts))
    case = Case(plugin=PluginCase(name="Beacon"), claims=Claims(releases=claimed))
    found = inspect_artifact(path, case=case).of("pkg.api-missing")
    return [f"{each.effect} {each.summary.removeprefix('the code uses ')}" for each in found]


@pytest.mark.needs_java
def test_a_method_that_is_too_new(tmp_path: Path) -> None:
    (found,) = _found(tmp_path, NEW_METHOD, "11", "7.6", "8.4")
    assert found.startswith("fail method java.lang.String.isBlank()Z")
    assert _found(tmp_path, NEW_METHOD, "11", "8.4") == []
    assert _found(tmp_path, NEW_METHOD, "11") == []


@pytest.mark.needs_java
def test_a_class_that_is_too_new(tmp_path: Path) -> None:
    found = _found(tmp_path, NEW_CLASS, "11", "7.6")
    assert found
    assert all(each.startswith("fail class java.net.http.HttpClient") for each in found)
    assert _found(tmp_path, NEW_CLASS, "11", "8.4") == []


@pytest.mark.needs_java
def test_a_package_that_was_dropped(tmp_path: Path) -> None:
    (found,) = _found(tmp_path, DROPPED, "8", "7.6", "8.4")
    assert found == "warn javax.xml.bind, which Java has no more in 8.4"
    assert _found(tmp_path, DROPPED, "8", "7.6") == []
    assert _found(tmp_path, DROPPED, "8") == []


def test_the_oldest_java_counts() -> None:
    assert oldest_java(("8.4", "7.6", "8.18")) == 8
    assert oldest_java(("8.4",)) == 11
    assert oldest_java(("8.18",)) is None
    assert oldest_java(()) is None


def test_releases_beyond_java_8() -> None:
    assert beyond_java_8(("7.6", "8.3", "8.4", "8.18", "9.0")) == ("8.4", "8.18", "9.0")
