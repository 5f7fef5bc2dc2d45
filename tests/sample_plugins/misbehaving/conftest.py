import json
import os
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from harness.cli.main import execute
from sample_plugins.build import Builder, Built
from sample_plugins.misbehaving.dynamic import DEPOT, LIGHTHOUSE, VARIANTS, Variant, merge
from sample_plugins.misbehaving.dynamic.bases import Base

Document = dict[str, object]
SEED = "7"
EARLIER = {
    name: source.name
    for merged in (*merge(VARIANTS), *VARIANTS)
    for variant in ((merged,) if isinstance(merged, Variant) else merged.variants)
    if (source := variant.earlier_source()) is not None
    for name in (merged.name,)
}
"""The earlier release that a run is told of, by what it runs on."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run each variant by itself only when asked, and of the others those whose turn it is."""
    every = config.getoption("--every-variant")
    kept = [
        item
        for item in items
        if (every or item.get_closest_marker("every_variant") is None) and _has_its_turn(item)
    ]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def _has_its_turn(item: pytest.Item) -> bool:
    turn = os.environ["VROACCEPT_TURN"]
    if turn == "all" or item.get_closest_marker("in_turn") is None:
        return True
    number, turns = map(int, turn.split("/"))
    return zlib.crc32(item.name.encode()) % turns == number


class Plugins:
    """Every variant, merged or not, and the sound plug-ins; each is built when it is wanted."""

    def __init__(self, builder: Builder) -> None:
        sources = [DEPOT.source(), LIGHTHOUSE.source(), *(each.source() for each in VARIANTS)]
        sources += [merged.built_from for merged in merge(VARIANTS)]
        sources += filter(None, (variant.earlier_source() for variant in VARIANTS))
        self._sources = {source.name: source for source in sources}
        self._builder = builder

    def __getitem__(self, name: str) -> Built:
        return self._builder.build(self._sources[name])


@pytest.fixture(scope="session")
def plugins() -> Iterator[Plugins]:
    with Builder() as builder:
        yield Plugins(builder)


@pytest.fixture
def run(
    plugins: Plugins, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, dict]]:
    """Runs ``vroaccept run`` on a variant; gives exit code and the JSON answer."""

    def run(
        name: str, checks: tuple[str, ...] = (), case: str = "", base: Base = DEPOT
    ) -> tuple[int, dict]:
        folder = tmp_path / "submission"
        artifact = plugins[name].write(folder)
        only = [part for check in checks for part in ("--only", check)]
        if earlier := EARLIER.get(name):
            only += ["--previous", str(plugins[earlier].write(tmp_path / "earlier"))]
        command = ["run", str(artifact), "--case", str(base.write_case(folder, case))]
        command += ["--out", str(tmp_path / "out"), "--plan", "certification"]
        code = execute([*command, "--attempts", "1", "--seed", SEED, "--json", *only])
        out, err = capfd.readouterr()
        assert out, err
        return code, json.loads(out)

    return run
