"""Variants for the checks of sessions, log-ins and endpoints."""

from sample_plugins.misbehaving.dynamic.session.credentials import CREDENTIALS
from sample_plugins.misbehaving.dynamic.session.endpoints import ENDPOINTS
from sample_plugins.misbehaving.dynamic.session.logins import LOGINS
from sample_plugins.misbehaving.dynamic.session.trust import TRUST

SESSION = (*LOGINS, *ENDPOINTS, *TRUST, *CREDENTIALS)
"""Every variant of the area."""

__all__ = ["SESSION"]
