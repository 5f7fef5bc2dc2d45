"""Turns the end of a call into an observation and into what the caller gets."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from mockvro.host import calls
from mockvro.host.errors import HostCallError, HostDeadline, HostDied

if TYPE_CHECKING:
    from mockvro.host.dump import Dump
    from mockvro.host.observations import Observations

_OUTCOMES: Final = {
    -32000: "exception",
    -32001: "deadline",
    -32002: "refused",
    -32003: "script-error",
    -32004: "deadline",
}
_OBSERVER: Final = "observer."


@dataclass(frozen=True, slots=True)
class Filing:
    """A call that is under way.

    Attributes:
        identity: Id of the call, as all observations name it.
        begin: Value of the monotonic clock at its start, in seconds.
    """

    observations: Observations
    identity: str
    method: str
    params: dict[str, Any]
    begin: float

    def succeeded(self, result: Any) -> Any:
        """File the result and give it back."""
        self._file("ok", facts=calls.shown_result(result))
        if self.method == "plugin.load":
            self._file_kind("plugin-loaded", phases=result["phases"])
        return result

    def failed(self, error: dict[str, Any]) -> HostCallError:
        """File an error answer."""
        data = error.get("data") or {}
        exception = data.get("exception")
        more = {} if exception is None else {"exception": exception}
        self._file(_OUTCOMES.get(error["code"], "error"), message=error["message"], **more)
        self._load_failed(data.get("phase", ""), **more)
        return HostCallError(
            f"{self.method}: {error['message']}",
            code=error["code"],
            data=data,
            call=self.identity,
        )

    def hung(self, limit_s: float, threads: Dump, stack: tuple[str, ...]) -> HostDeadline:
        """File that the deadline passed, with what the JVM was doing."""
        arguments = calls.shown_arguments(self.params)
        self._file_kind(
            "call-hung",
            method=self.method,
            args=arguments,
            limitMs=round(limit_s * 1000),
            dump=threads,
            stack=list(stack),
        )
        self._file("deadline")
        self._load_failed("deadline")
        what = f"{self.method} was not answered within {limit_s:g} s"
        return HostDeadline(what, call=self.identity, limit_s=limit_s, stack=stack)

    def died(self, error: HostDied) -> HostDied:
        """File that the process ended."""
        self._file("died")
        self._load_failed("died")
        return error

    def _load_failed(self, phase: str, **more: Any) -> None:
        if self.method == "plugin.load":
            self._file_kind("plugin-load-failed", phase=phase, **more)

    def _file(self, outcome: str, **more: Any) -> None:
        if self.method.startswith(_OBSERVER):
            return  # asking what the plug-in does is nothing that the plug-in does
        self._file_kind(
            "call",
            method=self.method,
            args=calls.shown_arguments(self.params),
            ms=round((time.monotonic() - self.begin) * 1000, 3),
            outcome=outcome,
            **more,
        )

    def _file_kind(self, kind: str, **facts: Any) -> None:
        named = "name" if self.method.startswith("plugin.") else "plugin"
        plugin = str(self.params.get(named) or "")
        self.observations.file(kind, plugin=plugin, call=self.identity, **facts)
