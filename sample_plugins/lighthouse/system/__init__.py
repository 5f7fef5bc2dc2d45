"""A harbour office: the small REST service that the Lighthouse plug-in manages."""

from sample_plugins.lighthouse.system.server import Office, serve
from sample_plugins.lighthouse.system.state import HarbourState

__all__ = ["HarbourState", "Office", "serve"]
