"""Plug-ins that misbehave while they run: sound ones, each with one change."""

from sample_plugins.misbehaving.dynamic.bases import DEPOT, LIGHTHOUSE
from sample_plugins.misbehaving.dynamic.checkpoints import CHECKPOINTS
from sample_plugins.misbehaving.dynamic.documents import DOCUMENTS
from sample_plugins.misbehaving.dynamic.events import EVENTS
from sample_plugins.misbehaving.dynamic.files import FILES
from sample_plugins.misbehaving.dynamic.installing import INSTALLING
from sample_plugins.misbehaving.dynamic.inventory import INVENTORY
from sample_plugins.misbehaving.dynamic.leaks import LEAKS
from sample_plugins.misbehaving.dynamic.logs import LOGS
from sample_plugins.misbehaving.dynamic.merging import Merged, merge
from sample_plugins.misbehaving.dynamic.network import NETWORK
from sample_plugins.misbehaving.dynamic.process import PROCESS
from sample_plugins.misbehaving.dynamic.reach import REACH
from sample_plugins.misbehaving.dynamic.reading import READING
from sample_plugins.misbehaving.dynamic.resources import RESOURCES
from sample_plugins.misbehaving.dynamic.scripting import SCRIPTING
from sample_plugins.misbehaving.dynamic.session import SESSION
from sample_plugins.misbehaving.dynamic.shared_state import SHARED_STATE
from sample_plugins.misbehaving.dynamic.threads_of_host import THREADS_OF_HOST
from sample_plugins.misbehaving.dynamic.together import TOGETHER
from sample_plugins.misbehaving.dynamic.upgrading import UPGRADING
from sample_plugins.misbehaving.dynamic.variant import Edit, Variant
from sample_plugins.misbehaving.dynamic.workflows import WORKFLOWS

VARIANTS: tuple[Variant, ...] = (
    *INVENTORY,
    *INSTALLING,
    *UPGRADING,
    *DOCUMENTS,
    *PROCESS,
    *SCRIPTING,
    *WORKFLOWS,
    *CHECKPOINTS,
    *LOGS,
    *NETWORK,
    *FILES,
    *READING,
    *SESSION,
    *SHARED_STATE,
    *THREADS_OF_HOST,
    *REACH,
    *RESOURCES,
    *LEAKS,
    *TOGETHER,
    *EVENTS,
)
"""Every variant."""

__all__ = ["DEPOT", "LIGHTHOUSE", "VARIANTS", "Edit", "Merged", "Variant", "merge"]
