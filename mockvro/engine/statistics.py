"""Times and counts of one run (`reference/rest-api.md` §11, `…/statistics`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping


class Activity(msgspec.Struct):
    """All executions of one item.

    Attributes:
        executions: How often it ran.
        transitions: How often the run went on from it to another item.
        total_ms: Milliseconds inside it.
        max_ms: Those of its longest execution.
    """

    executions: int = 0
    transitions: int = 0
    total_ms: float = 0.0
    max_ms: float = 0.0


class PluginTime(msgspec.Struct):
    """What one plug-in did for a run.

    Attributes:
        executions: Calls into it.
        total_ms: Milliseconds inside it.
    """

    executions: int = 0
    total_ms: float = 0.0


class Statistics(msgspec.Struct):
    """Times and counts of one run; a part of its checkpoint, so they survive restarts.

    Attributes:
        activities: By item; items of called workflows are `workflow-id/item`.
        plugins: By module name.
        transitions: Between items of the started workflow.
        all_transitions: Those of called workflows included.
        blocked_ms: Milliseconds from the start until a thread was free.
        user_ms: Inside scripts.
        system_ms: Inside items, scripts not counted.
        wait_ms: Waiting for people, dates, events and parallel runs.
    """

    activities: dict[str, Activity] = msgspec.field(default_factory=dict)
    plugins: dict[str, PluginTime] = msgspec.field(default_factory=dict)
    transitions: int = 0
    all_transitions: int = 0
    blocked_ms: float = 0.0
    user_ms: float = 0.0
    system_ms: float = 0.0
    wait_ms: float = 0.0

    def ran(self, name: str, ms: float, script_ms: float) -> None:
        """An item has run."""
        activity = self.activities.setdefault(name, Activity())
        activity.executions += 1
        activity.total_ms += ms
        activity.max_ms = max(activity.max_ms, ms)
        self.user_ms += script_ms
        self.system_ms += max(0.0, ms - script_ms)

    def moved(self, name: str, *, is_nested: bool) -> None:
        """The run went on to another item."""
        self.activities.setdefault(name, Activity()).transitions += 1
        self.all_transitions += 1
        self.transitions += not is_nested

    def used(self, plugins: Mapping[str, Any]) -> None:
        """Add what a script reported of plug-ins: `{name: {"calls", "ms"}}`."""
        for name, spent in plugins.items():
            time = self.plugins.setdefault(name, PluginTime())
            time.executions += spent["calls"]
            time.total_ms += spent["ms"]
