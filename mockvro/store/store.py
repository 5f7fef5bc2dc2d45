"""All repositories of one simulated Orchestrator over one database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockvro.store.categories import Categories
from mockvro.store.custom_properties import CustomProperties
from mockvro.store.database import Database
from mockvro.store.elements import Elements
from mockvro.store.packages import Packages
from mockvro.store.plugins import Endpoints, Plugins
from mockvro.store.policies import Policies
from mockvro.store.sides import Sides
from mockvro.store.simulation import Simulation
from mockvro.store.tags import Tags
from mockvro.store.tasks import Tasks
from mockvro.store.tokens import Tokens

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path


class Store:
    """Everything that survives a restart."""

    def __init__(self, path: Path) -> None:
        self._database = Database(path)
        self.elements = Elements(self._database)
        self.sides = Sides(self._database)
        self.tags = Tags(self._database)
        self.categories = Categories(self._database)
        self.packages = Packages(self._database)
        self.plugins = Plugins(self._database)
        self.endpoints = Endpoints(self._database)
        self.tokens = Tokens(self._database)
        self.tasks = Tasks(self._database)
        self.policies = Policies(self._database)
        self.custom_properties = CustomProperties(self._database)
        self.simulation = Simulation(self._database)

    def transaction(self) -> AbstractContextManager[None]:
        """Changes of several repositories that belong together."""
        return self._database.transaction()

    @property
    def changes(self) -> int:
        """Grows with every change of what is stored: the same number means the same content."""
        return self._database.changes

    def close(self) -> None:
        """Close the database file."""
        self._database.close()
