"""Runs of the command line against Orchestrators outside the process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import msgspec
import pytest

from harness.errors import UsageError
from harness.orchestrator import Access
from sample_plugins.build.__main__ import main as build_samples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docker import DockerClient

ROOT = Path(__file__).parents[2]
CASE = ROOT / "sample_plugins" / "lighthouse" / "acceptance.toml"
LIMIT_S = 240.0
_START = (sys.executable, "-c", "import sys; from harness.cli.main import main; sys.exit(main())")


class Run(msgspec.Struct):
    """A ``vroaccept run --json`` that has ended."""

    code: int
    err: str
    answer: dict[str, Any]

    @property
    def outcomes(self) -> dict[str, dict[str, Any]]:
        """The outcome of every check of the plan, by id."""
        return {each["check"]: each["outcome"] for each in self.answer["results"]}

    def member(self, name: str) -> bytes:
        """A file of the bundle."""
        with ZipFile(self.answer["bundle"]) as bundle:
            return bundle.read(name)


@pytest.fixture(scope="session")
def lighthouse() -> Path:
    """The good plug-in; its case names the documentation in this folder."""
    build_samples(["lighthouse", "--out", str(ROOT / "build")])
    return ROOT / "build" / "lighthouse-1.0.0.vmoapp"


@pytest.fixture(scope="session")
def vroaccept(lighthouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Run]:
    """Run the core plan on the good plug-in with further arguments."""

    def run(*arguments: str, **environment: str) -> Run:
        out = tmp_path_factory.mktemp("out")
        command = [*_START, "run", str(lighthouse), "--case", str(CASE), "--out", str(out)]
        command += ["--plan", str(ROOT / "tests" / "plans" / "core.toml")]
        done = subprocess.run(
            [*command, "--seed", "1", "--json", *arguments],
            cwd=ROOT,
            env=os.environ | environment,
            capture_output=True,
            text=True,
            timeout=LIMIT_S,
            check=False,
        )
        return Run(done.returncode, done.stderr, json.loads(done.stdout or "{}"))

    return run


@pytest.fixture(scope="session")
def engine() -> Iterator[DockerClient]:
    """A container engine that has our image, made from these sources."""
    pytest.importorskip("docker")
    from harness.orchestrator.container_engine import connect  # noqa: PLC0415 - optional

    image = Access().image_name
    try:
        client = connect(image)
    except UsageError as exc:
        pytest.skip(str(exc))
    if _digest_in(client, image) != _digest_here():
        client.close()
        pytest.skip(f"the image {image} is made from other sources; build it again")
    yield client
    client.close()


_DIGEST = """
import hashlib, pathlib, mockvro
root, total = pathlib.Path(mockvro.__file__).parent, hashlib.sha256()
for file in sorted([*root.rglob("*.py"), root / "jvm" / "dist" / "SOURCES.sha256"]):
    total.update(str(file.relative_to(root)).encode() + file.read_bytes())
print(total.hexdigest())
"""


def _digest_in(client: DockerClient, image: str) -> str:
    output = client.containers.run(
        image,
        ["-c", _DIGEST],
        entrypoint="/opt/mockvro/bin/python",
        network_mode="none",
        tmpfs={"/data": ""},  # else its volume would stay
        remove=True,
    )
    return bytes(output).decode()


def _digest_here() -> str:
    command = [sys.executable, "-c", _DIGEST]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
