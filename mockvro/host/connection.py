"""JSON-RPC 2.0 in LSP frames over a socket, both sides asking (`docs/host-protocol.md`)."""

from __future__ import annotations

import socket
import struct
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Final, Protocol

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_THREADS: Final = 1000  # requests from the JVM nest, so a small pool could lock itself up
_SEND_LIMIT_S: Final = 30  # the JVM's reader only reads; when it stops for so long it is gone
_INTERNAL: Final = -32603
_NO_METHOD: Final = -32601

Message = dict[str, Any]
RequestHandler = "Callable[[Message], Any]"


class Listener(Protocol):
    """Who is told what the connection brings; called by the reading thread, in order."""

    def notified(self, method: str, params: Message) -> None:
        """A notification arrived."""

    def ended(self) -> None:
        """The other side closed the connection; nothing more will come."""


class Pending:
    """A call that waits for its answer."""

    def __init__(self) -> None:
        self.answer: Message | None = None
        self._arrived = threading.Lock()
        self._arrived.acquire()

    def wait(self, seconds: float) -> bool:
        """Wait for the answer or the end of the connection; false when the time passed."""
        return self._arrived.acquire(timeout=seconds)

    def finish(self, answer: Message | None) -> None:
        """Give the answer; ``None`` when the connection ended."""
        self.answer = answer
        self._arrived.release()


class Connection:
    """One end of the connection; calls are thread-safe and run side by side."""

    def __init__(self, sock: socket.socket, listener: Listener) -> None:
        limit = struct.pack("ll", _SEND_LIMIT_S, 0)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, limit)
        self._socket = sock
        self._listener = listener
        self._handlers: dict[str, Callable[[Message], Any]] = {}
        self._pending: dict[str, Pending] = {}
        self._sending = threading.Lock()
        self._closed = False
        self._workers = ThreadPoolExecutor(_THREADS, thread_name_prefix="mockvro-request")
        self._reader = threading.Thread(target=self._read, name="mockvro-reader", daemon=True)

    def start(self) -> None:
        """Begin to read."""
        self._reader.start()

    def on_request(self, method: str, handler: Callable[[Message], Any]) -> None:
        """Answer requests of the other side with what the handler returns."""
        self._handlers[method] = handler

    def send(self, identity: str, method: str, params: Message) -> Pending | None:
        """Send a request; ``None`` when the connection has ended."""
        pending = Pending()
        self._pending[identity] = pending
        message = {"jsonrpc": "2.0", "id": identity, "method": method, "params": params}
        if self._closed or not self._write(message):
            self._pending.pop(identity, None)
            return None
        return pending

    def forget(self, identity: str) -> None:
        """Nobody waits for this answer any more."""
        self._pending.pop(identity, None)

    def fail_pending(self) -> None:
        """Tell every waiting call that there will be no answer."""
        while self._pending:
            _, pending = self._pending.popitem()
            pending.finish(None)

    def close(self) -> None:
        """Close our end and wait for the reader; the other side sees the end of the stream."""
        self._closed = True
        self._shut()
        if self._reader.is_alive() and self._reader is not threading.current_thread():
            self._reader.join(10)
        self._workers.shutdown(wait=False, cancel_futures=True)

    def _shut(self) -> None:
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # the other side was faster

    def _write(self, message: Message) -> bool:
        body = msgspec.json.encode(message)
        frame = b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
        with self._sending:
            try:
                self._socket.sendall(frame)
            except OSError:
                self._shut()  # perhaps half a frame is out: nothing can follow it
                return False
        return True

    def _read(self) -> None:
        with self._socket:
            for message in self._messages():
                self._take(message)
        self._closed = True
        self._listener.ended()
        self.fail_pending()

    def _messages(self) -> Iterator[Message]:
        buffer = bytearray()
        while True:
            head, separator, _ = bytes(buffer[:200]).partition(b"\r\n\r\n")
            need = _length(head) + len(head) + len(separator) if separator else len(buffer) + 1
            while len(buffer) < need:
                chunk = self._receive()
                if not chunk:
                    return
                buffer += chunk
            if separator:
                yield msgspec.json.decode(buffer[len(head) + len(separator) : need])
                del buffer[:need]

    def _receive(self) -> bytes:
        try:
            return self._socket.recv(1 << 16)
        except OSError:
            return b""

    def _take(self, message: Message) -> None:
        method = message.get("method")
        if method is None:
            pending = self._pending.pop(message["id"], None)
            if pending is not None:
                pending.finish(message)
        elif "id" in message:
            self._serve(message["id"], method, message.get("params") or {})
        else:
            self._listener.notified(method, message.get("params") or {})

    def _serve(self, identity: str, method: str, params: Message) -> None:
        handler = self._handlers.get(method)
        if handler is None:
            self._refuse(identity, _NO_METHOD, f"nobody answers {method}")
            return
        future = self._workers.submit(handler, params)
        future.add_done_callback(lambda done: self._answer(identity, method, done))

    def _answer(self, identity: str, method: str, done: Future[Any]) -> None:
        if done.cancelled():
            return
        error = done.exception()
        if error is None:
            self._write({"jsonrpc": "2.0", "id": identity, "result": done.result()})
        else:
            self._refuse(identity, _INTERNAL, f"{method}: {error}")

    def _refuse(self, identity: str, code: int, text: str) -> None:
        self._write({"jsonrpc": "2.0", "id": identity, "error": {"code": code, "message": text}})


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            return int(value)
    return 0
