"""Plug-ins that misbehave while they run: one sound plug-in, and one change to it per variant."""

from sample_plugins.misbehaving.dynamic.installing import INSTALLING
from sample_plugins.misbehaving.dynamic.inventory import INVENTORY
from sample_plugins.misbehaving.dynamic.logs import LOGS
from sample_plugins.misbehaving.dynamic.merging import Merged, merge
from sample_plugins.misbehaving.dynamic.process import PROCESS
from sample_plugins.misbehaving.dynamic.scripting import SCRIPTING
from sample_plugins.misbehaving.dynamic.variant import Edit, Variant, sound, write_case
from sample_plugins.misbehaving.dynamic.workflows import WORKFLOWS

VARIANTS: tuple[Variant, ...] = (
    *INVENTORY,
    *INSTALLING,
    *PROCESS,
    *SCRIPTING,
    *WORKFLOWS,
    *LOGS,
)
"""Every variant."""

__all__ = ["VARIANTS", "Edit", "Merged", "Variant", "merge", "sound", "write_case"]
