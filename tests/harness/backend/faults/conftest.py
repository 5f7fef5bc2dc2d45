import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from harness.backend.faults import CertificateShop, FaultProxy, Target

SECRET = "canary-0123456789abcdef"


class Echo(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        token = f"token-{self.path.strip('/')}-0123456789"
        self.answer(b'{"token":"%s"}' % token.encode())

    def do_POST(self) -> None:
        self.answer(self.rfile.read(int(self.headers["Content-Length"])))

    def answer(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True


@pytest.fixture
def system() -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Echo) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def proxy(system: Server, tmp_path: Path) -> Iterator[FaultProxy]:
    target = Target(host="127.0.0.1", port=system.server_port)
    made = FaultProxy(target, CertificateShop(tmp_path / "proxy"), {"password": SECRET}, seed=7)
    yield made
    made.close()
