"""The one published package at hand; obtained for a run, never committed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mockvro.content.archive import open_archive
from mockvro.content.package import read_package, verify_package

VARIABLE = "VROACCEPT_REDIS_VMOAPP"


@pytest.fixture(scope="module")
def redis() -> bytes:
    path = os.environ.get(VARIABLE)
    if not path or not Path(path).is_file():
        pytest.skip(f"{VARIABLE} does not name the published Redis plug-in")
    dar = open_archive(Path(path), name="redis").read("o11nplugin-redis.dar")
    inner = open_archive(dar, name="redis dar")
    return inner.read("resources/packages/o11nplugin-redis-package-1.0.0.package")


def test_redis_package(redis: bytes) -> None:
    package = read_package(redis)
    assert package.name == "com.vmware.library.redis"
    assert package.problems == ()
    assert [element.path for element in package.elements] == [
        "Library/Redis/Configuration",
        "Library/Redis",
    ]
    report = verify_package(package)
    assert report.verified
    assert len(report.verified_entries) == 10
    assert report.sample_key
    assert report.key_bits == 2048
