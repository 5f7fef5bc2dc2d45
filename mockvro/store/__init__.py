"""What survives a restart: content, categories, packages, plug-ins, endpoints, tokens (SQLite)."""

from __future__ import annotations

from mockvro.store.categories import CATEGORY_TYPES, Category
from mockvro.store.database import StoreClosedError, StoreError
from mockvro.store.elements import Element, Kind
from mockvro.store.packages import StoredPackage, UsedPlugin
from mockvro.store.plugins import Endpoint, InstalledPlugin
from mockvro.store.policies import PolicyRecord
from mockvro.store.store import Store
from mockvro.store.tags import GLOBAL, TagRecord
from mockvro.store.tasks import TaskRecord
from mockvro.store.tokens import FINAL_STATES, LogEntry, TokenRecord

__all__ = [
    "CATEGORY_TYPES",
    "FINAL_STATES",
    "GLOBAL",
    "Category",
    "Element",
    "Endpoint",
    "InstalledPlugin",
    "Kind",
    "LogEntry",
    "PolicyRecord",
    "Store",
    "StoreClosedError",
    "StoreError",
    "StoredPackage",
    "TagRecord",
    "TaskRecord",
    "TokenRecord",
    "UsedPlugin",
]
