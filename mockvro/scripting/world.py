"""What scripts may reach of the Orchestrator."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mockvro.scripting.custom_events import CustomEvents

if TYPE_CHECKING:
    from mockvro.content.values import Form
    from mockvro.engine import Engine
    from mockvro.settings import Settings
    from mockvro.store import Store


@dataclass(frozen=True, slots=True)
class World:
    """The parts that members need.

    Attributes:
        store: Everything that survives a restart.
        engine: Starts, cancels and schedules runs.
        settings: The account.
        form: How values are written into elements.
        events: Custom events that runs send each other.
    """

    store: Store
    engine: Engine
    settings: Settings
    form: Form
    events: CustomEvents = field(default_factory=CustomEvents)
