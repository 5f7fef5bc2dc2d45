"""What a harbour office knows, and what it has counted."""

from __future__ import annotations

import copy
import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

Record = dict[str, Any]

_INITIAL_LIGHTHOUSES = (
    ("north", "North Pier", 31.0, -2208988800000, "anna", (("white", 80), ("red", 40))),
    ("south", "South Pier", 24.5, 315532800000, None, (("green", 60),)),
    ("skerry", "Skerry Rock", 47.0, -1609459200000, "bo", ()),
)
_INITIAL_KEEPERS = (("anna", "Anna Lind", "+46 8 100 01"), ("bo", "Bo Ek", None))


def _initial(number: int) -> tuple[dict[str, Record], dict[str, Record]]:
    # a second office has the same ids, and names of its own
    suffix = "" if number == 1 else f" {number}"
    keepers = {
        key: {"id": key, "name": name + suffix, "phone": phone}
        for key, name, phone in _INITIAL_KEEPERS
    }
    lighthouses = {}
    for key, name, height, built, keeper, lamps in _INITIAL_LIGHTHOUSES:
        lighthouses[key] = {
            "id": key,
            "name": name + suffix,
            "height": height,
            "built": built,
            "keeper": keeper,
            "lamps": {
                f"lamp{number}": lamp(f"lamp{number}", colour, brightness)
                for number, (colour, brightness) in enumerate(lamps, start=1)
            },
        }
    return lighthouses, keepers


def lamp(key: str, colour: str, brightness: float) -> Record:
    """A dark lamp."""
    return {"id": key, "colour": colour, "brightness": brightness, "lit": False}


def _listed(house: Record) -> Record:
    """The lighthouse with its lamps as a list, for those who do not know the ids."""
    return house | {"lamps": [dict(item) for item in house["lamps"].values()]}


@dataclass
class HarbourState:
    """All data of one office; the lock makes each request one step.

    Attributes:
        number: 1, or more for further offices, whose objects have other names.
        lighthouses: Records by id, each with its ``lamps`` by id.
        keepers: Records by id.
        sessions: User names by session token.
        counters: ``requests``, ``logins``, ``refused``, ``writes``, ``sessions_opened``.
        identities: Requests by user name.
    """

    number: int = 1
    lighthouses: dict[str, Record] = field(default_factory=dict)
    keepers: dict[str, Record] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    counters: Counter[str] = field(default_factory=Counter)
    identities: Counter[str] = field(default_factory=Counter)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Back to the data and counts of a new office."""
        with self.lock:
            self.lighthouses, self.keepers = _initial(self.number)
            self.sessions.clear()
            self.counters.clear()
            self.identities.clear()

    def fill(self, count: int) -> None:
        """Add lighthouses ``bulk0`` … without counting them as writes, for load tests."""
        with self.lock:
            for number in range(count):
                key = f"bulk{number}"
                self.lighthouses[key] = {
                    "id": key,
                    "name": f"Bulk {number}",
                    "height": 10.0,
                    "built": 0,
                    "keeper": None,
                    "lamps": {},
                }

    def change(self) -> None:
        """Rename the first lighthouse and demolish the last one, as if somebody else did."""
        with self.lock:
            first, *_, last = self.lighthouses.values()
            first["name"] = f"Renamed {first['name']}"
            del self.lighthouses[last["id"]]

    def report(self) -> Record:
        """Everything, for checks of effects."""
        with self.lock:
            names = ("requests", "logins", "refused", "writes", "sessions_opened")
            return {
                "lighthouses": copy.deepcopy(self.lighthouses),
                "by_name": {house["name"]: _listed(house) for house in self.lighthouses.values()},
                "keepers": copy.deepcopy(self.keepers),
                "counters": {name: self.counters[name] for name in names},
                "open_sessions": len(self.sessions),
                "identities": dict(self.identities),
            }

    def statistics(self) -> Record:
        """The counts that a plug-in may ask for."""
        lamps = [lamp for house in self.lighthouses.values() for lamp in house["lamps"].values()]
        return {
            "lighthouses": len(self.lighthouses),
            "keepers": len(self.keepers),
            "lamps": len(lamps),
            "litLamps": sum(lamp["lit"] for lamp in lamps),
        }
