from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mockvro.jvm import hatch_build

if TYPE_CHECKING:
    from pathlib import Path

MAVEN = """#!/bin/sh
echo "$JAVA_HOME" >> calls
mkdir -p dist/host && touch dist/host/h.jar
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose Maven and JDK are shell scripts."""
    jvm = tmp_path / "mockvro" / "jvm"
    (jvm / "host" / "src" / "main").mkdir(parents=True)
    (jvm / "host" / "src" / "main" / "A.java").write_text("class A {}")
    (jvm / "host" / "pom.xml").write_text("<outputDirectory>${dist}/host</outputDirectory>")
    (jvm / "dist").mkdir()
    for program, text in (("mvn", MAVEN), ("java", ""), ("javac", "")):
        path = tmp_path / "bin" / program
        path.parent.mkdir(exist_ok=True)
        path.write_text(text or "#!/bin/sh\n")
        path.chmod(0o755)
    (tmp_path / "release").write_text('JAVA_VERSION="17.0.1"\n')
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    return tmp_path


def test_builds_once_then_rests(project: Path) -> None:
    assert hatch_build.build(project)
    assert not hatch_build.build(project)
    assert (project / "mockvro/jvm/calls").read_text() == f"{project}\n"


def test_builds_again_when_a_source_changes(project: Path) -> None:
    hatch_build.build(project)
    (project / "mockvro/jvm/host/src/main/A.java").write_text("class A { int a; }")
    assert hatch_build.build(project)


def test_builds_again_when_a_jar_is_gone(project: Path) -> None:
    hatch_build.build(project)
    (project / "mockvro/jvm/dist/host/h.jar").unlink()
    assert hatch_build.build(project)


def test_missing_maven_is_one_line(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "bin/mvn").unlink()
    monkeypatch.setenv("PATH", str(project / "bin"))
    with pytest.raises(SystemExit, match=r"Maven is missing.*apt install maven") as caught:
        hatch_build.build(project)
    assert "\n" not in str(caught.value)


def test_missing_jdk_is_one_line(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "bin/javac").unlink()
    monkeypatch.setenv("PATH", str(project / "bin"))
    with pytest.raises(SystemExit, match="no JDK 17 or newer") as caught:
        hatch_build.build(project)
    assert "\n" not in str(caught.value)
    assert "Maven" not in str(caught.value)


def test_both_missing_are_named_at_once(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "bin/javac").unlink()
    (project / "bin/mvn").unlink()
    monkeypatch.setenv("PATH", str(project / "bin"))
    with pytest.raises(SystemExit, match=r"no JDK 17 or newer.*Maven is missing, too") as caught:
        hatch_build.build(project)
    assert "\n" not in str(caught.value)


def test_failing_maven_shows_its_messages(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (project / "bin/mvn").write_text("#!/bin/sh\necho 'cannot find symbol'; exit 1\n")
    with pytest.raises(SystemExit, match="Maven failed"):
        hatch_build.build(project)
    assert "cannot find symbol" in capfd.readouterr().err
