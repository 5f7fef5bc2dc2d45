"""The engine with suites made up here: real processes, no Orchestrator."""

import os
import signal
import textwrap
import time
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from harness.case import Case, Plugin
from harness.checks import CheckOutcome, Level, Outcome, Plan, ReasonCode
from harness.checks.journal import Event
from harness.checks.outcome import OwnOutcome
from harness.checks.registry import spec_of
from harness.errors import CannotJudgeError
from harness.run import RunFolder, RunRequest, execute
from harness.run import engine as engine_module

HEAD = """\
import os, subprocess, sys, time
from harness.pytest_plugin import check
"""
STATIC, OTHER, DYNAMIC = "pkg.debris", "pkg.native-code", "inv.null-list"


class Recorder:
    def __init__(self) -> None:
        self.attempts: list[tuple[int, tuple[str, ...]]] = []
        self.events: list[Event] = []

    def attempt(self, number: int, checks: tuple[str, ...]) -> None:
        self.attempts.append((number, checks))

    def event(self, event: Event) -> None:
        self.events.append(event)


class Bench:
    def __init__(self, folder: Path) -> None:
        self.suites = folder / "suites"
        self.suites.mkdir()
        self.case = folder / "acceptance.toml"
        self.case.write_text('[plugin]\nname = "P"\n')
        self.artifact = folder / "p.dar"
        self.artifact.write_bytes(b"no archive")
        self.folder = RunFolder(folder / "out")
        self.folder.create()
        self.progress = Recorder()

    def suite(self, name: str, body: str) -> None:
        (self.suites / f"test_{name}.py").write_text(HEAD + textwrap.dedent(body))

    def run(self, *checks: str, **options: object) -> dict[tuple[str, int], CheckOutcome]:
        plan = Plan(
            name="p",
            version="1",
            title="t",
            checks={spec_of(check).ref: Level.MANDATORY for check in checks},
        )
        request = RunRequest(
            artifact=self.artifact,
            case=Case(plugin=Plugin(name="P"), path=self.case),
            plan=plan,
            **options,  # type: ignore[arg-type]
        )
        outcomes = execute(request, self.folder, self.progress, suites=self.suites)
        return {(outcome.check, outcome.attempt): outcome for outcome in outcomes}


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def passing(check: str) -> str:
    return f"""
        @check("{check}")
        def test_{check.replace(".", "_").replace("-", "_")}(judge):
            judge.covered("things")
    """


def test_every_kind_of_end_becomes_its_outcome(bench: Bench) -> None:
    bench.suite("pass", passing(STATIC))
    bench.suite(
        "others",
        """
        @check("pkg.native-code")
        def test_fail(judge):
            judge.fail("a defect")

        @check("pkg.java-level")
        def test_error(judge):
            raise ValueError("ours")

        @check("pkg.api-missing")
        def test_no_need(judge):
            judge.not_exercised("no class")
        """,
    )
    outcomes = bench.run(STATIC, OTHER, "pkg.java-level", "pkg.api-missing")
    assert {check: outcome.outcome for (check, _), outcome in outcomes.items()} == {
        STATIC: Outcome.PASSED,
        OTHER: Outcome.FAILED,
        "pkg.java-level": Outcome.ERROR,
        "pkg.api-missing": Outcome.NOT_EXERCISED,
    }
    assert outcomes["pkg.java-level", 1].reason == "ValueError: ours"
    assert bench.progress.attempts == [(1, (STATIC, OTHER, "pkg.java-level", "pkg.api-missing"))]


def test_a_process_that_dies_costs_the_check_it_was_in(bench: Bench) -> None:
    bench.suite("a", passing(STATIC))
    bench.suite("b", "@check('pkg.native-code')\ndef test_die(judge):\n    os._exit(7)\n")
    bench.suite("c", passing("pkg.java-level"))
    outcomes = bench.run(STATIC, OTHER, "pkg.java-level")
    died = outcomes.pop((OTHER, 1))
    assert (died.outcome, died.code) == (Outcome.ERROR, ReasonCode.DIED)
    assert died.reason == "the process ended with 7"
    assert {outcome.outcome for outcome in outcomes.values()} == {Outcome.PASSED}
    assert len(outcomes) == 2


