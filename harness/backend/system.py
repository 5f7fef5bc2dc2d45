"""The managed system of one run of checks."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, TypeVar

import msgspec
import requests

from harness.backend.capture import CapturedProcess
from harness.backend.faults import FaultProxy, Target
from harness.backend.wait import BackendError, free_port, wait_for_port_file, wait_ready
from harness.case import Backend, Bindings, EffectRead, ExpectedEffect, Reading, expand

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from harness.backend.faults import CertificateShop
    from harness.case import Case

T = TypeVar("T")

LOOPBACK = "127.0.0.1"

_COMMAND_SECONDS = 30.0
_MAX_READ = 1 << 20


class ManagedSystem:
    """A managed system that is ready.

    Args:
        case: The case, not expanded.
        bindings: What the placeholders of the case stand for.
        process: The process, None when the system runs elsewhere.

    Attributes:
        bindings: As given.
        proxy: The fault proxy before it, once there is one.
        by_tls: Whether the plug-in is told to use TLS; at first as the case says.
    """

    def __init__(self, case: Case, bindings: Bindings, process: CapturedProcess | None) -> None:
        self._case = case
        self._process = process
        self.bindings = bindings
        self.proxy: FaultProxy | None = None
        self.by_tls = bindings.scheme == "https"

    @property
    def seen_by_plugin(self) -> Bindings:
        """What the placeholders stand for in what the plug-in is given: its way is the proxy."""
        scheme = "https" if self.by_tls else "http"
        if self.proxy is None:
            return msgspec.structs.replace(self.bindings, scheme=scheme)
        return msgspec.structs.replace(
            self.bindings, host=LOOPBACK, port=self.proxy.port, scheme=scheme
        )

    def interpose(self, shop: CertificateShop, *, seed: int) -> FaultProxy | None:
        """Put a fault proxy between the plug-in and the system, once.

        Args:
            shop: Where its certificates come from.
            seed: Decides what it does by chance.

        Returns:
            The proxy; None when the case does not say where the system listens.
        """
        backend, port = self._case.backend, self.bindings.port
        if self.proxy is None and backend is not None and port is not None:
            target = Target(host=self.bindings.host, port=port, tls=backend.tls)
            self.proxy = FaultProxy(target, shop, self.bindings.secrets, seed=seed)
        return self.proxy

    @property
    def alive(self) -> bool:
        """Whether its process still runs; true when it runs elsewhere."""
        return self._process is None or self._process.exit_code is None

    @property
    def last_words(self) -> str:
        """The last line that its process wrote; empty without one."""
        lines = self._process.tail().splitlines() if self._process else []
        return lines[-1] if lines else ""

    def expand(self, value: T) -> T:
        """Replace the placeholders in a value of the case."""
        expanded: T = expand(value, self.bindings)
        return expanded

    def read(self, effect: ExpectedEffect | Reading) -> EffectRead:
        """Read what an effect is about; a failed read is an answer too.

        Raises:
            BackendError: The command cannot be started or does not end.
        """
        wanted = self.expand(effect)
        if wanted.http:
            return _read_http(wanted)
        return self._read_command(wanted.command)

    def reset(self) -> None:
        """Put it back to its first state, if the case says how.

        Raises:
            BackendError: The command fails.
        """
        if self._case.backend is not None:
            self._do("reset", self._case.backend.reset)

    def change(self) -> bool:
        """Rename and delete something behind the plug-in's back; False if the case says not how.

        Raises:
            BackendError: The command fails.
        """
        return self._case.backend is not None and self._do("change", self._case.backend.change)

    def fill(self, count: int) -> bool:
        """Add objects; False if the case does not say how.

        Raises:
            BackendError: The command fails.
        """
        if self._case.backend is None:
            return False
        return self._do("fill", self._case.backend.fill, count)

    def _do(self, name: str, command: tuple[str, ...], count: int = 0) -> bool:
        if not command or self._case.backend is None:
            return False
        bindings = msgspec.structs.replace(self.bindings, count=count)
        done = self._read_command(
            expand(command, bindings), self._case.folder / self._case.backend.directory
        )
        if not done.ok:
            raise BackendError(
                f"backend.{name} ended with {done.status}: {done.text[:300]}", where="[backend]"
            )
        return True

    def stop(self) -> None:
        """End it, politely where the case says how, and kill its group."""
        backend = self._case.backend
        if self.proxy is not None:
            self.proxy.close()
        if self._process is None:
            return
        try:
            if backend is not None and backend.stop and self.alive:
                self._read_command(self.expand(backend.stop))
        finally:
            self._process.stop()

    def _read_command(self, command: Sequence[str], folder: Path | None = None) -> EffectRead:
        try:
            done = subprocess.run(
                list(command),
                cwd=folder or self._case.folder,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_COMMAND_SECONDS,
                check=False,
            )
        except OSError as exc:
            raise BackendError(f"cannot start: {exc.strerror}", where=command[0]) from exc
        except subprocess.TimeoutExpired as exc:
            raise BackendError(
                f"does not end within {_COMMAND_SECONDS:g} s", where=" ".join(command)
            ) from exc
        ok = done.returncode == 0
        data = done.stdout if ok else done.stdout + done.stderr
        return _effect_read(ok=ok, status=done.returncode, data=data)


def start_system(
    case: Case, work: Path, secrets: dict[str, str], *, endpoint: int = 1
) -> ManagedSystem | None:
    """Start the managed system and wait until it is ready; None when the case has none.

    Args:
        case: The case.
        work: An empty folder for it; its output goes to ``backend.log`` beside that folder.
        secrets: Values of ``{secret.NAME}``.
        endpoint: ``{endpoint}``: 2 for a second one beside the first.

    Raises:
        BackendError: It does not become ready; its process is gone then.
        UsageError: Its program cannot be started.
    """
    backend = case.backend
    if backend is None:
        return None
    bindings = Bindings(
        work=work,
        case=case.folder,
        secrets=secrets,
        host=backend.host,
        port=backend.port or None,
        scheme="https" if backend.tls else "http",
        endpoint=endpoint,
    )
    if not backend.start:
        wait_ready(expand(backend.ready, bindings), None, backend.ready.timeout)
        return ManagedSystem(case, bindings, None)
    if not (backend.port or backend.ready.port_file):
        bindings = msgspec.structs.replace(bindings, port=free_port())
    return _start(case, backend, bindings)


def _start(case: Case, backend: Backend, bindings: Bindings) -> ManagedSystem:
    process = CapturedProcess(
        expand(backend.start, bindings),
        case.folder / backend.directory,
        os.environ | expand(backend.environment, bindings),
        bindings.work.parent / ("backend.log" if bindings.endpoint == 1 else "backend-2.log"),
    )
    try:
        if backend.ready.port_file:
            file = case.folder / expand(backend.ready.port_file, bindings)
            port = wait_for_port_file(file, process, backend.ready.timeout)
            bindings = msgspec.structs.replace(bindings, port=port)
        wait_ready(expand(backend.ready, bindings), process, backend.ready.timeout)
    except BaseException:
        process.stop()
        raise
    return ManagedSystem(case, bindings, process)


def _read_http(effect: ExpectedEffect | Reading) -> EffectRead:
    try:
        with requests.get(
            effect.http, headers=effect.headers, timeout=_COMMAND_SECONDS, stream=True
        ) as response:
            data = response.raw.read(_MAX_READ, decode_content=True)
            return _effect_read(ok=response.ok, status=response.status_code, data=data)
    except requests.RequestException as exc:
        raise BackendError(
            f"the managed system does not answer: {type(exc).__name__}", where=effect.http
        ) from exc


def _effect_read(*, ok: bool, status: int, data: bytes) -> EffectRead:
    text = data.decode("utf-8", "replace")
    try:
        document = msgspec.json.decode(data)
    except msgspec.DecodeError:
        document = text
    return EffectRead(ok=ok, status=status, text=text, document=document)
