import sys
import textwrap
from pathlib import Path

import psutil
import pytest

from harness.backend import BackendError, ManagedSystem, start_system
from harness.backend import capture as capture_module
from harness.case import Backend, Case, ExpectedEffect, Plugin, Ready
from harness.errors import UsageError

SERVER = """\
import http.server, json, os, socketserver, subprocess, sys
class Lamps(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = json.dumps({"on": True, "key": os.environ["KEY"]}).encode()
        self.send_response(200 if self.path != "/gone" else 404)
        self.end_headers()
        self.wfile.write(body)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
server = socketserver.ThreadingTCPServer(("127.0.0.1", int(sys.argv[1])), Lamps)
with open(sys.argv[2] + ".new", "w") as file:
    file.write(str(server.server_address[1]))
os.replace(sys.argv[2] + ".new", sys.argv[2])
print("child", child.pid, flush=True)
server.serve_forever()
"""


def case_of(folder: Path, backend: Backend | None) -> Case:
    return Case(plugin=Plugin(name="P"), backend=backend, path=folder / "acceptance.toml")


def lamps(folder: Path, *, port: str, ready: Ready) -> Case:
    (folder / "server.py").write_text(SERVER)
    backend = Backend(
        start=("{python}", "{case}/server.py", port, "{work}/port"),
        environment={"KEY": "{secret.key}"},
        ready=ready,
    )
    return case_of(folder, backend)


def start(case: Case, folder: Path) -> ManagedSystem:
    work = folder / "system" / "work"
    work.mkdir(parents=True)
    system = start_system(case, work, {"key": "canary"})
    assert system is not None
    return system


@pytest.mark.parametrize(
    ("port", "ready"),
    [
        ("{port}", Ready(http="http://127.0.0.1:{port}/")),
        ("{port}", Ready(tcp="127.0.0.1:{port}")),
        ("0", Ready(port_file="{work}/port", http="http://127.0.0.1:{port}/")),
    ],
)
def test_a_system_starts_answers_and_is_gone_with_its_children(
    tmp_path: Path, port: str, ready: Ready
) -> None:
    system = start(lamps(tmp_path, port=port, ready=ready), tmp_path)
    try:
        at = "http://127.0.0.1:{port}"
        effect = ExpectedEffect(http=f"{at}/", at="/key", equals="canary")
        assert effect.mismatch(system.read(effect)) == ""
        assert system.read(ExpectedEffect(http=f"{at}/gone", absent=True)).status == 404
    finally:
        system.stop()
    assert not system.alive
    log = (tmp_path / "system" / "backend.log").read_text()
    assert system.last_words == log.splitlines()[-1]
    child = int(log.split()[1])
    assert not psutil.pid_exists(child) or psutil.Process(child).status() == "zombie"


def test_a_system_that_dies_shows_its_last_words(tmp_path: Path) -> None:
    backend = Backend(
        start=(sys.executable, "-c", "import sys; sys.exit('no licence')"),
        ready=Ready(tcp="127.0.0.1:{port}"),
    )
    with pytest.raises(BackendError, match=r"ended with 1 before it was ready.*no licence"):
        start(case_of(tmp_path, backend), tmp_path)


def test_a_system_that_never_listens_is_killed_and_told(tmp_path: Path) -> None:
    script = "import os, time; print(os.getpid(), flush=True); time.sleep(600)"
    backend = Backend(
        start=(sys.executable, "-c", script), ready=Ready(tcp="127.0.0.1:{port}", timeout=0.5)
    )
    with pytest.raises(BackendError, match=r"not ready, tcp 127\.0\.0\.1:"):
        start(case_of(tmp_path, backend), tmp_path)
    pid = int((tmp_path / "system" / "backend.log").read_text())
    assert not psutil.pid_exists(pid)


def test_a_program_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no-such-program: cannot start the program"):
        start(case_of(tmp_path, Backend(start=("no-such-program",))), tmp_path)


def test_commands_are_read_and_reset_runs(tmp_path: Path) -> None:
    toggle = (sys.executable, "-c", "open('reset', 'w').write('done')")
    system = start(case_of(tmp_path, Backend(reset=toggle)), tmp_path)
    system.reset()
    assert (tmp_path / "reset").read_text() == "done"
    assert (system.change(), system.fill(3)) == (False, False)
    effect = ExpectedEffect(command=(sys.executable, "-c", "print('PONG')"), equals="PONG")
    assert effect.mismatch(system.read(effect)) == ""
    failing = ExpectedEffect(command=(sys.executable, "-c", "raise SystemExit('x')"), equals=1)
    assert "failed with 1: 'x" in failing.mismatch(system.read(failing))
    system.stop()


def test_a_system_is_filled_and_changed_as_the_case_says(tmp_path: Path) -> None:
    write = (sys.executable, "-c", "import sys; open('fill', 'w').write(sys.argv[1])", "{count}")
    failing = (sys.executable, "-c", "raise SystemExit('nothing to change')")
    (tmp_path / "below").mkdir()
    backend = Backend(fill=write, change=failing, directory="below")
    system = start(case_of(tmp_path, backend), tmp_path)
    assert system.fill(12)
    assert (tmp_path / "below" / "fill").read_text() == "12"
    with pytest.raises(BackendError, match="nothing to change"):
        system.change()
    system.stop()


def test_output_is_drained_but_capped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capture_module, "LIMIT_BYTES", 1000)
    script = textwrap.dedent("""
        import sys
        for _ in range(2000): sys.stdout.write('x' * 1000)
        sys.stdout.flush()
        open(sys.argv[1], 'w').write('1')
        import time; time.sleep(600)
    """)
    backend = Backend(
        start=(sys.executable, "-c", script, "{work}/port"), ready=Ready(port_file="{work}/port")
    )
    system = start(case_of(tmp_path, backend), tmp_path)
    system.stop()
    log = tmp_path / "system" / "backend.log"
    assert 1000 < log.stat().st_size < 1100
    assert "2000000 bytes were written" in log.read_text()


def test_no_backend_is_none(tmp_path: Path) -> None:
    assert start_system(case_of(tmp_path, None), tmp_path, {}) is None
    assert list(tmp_path.iterdir()) == []
