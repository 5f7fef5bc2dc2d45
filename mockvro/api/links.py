"""Absolute addresses that the server makes; every one ends in a slash (`rest-api.md` §1.1)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

API = "vco/api"


@lru_cache(maxsize=4096)
def _segment(text: str) -> str:
    return quote(text, safe="") + "/"


@dataclass(frozen=True, slots=True)
class Links:
    """Maker of addresses for one request.

    Attributes:
        origin: Scheme, host and port as the client addressed the server.
    """

    origin: str

    def to(self, *segments: str) -> str:
        """Address below `/vco/api`; each segment is data and is escaped as a whole."""
        path = "".join([_segment(segment) for segment in segments])
        return f"{self.origin}/{API}/{path}"

    def plain(self, *segments: str) -> str:
        """Address without the closing slash, for the few places where the product has none."""
        return self.to(*segments).removesuffix("/")

    def workflow(self, workflow_id: str, *more: str) -> str:
        """Address of a workflow or something below it."""
        return self.to("workflows", workflow_id, *more)

    def execution(self, workflow_id: str, token_id: str, *more: str) -> str:
        """Address of an execution or something below it."""
        return self.to("workflows", workflow_id, "executions", token_id, *more)

    def action(self, action_id: str, *more: str) -> str:
        """Address of an action or something below it."""
        return self.to("actions", action_id, *more)

    def catalog(self, *segments: str) -> str:
        """Address in the catalog."""
        return self.to("catalog", *segments)
