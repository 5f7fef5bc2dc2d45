"""Answers `server.call` of `docs/host-protocol.md`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mockvro.content.errors import ContentError
from mockvro.engine.model import ItemFailure
from mockvro.plugins.errors import NotServedError
from mockvro.scripting.answers import from_argument, to_answer
from mockvro.scripting.errors import ScriptCallError
from mockvro.scripting.groups import GROUPS
from mockvro.scripting.logs import CHANNELS, SEVERITIES, log
from mockvro.scripting.origins import origin_of
from mockvro.scripting.registry import Call, Registry

if TYPE_CHECKING:
    from mockvro.scripting.world import World

Params = dict[str, Any]

REGISTRY = Registry(GROUPS)


class ScriptingApi:
    """Members of the scripting API that need the Orchestrator."""

    def __init__(self, world: World) -> None:
        self._world = world

    def answer(self, params: Params) -> Any:
        """The value of a member, or None after an assignment.

        Raises:
            NotServedError: The member is not simulated.
            ScriptCallError: The script asks for something that is not there or not allowed.
        """
        owner, member = params["object"], params["member"]
        if owner in CHANNELS and member in SEVERITIES:
            log(self._world, owner, member, params)
            return None
        handler = self._handler(owner, member, is_assignment=bool(params.get("assign")))
        try:
            return to_answer(handler(self._call(params)))
        except (ContentError, ItemFailure) as problem:
            raise ScriptCallError(str(problem)) from problem

    def _handler(self, owner: str, member: str, *, is_assignment: bool) -> Any:
        found = REGISTRY.member(owner, member)
        if is_assignment:
            setter = REGISTRY.setter(owner, member)
            if setter is None and found is not None:
                raise ScriptCallError(f"Attribute {member} of {owner} is read-only")
            if setter is not None:
                return setter
        if found is None:
            raise NotServedError(f"{owner}.{member} is not simulated")
        return found.handler

    def _call(self, params: Params) -> Call:
        origin = origin_of(self._world, params)
        args = [from_argument(each) for each in params.get("args") or ()]
        user = origin.user or self._world.settings.username
        return Call(self._world, origin.token, user, args)
