"""The requests that a plug-in handled in a run, and what it logged for each."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Facts = dict[str, Any]

_FINDERS = "finder."
_SCRIPTS = "script.run"
_CHECK = "Script"
"""Where the scripts of checks say they are from."""
_NOT_HANDLED = frozenset({"refused", "died"})
"""Outcomes of calls that never reached the plug-in, or that it did not live to log."""


class Names(NamedTuple):
    """How scripts refer to a plug-in: its module name, and the names of its scripting objects."""

    plugin: str
    script_names: frozenset[str]


class Request(NamedTuple):
    """Something that the plug-in was asked for.

    Attributes:
        what: How a finding names it.
        calls: The host calls that belong to it.
        begin: When the first of them began.
        end: When the last of them ended.
    """

    what: str
    calls: frozenset[str]
    begin: datetime
    end: datetime


def requests_of(observations: Iterable[Facts], names: Names) -> Iterator[Request]:
    """List the requests of one stage: finder calls, and runs of workflows and their scripts.

    The calls that the server makes for itself are none: start-up, and sessions of its own.
    """
    calls = [each for each in observations if each["kind"] == "call"]
    internal = {_session(each) for each in calls if each["args"].get("internal")}
    runs: dict[str, list[Facts]] = {}
    for call in calls:
        if call["outcome"] in _NOT_HANDLED or _session(call) in internal:
            continue
        if call["method"].startswith(_FINDERS) and call["plugin"] == names.plugin:
            yield _request(_finder_text(call), [call])
        elif call["method"] == _SCRIPTS:
            runs.setdefault(_session(call), []).append(call)
    for run in runs.values():
        if str(run[0]["args"].get("location")) == _CHECK:
            continue  # a script of a check may do no more than make an object or read a property
        if any(reaches(call["args"], names) for call in run):
            yield _request(_run_text(run), run)


def _session(call: Facts) -> str:
    return str(call["args"].get("session"))


def reaches(args: Facts, names: Names) -> bool:
    """Whether a script has to do with the plug-in: by an object it is given, or by a name."""
    prefix = f"{names.plugin}:"
    if any(str(each.get("type", "")).startswith(prefix) for each in args.get("params") or ()):
        return True
    words = re.findall(r"\w+", str(args.get("source")))
    return not names.script_names.isdisjoint(words)


def _request(what: str, calls: list[Facts]) -> Request:
    ends = [datetime.fromisoformat(call["at"]) for call in calls]
    begins = [
        end - timedelta(milliseconds=call["ms"]) for end, call in zip(ends, calls, strict=True)
    ]
    return Request(what, frozenset(call["call"] for call in calls), min(begins), max(ends))


def _finder_text(call: Facts) -> str:
    args = call["args"]
    subject = args.get("type") or args.get("parentType") or ""
    parts = (call["method"].removeprefix(_FINDERS), subject, args.get("relation", ""))
    return " ".join(str(part) for part in parts if part)


def _run_text(run: list[Facts]) -> str:
    location = str(run[0]["args"].get("location") or "script")
    return location.partition(" / ")[0].replace("Workflow:", "workflow ")


class Log:
    """The log of one stage, for looking up which requests are signed.

    Args:
        lines: Its lines in order.
        signature: Pattern of the release signature.
    """

    def __init__(self, lines: Iterable[Facts], signature: re.Pattern[str]) -> None:
        self._calls: set[str] = set()
        self._loose: list[datetime] = []
        self.ends: datetime | None = None
        """When it was cut off; None when it is whole."""
        self.matches: set[str] = set()
        """What the signature matched."""
        for line in lines:
            at = datetime.fromisoformat(line["at"])
            if line.get("truncated"):
                self.ends = at
            if found := signature.search(str(line.get("message"))):
                self.matches.add(found[0])
                self._add(line.get("call"), at)

    def _add(self, call: str | None, at: datetime) -> None:
        if call:
            self._calls.add(call)
        else:
            self._loose.append(at)

    def signs(self, request: Request) -> bool:
        """Whether a signed line belongs to the request.

        A line of a thread of the plug-in's own names no call; it belongs to whatever was going on.
        """
        if not self._calls.isdisjoint(request.calls):
            return True
        margin = timedelta(milliseconds=1)  # observations have milliseconds, lines may have more
        return any(request.begin - margin <= at <= request.end + margin for at in self._loose)