def test_a_check_that_hangs_is_ended_and_the_next_one_runs(bench: Bench) -> None:
    bench.suite("a", "@check('pkg.native-code')\ndef test_hang(judge):\n    time.sleep(600)\n")
    bench.suite("b", passing("pkg.java-level"))
    outcomes = bench.run(OTHER, "pkg.java-level", check_seconds=1.0)
    assert outcomes[OTHER, 1].code is ReasonCode.TIMEOUT
    assert outcomes["pkg.java-level", 1].outcome is Outcome.PASSED


def test_the_limit_of_the_run_ends_it_with_everything_it_started(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hours_pass_once_the_check_hangs() -> float:
        return time.monotonic() + (7200 if (bench.suites / "child").exists() else 0)

    clock = SimpleNamespace(monotonic=hours_pass_once_the_check_hangs)
    monkeypatch.setattr(engine_module, "time", clock)
    bench.suite(
        "a",
        """
        @check("pkg.native-code")
        def test_hang(judge):
            sleeper = [sys.executable, "-c", "import time; time.sleep(600)"]
            child = subprocess.Popen(sleeper, start_new_session=True)
            print("child", child.pid, file=sys.__stderr__, flush=True)
            place = os.path.join(os.path.dirname(__file__), "child")
            with open(place + ".new", "w") as file:
                file.write(str(child.pid))
            os.replace(place + ".new", place)
            time.sleep(600)
        """,
    )
    outcomes = bench.run(OTHER, "pkg.java-level", total_seconds=3600.0)
    assert outcomes[OTHER, 1].outcome is Outcome.ERROR
    assert outcomes["pkg.java-level", 1].code is ReasonCode.NOT_RUN
    child = int((bench.suites / "child").read_text())
    assert not psutil.pid_exists(child) or psutil.Process(child).status() == "zombie"


def test_a_dynamic_finding_is_reproduced(bench: Bench) -> None:
    bench.suite("a", "@check('inv.null-list')\ndef test_x(judge):\n    judge.fail('null')\n")
    outcomes = bench.run(DYNAMIC, attempts=3)
    assert [outcome.outcome for outcome in outcomes.values()] == [Outcome.FAILED] * 3
    assert [number for number, _ in bench.progress.attempts] == [1, 2, 3]


def test_a_finding_that_does_not_come_back_is_not_asked_for_again(bench: Bench) -> None:
    bench.suite(
        "a",
        """
        @check("inv.null-list")
        def test_flaky(judge, submission):
            judge.covered("calls")
            if submission.attempt == 1:
                judge.fail("once")
        """,
    )
    outcomes = bench.run(DYNAMIC, attempts=3)
    assert [outcome.outcome for outcome in outcomes.values()] == [Outcome.FAILED, Outcome.PASSED]


def test_a_static_finding_is_not_repeated(bench: Bench) -> None:
    bench.suite("a", "@check('pkg.native-code')\ndef test_x(judge):\n    judge.fail('x')\n")
    assert len(bench.run(OTHER)) == 1


def test_a_broken_suite_costs_its_own_checks_only(bench: Bench) -> None:
    bench.suite("a", passing(STATIC))
    bench.suite("b", "import no_such_module\n")
    assert set(bench.run(STATIC, OTHER)) == {(STATIC, 1)}


def test_no_outcome_at_all_is_told_with_the_last_words(bench: Bench) -> None:
    bench.suite("b", "import no_such_module\n")
    with pytest.raises(CannotJudgeError, match=r"no check came to an outcome: .*no_such_module"):
        bench.run(STATIC)


def test_settings_of_pytest_outside_do_not_count(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTEST_ADDOPTS", "--no-such-option")
    bench.suite("a", passing(STATIC))
    assert bench.run(STATIC)[STATIC, 1].outcome is Outcome.PASSED


def test_secrets_are_handed_over_but_not_kept(bench: Bench) -> None:
    bench.suite(
        "a",
        """
        @check("pkg.debris")
        def test_x(judge, submission):
            judge.covered("secrets", int(submission.secrets == {"password": "s3cret!"}))
        """,
    )
    outcome = bench.run(STATIC, secrets={"password": "s3cret!"})[STATIC, 1]
    assert outcome.outcome is Outcome.PASSED
    kept = [path for path in bench.folder.path.rglob("*") if path.is_file()]
    assert kept
    assert not any(b"s3cret!" in path.read_bytes() for path in kept)


def test_ctrl_c_leaves_nothing_running(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.suite("a", "@check('pkg.native-code')\ndef test_hang(judge):\n    time.sleep(600)\n")
    # a shell ignores Ctrl-C for what it starts in the background, this suite perhaps
    before_handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    before = set(psutil.Process().children(recursive=True))

    def interrupt(_: Event) -> None:
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(bench.progress, "event", interrupt)
    try:
        with pytest.raises(KeyboardInterrupt):
            bench.run(OTHER)
    finally:
        signal.signal(signal.SIGINT, before_handler)
    assert set(psutil.Process().children(recursive=True)) <= before


SHARED = """
@check("{check}")
def test_x(judge, submission):
    judge.covered(submission.worker)
"""


def test_processes_share_a_run_and_the_aftermath_comes_last(bench: Bench) -> None:
    for name, check in (("a", DYNAMIC), ("b", "scr.declared-missing"), ("c", STATIC)):
        bench.suite(name, SHARED.format(check=check))
    bench.suite(
        "z",
        """
        @check("log.no-signature")
        def test_z(judge, submission, aftermath):
            text = submission.journal.read_text()
            for check in ("inv.null-list", "scr.declared-missing", "pkg.debris"):
                assert f'"kind":"outcome","check":"{check}"' in text
            judge.covered(submission.worker)
        """,
    )
    outcomes = bench.run(DYNAMIC, "scr.declared-missing", STATIC, "log.no-signature", workers=3)
    assert {outcome.outcome for outcome in outcomes.values()} == {Outcome.PASSED}
    workers = {check: outcome.covered[0].text for (check, _), outcome in outcomes.items()}
    assert workers.pop("log.no-signature") == "z"
    assert len(set(workers.values())) == 2  # the share of logging has nothing else to run


def test_of_processes_that_share_a_run_one_may_die(bench: Bench) -> None:
    bench.suite("a", "@check('inv.null-list')\ndef test_die(judge):\n    os._exit(7)\n")
    bench.suite("b", passing("inv.phantom-object"))
    bench.suite("c", passing("scr.declared-missing"))
    bench.suite(
        "z", "@check('log.no-signature')\ndef test_z(judge, aftermath):\n    judge.covered('x')\n"
    )
    checks = (DYNAMIC, "inv.phantom-object", "scr.declared-missing", "log.no-signature")
    outcomes = bench.run(*checks, workers=2)
    assert outcomes.pop((DYNAMIC, 1)).code is ReasonCode.DIED
    assert {outcome.outcome for outcome in outcomes.values()} == {Outcome.PASSED}
    assert len(outcomes) == 3


def test_the_partner_s_own_tests_never_touch_the_outcomes(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own-tests"
    own.mkdir()
    (own / "test_mine.py").write_text(
        textwrap.dedent("""
        import pytest

        def test_good(submission):
            assert submission.artifact.exists()

        def test_bad():
            assert 1 == 2, "one is not two"

        def test_judged(judge):
            '''A title.'''
            judge.measure("time", 3, "s", 1, documented=True)

        def test_skipped():
            pytest.skip("not today")

        def test_broken():
            raise KeyError("k")
        """)
    )
    (own / "test_unusable.py").write_text("import no_such_module\n")
    bench.suite("a", passing(STATIC))
    monkeypatch.chdir(tmp_path)
    outcomes = bench.run(STATIC, own_suite=Path(own.name))
    assert set(outcomes) == {(STATIC, 1)}
    found = {
        event.test: (event.outcome, event.reason)
        for event in bench.progress.events
        if isinstance(event, OwnOutcome)
    }
    assert found.pop("own/test_unusable")[0] is Outcome.ERROR
    assert "one is not two" in found["own/test_mine/test_bad"][1]
    assert {name.rpartition("/")[2]: outcome for name, (outcome, _) in found.items()} == {
        "test_good": Outcome.PASSED,
        "test_bad": Outcome.FAILED,
        "test_judged": Outcome.FAILED,
        "test_skipped": Outcome.NOT_EXERCISED,
        "test_broken": Outcome.ERROR,
    }
