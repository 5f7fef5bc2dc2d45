"""Variants for the checks of the inventory."""

from sample_plugins.misbehaving.dynamic.inventory.endpoints import ENDPOINTS
from sample_plugins.misbehaving.dynamic.inventory.ids import IDS
from sample_plugins.misbehaving.dynamic.inventory.listings import LISTINGS
from sample_plugins.misbehaving.dynamic.inventory.office import OFFICE
from sample_plugins.misbehaving.dynamic.inventory.times import TIMES

INVENTORY = (*IDS, *LISTINGS, *TIMES, *ENDPOINTS, *OFFICE)
"""Every variant of the area."""

__all__ = ["INVENTORY"]
