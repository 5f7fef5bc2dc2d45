"""Every package that can be had: all of it parses, is written again the same, and compiles."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mockvro.content import action, configuration, policy, workflow
from mockvro.content.archive import open_archive
from mockvro.content.encoding import decode_utf16
from mockvro.content.errors import ContentError
from mockvro.content.package import parse_element, read_package
from mockvro.scripting.sources import scripts_of
from mockvro.store import Element, Kind
from sample_plugins.build import PluginSource
from sample_plugins.build.content import pack
from sample_plugins.misbehaving.dynamic.bases import DEPOT

if TYPE_CHECKING:
    from mockvro.content.package import Package
    from mockvro.embed import Server

VARIABLE = "VROACCEPT_REDIS_VMOAPP"
SAMPLES = Path(__file__).parents[3] / "sample_plugins"
WRITERS = {
    Kind.WORKFLOW: (workflow.parse_workflow, workflow.write_workflow),
    Kind.ACTION: (action.parse_action, action.write_action),
    Kind.CONFIGURATION: (configuration.parse_configuration, configuration.write_configuration),
    Kind.POLICY: (policy.parse_policy, policy.write_policy),
}


def lighthouse() -> bytes:
    return pack(PluginSource.load(SAMPLES / "lighthouse"), None)


def misbehaving() -> bytes:
    return pack(PluginSource.load(DEPOT.folder), None)


def redis() -> bytes:
    path = os.environ.get(VARIABLE, "")
    if not Path(path).is_file():
        pytest.skip(f"{VARIABLE} does not name the published Redis plug-in")
    dar = open_archive(Path(path), name="redis").read("o11nplugin-redis.dar")
    inner = open_archive(dar, name="redis dar")
    return inner.read("resources/packages/o11nplugin-redis-package-1.0.0.package")


@pytest.fixture(params=[lighthouse, misbehaving, redis], ids=lambda each: each.__name__)
def package(request: pytest.FixtureRequest) -> Package:
    found = read_package(request.param())
    assert found.elements
    return found


def stored(package: Package) -> list[Element]:
    return [
        Element(kind=each.type, id=each.id, name=each.id, data=each.data)
        for each in package.elements
    ]


def texts(package: Package) -> list[Any]:
    """What is XML in it; files are as they are."""
    return [each for each in package.elements if Kind(each.type) in WRITERS]


def test_what_is_parsed_is_written_the_same(package: Package) -> None:
    for element in texts(package):
        assert parse_element(element) is not None
        parse, write = WRITERS[Kind(element.type)]
        first = parse(decode_utf16(element.data))
        assert parse(write(first)) == first  # type: ignore[operator]  # the pair belongs together


def test_a_truncated_element_is_an_error(package: Package) -> None:
    for element in texts(package):
        text = decode_utf16(element.data)
        parse, _ = WRITERS[Kind(element.type)]
        for part in (2, 3, 10):
            with pytest.raises(ContentError):
                parse(text[: len(text) - len(text) // part])


def test_an_unknown_item_is_named(package: Package) -> None:
    for element in package.elements:
        if element.type != Kind.WORKFLOW:
            continue
        text = decode_utf16(element.data)
        broken = re.sub(r'type="(task|link)"', 'type="teleport"', text, count=1)
        assert broken != text
        with pytest.raises(ContentError, match=r"item 'item\d+' has the unknown type 'teleport'"):
            workflow.parse_workflow(broken)


@pytest.mark.needs_java
def test_every_script_compiles(package: Package, server: Server) -> None:
    count = 0
    for element in stored(package):
        for script in scripts_of(element):
            server.services.runtime.ask("script.compile", {"source": script.source})
            assert server.services.runtime.ask("script.warnings", {"source": script.source}) == []
            count += 1
    assert count
