import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from harness.cli.main import execute

VSO_XML = """\
<?xml version="1.0" encoding="UTF-8"?>
<module xmlns="http://www.vmware.com/support/orchestrator/plugin-4-1.xsd"
  name="Tiny" version="1.0.0" build-number="7" image="i.png">
  <description>Tiny plug-in</description>
</module>
"""


class Ran:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def vroaccept(capfd: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run the command line in this process."""

    def run(*arguments: object) -> Ran:
        capfd.readouterr()
        code = execute([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return Ran(code, out, err)

    return run


@pytest.fixture
def tiny_dar(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.dar"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("VSO-INF/vso.xml", VSO_XML)
        archive.writestr("resources/images/i.png", b"\x89PNG")
    return path
