from __future__ import annotations

import io
import struct
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockvro.content.package import read_package, verify_package
from mockvro.jvm import locate
from sample_plugins.build import BuildError, PluginSource, build
from sample_plugins.build.__main__ import main
from sample_plugins.build.archives import MANIFEST, write_jar, write_zip
from sample_plugins.build.content import stored_signer

needs_java = pytest.mark.needs_java
SETTINGS = 'artifact = "tiny"\nversion = "1.2.3"\n'
DESCRIPTOR = '<module name="Tiny" version="1.2.3" build-number="4" image="i.png"/>'
ACTION = '<dunes-script-module name="a" result-type="void" id="A1"/>'


def tiny(**files: str) -> PluginSource:
    base = PluginSource(
        name="tiny",
        files={"plugin.toml": SETTINGS.encode(), "VSO-INF/vso.xml": DESCRIPTOR.encode()},
    )
    return base.overlay("tiny", {path.replace("__", "/"): text for path, text in files.items()})


def opened(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


def java(body: str = "") -> dict[str, str]:
    return {"java/t/Tiny.java": f"package t; public class Tiny {{ {body} }}"}


@needs_java
def test_a_vmoapp_holds_the_dar_and_the_licence() -> None:
    source = tiny().overlay("tiny", {**java(), "eula.txt": "licence"})
    (built,) = build([source])
    outer = opened(built.artifact)
    assert outer.namelist() == [MANIFEST, "VSO-INF/vsoapp.txt", "tiny.dar"]
    assert outer.read("VSO-INF/vsoapp.txt") == b"licence"
    assert outer.read("tiny.dar") == built.dar
    assert built.file_name == "tiny-1.2.3.vmoapp"


@needs_java
def test_a_dar_holds_descriptor_classes_and_resources() -> None:
    source = tiny().overlay("tiny", {**java(), "resources/images/i.png": b"png"})
    (built,) = build([source])
    dar = opened(built.dar)
    assert set(dar.namelist()) == {
        MANIFEST,
        "VSO-INF/vso.xml",
        "lib/tiny-1.2.3.jar",
        "resources/images/i.png",
    }
    jar = opened(dar.read("lib/tiny-1.2.3.jar"))
    assert "Implementation-Version: 1.2.3" in jar.read(MANIFEST).decode()
    assert struct.unpack(">H", jar.read("t/Tiny.class")[6:8]) == (52,)


@needs_java
def test_a_bare_dar_is_the_artifact_when_asked_for() -> None:
    source = tiny().overlay("tiny", {"plugin.toml": SETTINGS + "vmoapp = false\n", **java()})
    (built,) = build([source])
    assert (built.file_name, built.artifact) == ("tiny-1.2.3.dar", built.dar)


@needs_java
def test_the_same_sources_give_the_same_bytes() -> None:
    source = tiny().overlay("tiny", java("int a;"))
    assert build([source])[0].artifact == build([source])[0].artifact


@needs_java
def test_many_variants_keep_apart() -> None:
    base = tiny().overlay("tiny", java())
    variants = [base.overlay(f"v{n}", java(f"public int a{n};")) for n in range(5)]
    for number, built in enumerate(build(variants)):
        jar = opened(opened(built.dar).read("lib/tiny-1.2.3.jar"))
        assert built.name == f"v{number}"
        assert f"a{number}".encode() in jar.read("t/Tiny.class")


@needs_java
def test_compiler_messages_are_the_error() -> None:
    good, bad = tiny().overlay("good", java()), tiny().overlay("bad", java("int a = missing;"))
    with pytest.raises(BuildError, match=r"bad: (.|\n)*cannot find symbol"):
        build([good, bad, good])


@needs_java
def test_java_after_level_8_is_refused() -> None:
    with pytest.raises(BuildError, match="isBlank"):
        build([tiny().overlay("new", java('boolean b = "".isBlank();'))])


@needs_java
def test_platform_jars_are_chosen_by_name() -> None:
    uses = {"java/t/Tiny.java": "package t; class Tiny { org.mozilla.javascript.Context c; }"}
    with pytest.raises(BuildError, match=r"org\.mozilla"):
        build([tiny().overlay("without", uses)])
    build([tiny().overlay("with", {**uses, "plugin.toml": f'{SETTINGS}platform = ["rhino"]'})])
    with pytest.raises(BuildError, match="no hibernate"):
        build([tiny().overlay("none", {"plugin.toml": f'{SETTINGS}platform = ["hibernate"]'})])


@needs_java
@pytest.mark.parametrize("signer", ["", "CN=Someone,O=Example"])
def test_content_is_packed_and_signed(signer: str) -> None:
    settings = f'{SETTINGS}package = "t.p"\nmodule = "Tiny#1.2.3"\nsigner = "{signer}"\n'
    source = tiny().overlay("t", {"plugin.toml": settings, "content/actions/t.m/a.xml": ACTION})
    (built,) = build([source])
    package = read_package(opened(built.dar).read("resources/packages/tiny-1.2.3.package"))
    (element,) = package.elements
    assert (package.name, element.id, element.path) == ("t.p", "A1", "t.m")
    assert element.text == ACTION
    assert package.signer == signer
    assert verify_package(package).verified is bool(signer)


@needs_java
@pytest.mark.parametrize(("text", "what"), [("<a", "a.xml"), ("<a/>", "no id")])
def test_broken_content_is_named(text: str, what: str) -> None:
    settings = f'{SETTINGS}package = "t.p"\n'
    source = tiny().overlay("t", {"plugin.toml": settings, "content/actions/m/a.xml": text})
    with pytest.raises(BuildError, match=what):
        build([source])


def test_overlays_replace_add_and_remove() -> None:
    source = tiny(docs__a="1", docs__b="2").overlay("v", {"docs/a": None, "docs/c": b"3"})
    assert source.below("docs") == {"b": b"2", "c": b"3"}
    changed = source.replace("w", "VSO-INF/vso.xml", 'build-number="4"', 'build-number="5"')
    assert 'build-number="5"' in changed.text("VSO-INF/vso.xml")
    assert 'build-number="4"' in source.text("VSO-INF/vso.xml")


@pytest.mark.parametrize("passage", ["nowhere", "i"])
def test_a_passage_must_occur_exactly_once(passage: str) -> None:
    with pytest.raises(BuildError, match="not once"):
        tiny().replace("v", "VSO-INF/vso.xml", passage, "")


@pytest.mark.parametrize("text", ["artifact = 1", "= x", 'artifact = "a"\nversion = "1"\nodd = 1'])
def test_broken_settings_are_named(text: str) -> None:
    with pytest.raises(BuildError, match=r"plugin\.toml"):
        _ = tiny().overlay("v", {"plugin.toml": text}).settings


def test_folders_without_settings_are_no_sources(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"no plugin\.toml"):
        PluginSource.load(tmp_path)


def test_keys_are_made_once(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "k.pem"
    first, second = stored_signer("CN=A", file), stored_signer("CN=A", file)
    assert first.certificate == second.certificate
    assert file.stat().st_mode & 0o077 == 0


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}(/[a-z]{1,8})?", fullmatch=True), st.binary()))
def test_zips_are_ordered_and_complete(files: dict[str, bytes]) -> None:
    archive = opened(write_zip(files))
    assert archive.namelist() == sorted(files)
    assert {name: archive.read(name) for name in files} == files


def test_jars_begin_with_their_manifest() -> None:
    assert opened(write_jar({"A.class": b""}, "t", "1")).namelist() == [MANIFEST, "A.class"]


@needs_java
def test_command_builds_lighthouse(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lighthouse", "--out", str(tmp_path)]) == 0
    artifact = Path(capsys.readouterr().out.strip())
    assert artifact == tmp_path / "lighthouse-1.0.0.vmoapp"
    docs = zipfile.ZipFile(tmp_path / "lighthouse-1.0.0-docs.zip")
    assert "release-notes.md" in docs.namelist()


def test_command_explains_what_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["no-such-sample"]) == 1
    assert "no plugin.toml" in capsys.readouterr().err


@needs_java
def test_the_batch_program_ends_with_its_input() -> None:
    program = Path(locate.__file__).parents[2] / "sample_plugins" / "build" / "Batch.java"
    command = [str(locate.javac().java), str(program)]
    done = subprocess.run(command, input="", capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == ""
