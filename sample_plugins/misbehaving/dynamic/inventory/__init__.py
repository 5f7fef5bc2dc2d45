"""Variants for the checks of the inventory."""

from sample_plugins.misbehaving.dynamic.inventory.ids import IDS
from sample_plugins.misbehaving.dynamic.inventory.listings import LISTINGS
from sample_plugins.misbehaving.dynamic.inventory.times import TIMES

INVENTORY = (*IDS, *LISTINGS, *TIMES)
"""Every variant of the area."""

__all__ = ["INVENTORY"]
