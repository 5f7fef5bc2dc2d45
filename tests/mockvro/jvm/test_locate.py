from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from mockvro.jvm import locate

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _forget() -> None:
    locate._find.cache_clear()


def _installation(folder: Path, release: str | None, *programs: str, script: str = "") -> Path:
    (folder / "bin").mkdir(parents=True)
    for program in programs:
        path = folder / "bin" / program
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
    if release:
        (folder / "release").write_text(f'IMPLEMENTOR="x"\nJAVA_VERSION="{release}"\n')
    return folder


def _use(monkeypatch: pytest.MonkeyPatch, home: Path | None, path: Path | None) -> None:
    if home:
        monkeypatch.setenv("JAVA_HOME", str(home))
    else:
        monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(path / "bin") if path else "")


def test_java_home_comes_before_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = _installation(tmp_path / "first", "21.0.1", "java")
    second = _installation(tmp_path / "second", "17.0.15", "java")
    _use(monkeypatch, first, second)
    found = locate.java()
    assert (found.version, found.java) == (21, first / "bin" / "java")


def test_too_old_java_home_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = _installation(tmp_path / "old", "1.8.0_302", "java")
    new = _installation(tmp_path / "new", "17", "java")
    _use(monkeypatch, old, new)
    assert locate.java().home == new


def test_a_runtime_is_not_a_jdk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _use(monkeypatch, _installation(tmp_path / "jre", "17.0.2", "java"), None)
    assert locate.java().version == 17
    with pytest.raises(locate.JavaNotFoundError, match="no JDK 17 or newer"):
        locate.javac()


def test_error_is_one_line_with_advice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _use(monkeypatch, _installation(tmp_path / "old", "11.0.2", "java"), None)
    with pytest.raises(locate.JavaNotFoundError) as caught:
        locate.java()
    assert "\n" not in str(caught.value)
    assert "(11)" in str(caught.value)
    assert "openjdk-17" in str(caught.value)


def test_nothing_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    _use(monkeypatch, None, None)
    with pytest.raises(locate.JavaNotFoundError, match="JAVA_HOME and PATH"):
        locate.java()


def test_asks_a_launcher_without_release_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = _installation(tmp_path / "real", None, "java")
    script = f"echo '  java.home = {real}' >&2; echo '  java.specification.version = 19' >&2"
    stub = _installation(tmp_path / "stub", None, "java", script=script)
    _use(monkeypatch, stub, None)
    monkeypatch.setenv("PATH", os.defpath)
    assert locate.java() == locate.JavaHome(real, 19)


def test_a_broken_launcher_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _use(monkeypatch, _installation(tmp_path / "broken", None, "java", script="exit 3"), None)
    with pytest.raises(locate.JavaNotFoundError, match="does not answer"):
        locate.java()


@pytest.mark.parametrize(
    ("text", "feature"), [("17.0.15", 17), ("1.8.0_302", 8), ("21", 21), ("9-ea", 9), ("?", 0)]
)
def test_feature_release(text: str, feature: int) -> None:
    assert locate._feature(text) == feature


def test_missing_jars_say_how_to_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locate, "_DIST", tmp_path / "dist")
    with pytest.raises(locate.JarsMissingError, match="mvn -q -B -DskipTests package"):
        locate.dist()


def test_classpath_is_sorted_and_complete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in locate.FOLDERS:
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "b.jar").touch()
        (tmp_path / folder / "a.jar").touch()
    monkeypatch.setattr(locate, "_DIST", tmp_path)
    names = [jar.relative_to(tmp_path).as_posix() for jar in locate.classpath("common", "host")]
    assert names == ["common/a.jar", "common/b.jar", "host/a.jar", "host/b.jar"]
