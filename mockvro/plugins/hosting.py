"""Starting the JVM with the settings of one Orchestrator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mockvro import releases
from mockvro.jvm import locate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mockvro.host.observations import Observations
    from mockvro.host.output import Capture
    from mockvro.host.process import HostProcess
    from mockvro.plugins.callbacks import Callbacks
    from mockvro.settings import Settings

METHODS = (
    "server.action",
    "server.module",
    "server.endpoint.save",
    "server.endpoint.delete",
    "server.call",
)
DEFAULT_LIMIT_S = 60.0
"""Limit of calls that have none of their own."""


class JavaHost:
    """A JVM in the shape that `mockvro.plugins.runtime` uses."""

    def __init__(self, process: HostProcess) -> None:
        self._process = process

    def call(self, method: str, params: Mapping[str, Any], *, limit_s: float | None = None) -> Any:
        """Ask the JVM."""
        return self._process.call(method, dict(params), deadline=limit_s or DEFAULT_LIMIT_S)

    def close(self) -> None:
        """End it on purpose, together with everything it started."""
        self._process.close()

    def output(self, stream: str) -> Capture:
        """What the JVM wrote to `stdout` or `stderr`."""
        return self._process.output(stream)

    def facts(self) -> dict[str, Any]:
        """State, process id and how it ended."""
        process = self._process
        return {
            "state": process.state,
            "pid": process.pid,
            "exitCode": process.exit_code,
            "signal": process.signal,
        }


class HostStarter:
    """Makes JVMs one after the other; each gets a fresh working folder, all share one log file.

    Attributes:
        callbacks: Answers what the JVMs ask.
    """

    def __init__(
        self, settings: Settings, observations: Observations, callbacks: Callbacks
    ) -> None:
        self._settings = settings
        self._observations = observations
        self.callbacks = callbacks
        self._started = 0

    @property
    def log_file(self) -> Path:
        """The plug-in log, JSON lines."""
        return self._settings.data_dir.resolve() / "plugin-log.jsonl"

    @property
    def folder(self) -> Path:
        """Has the working folder of each JVM, named by its number."""
        return self._settings.data_dir.resolve() / "jvm"

    def __call__(self) -> JavaHost:
        """Start a JVM.

        Raises:
            HostStartError: It did not become ready.
            JavaNotFoundError: There is no Java.
            JarsMissingError: The Java side has not been built.
        """
        # Without plug-ins there is no JVM, and what starts and watches it is not needed either.
        from mockvro.host.launch import HostOptions  # noqa: PLC0415
        from mockvro.host.process import HostProcess  # noqa: PLC0415

        self._started += 1
        rhino = releases.profile(self._settings.profile).java.rhino
        properties = {"mockvro.rhino": rhino, **self._settings.jvm_properties}
        options = HostOptions(
            java=locate.java().java,
            dist=locate.dist(),
            workdir=self.folder / str(self._started),
            log_file=self.log_file,
            heap_mb=self._settings.heap_mb,
            exit_on_oom=self._settings.exit_on_oom,
            opens_jdk=self._settings.opens_jdk,
            limits=self._settings.limits,
            jvm_arguments=tuple(f"-D{name}={value}" for name, value in properties.items()),
        )
        process = HostProcess.start(options, self._observations)
        for method in METHODS:
            process.on_request(method, self._answerer(method))
        return JavaHost(process)

    def _answerer(self, method: str) -> Any:
        return lambda params: self.callbacks.answer(method, params)
