"""How a check ends without a judgement.

::

    Exception
    ├── NotExercisedError     nothing was judged, with a reason and its code
    │   ├── NeedMissingError      something that the check needs is not there
    │   ├── NothingRemoteError    the plug-in has no managed system on a network
    │   └── PluginNotLoadedError  the plug-in does not start, so that nothing can be asked
    ├── StageLostError        the plug-in hung or killed its host in the middle of the check
    └── JudgedFailure         the check has failing findings; carries them to pytest's reports
"""

from __future__ import annotations

from harness.checks import ReasonCode


class NotExercisedError(Exception):
    """Nothing was judged.

    Attributes:
        reason: Why, one line.
        code: The same as a stable code.
    """

    def __init__(self, reason: str, code: ReasonCode) -> None:
        super().__init__(reason)
        self.reason = reason
        self.code = code


class NeedMissingError(NotExercisedError):
    """Something that the check needs is not there."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, ReasonCode.NEED_MISSING)


class NothingRemoteError(NotExercisedError):
    """The case says, with an empty ``[backend]``, that the plug-in manages nothing on a network."""

    def __init__(self) -> None:
        super().__init__("the managed system of the case has no address", ReasonCode.NOT_APPLICABLE)


class PluginNotLoadedError(NotExercisedError):
    """The plug-in does not start; ``inst.load-failed`` judges that.

    Attributes:
        refused: The server does not even take the archive, which ``pkg.not-a-dar`` judges.
    """

    def __init__(self, reason: str, *, refused: bool = False) -> None:
        super().__init__(reason, ReasonCode.PLUGIN_NOT_LOADED)
        self.refused = refused


class StageLostError(Exception):
    """The plug-in hung or killed its host; the checks of other areas get a fresh one.

    What the check had found by then stands. Without a finding nobody knows what else it would
    have found, so that it is an error and never a pass (``reference/misbehaviours.md``, M4).
    """


class JudgedFailure(Exception):  # noqa: N818 - a finding about the plug-in, no error of ours
    """The check has failing findings."""
