"""Why a call to the plug-in host gave no result."""

from __future__ import annotations

from typing import Any

from mockvro.errors import MockvroError


class HostError(MockvroError):
    """Base of everything that can go wrong between us and the JVM."""


class HostStartError(HostError):
    """The JVM did not become ready; ``what`` carries the evidence."""


class HostCallError(HostError):
    """The host answered with an error (`docs/host-protocol.md`, Errors).

    Attributes:
        code: JSON-RPC error code, such as -32000 when the plug-in threw.
        data: What the protocol promises for the code; empty if nothing.
        call: Id of the call, as observations name it.
    """

    def __init__(self, what: str, *, code: int, data: dict[str, Any], call: str) -> None:
        super().__init__(what)
        self.code = code
        self.data = data
        self.call = call

    @property
    def phase(self) -> str:
        """What the plug-in was asked to do when it threw; empty for other errors."""
        return str(self.data.get("phase", ""))

    @property
    def exception(self) -> dict[str, Any] | None:
        """The plug-in's exception, if there was one."""
        found = self.data.get("exception")
        return found if isinstance(found, dict) else None


class HostDeadline(HostError):  # noqa: N818 - the name is part of the documented interface
    """A call was not answered in time; it may still be running in the JVM.

    Attributes:
        call: Id of the call.
        limit_s: The limit that passed, in seconds.
        stack: Where the serving thread was; empty if no thread dump could be taken.
    """

    def __init__(self, what: str, *, call: str, limit_s: float, stack: tuple[str, ...]) -> None:
        super().__init__(what, advice="the observation call-hung holds the thread dump")
        self.call = call
        self.limit_s = limit_s
        self.stack = stack


class HostDied(HostError):  # noqa: N818 - the name is part of the documented interface
    """The JVM ended before it answered, or had ended before the call.

    Attributes:
        exit_code: Exit code, or ``None`` when a signal ended it.
        signal: Number of the signal that ended it, or ``None``.
    """

    def __init__(self, what: str, *, exit_code: int | None, signal: int | None) -> None:
        super().__init__(what, advice="the observation host-exited holds the end of stderr")
        self.exit_code = exit_code
        self.signal = signal
