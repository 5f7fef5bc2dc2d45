import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from harness.cli import checks as checks_module
from harness.cli import main as main_module
from harness.errors import CannotJudgeError
from mockvro.errors import MockvroError


def run_main(monkeypatch: pytest.MonkeyPatch, problem: BaseException) -> int:
    def raising(**_: object) -> None:
        raise problem

    monkeypatch.setattr(main_module, "app", raising)
    monkeypatch.setattr(sys, "argv", ["vroaccept"])
    with pytest.raises(SystemExit) as caught:
        main_module.main()
    return int(caught.value.code or 0)


@pytest.fixture(autouse=True)
def _keep_handler() -> object:
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.mark.parametrize(
    ("problem", "code", "told"),
    [
        (CannotJudgeError("w", where="p", advice="a"), 3, "vroaccept: p: w - a\n"),
        (MockvroError("w"), 4, "vroaccept: w\n"),
        (KeyboardInterrupt(), 130, "vroaccept: interrupted\n"),
    ],
)
def test_a_problem_is_one_line_with_its_exit_code(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    problem: BaseException,
    *,
    code: int,
    told: str,
) -> None:
    assert run_main(monkeypatch, problem) == code
    assert capsys.readouterr().err == told


def test_an_interrupt_is_told_although_the_library_is_silent(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(checks_module, "command", interrupted)
    assert main_module.execute(["checks"]) == 130
    assert capsys.readouterr().err == "vroaccept: interrupted\n"


def test_a_defect_of_ours_is_never_taken_for_a_rejection(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_main(monkeypatch, ValueError("oops")) == 4
    err = capsys.readouterr().err
    assert "ValueError: oops" in err
    assert err.splitlines()[-1].endswith("please report the lines above")


def test_the_command_runs_as_a_program() -> None:
    root = Path(main_module.__file__).parents[2]
    code = "from harness.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "checks", "no.such"],
        env=os.environ | {"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
