"""Whose script it is that asks: a workflow run, a policy, an action on its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mockvro.engine.handling import SESSION as POLICY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mockvro.engine.actions import ActionRun
    from mockvro.scripting.world import World
    from mockvro.store import TokenRecord


class Origin(NamedTuple):
    """What a script belongs to.

    Attributes:
        id: Of the run, policy or execution; empty for scripts of nobody.
        user: Who started it; None for scripts of nobody.
        token: The run; None elsewhere.
        action: The execution of an action; None elsewhere.
    """

    id: str = ""
    user: str | None = None
    token: TokenRecord | None = None
    action: ActionRun | None = None


def origin_of(world: World, params: Mapping[str, Any]) -> Origin:
    """The origin of a `server.call`, which names its run or at least its session."""
    session = params.get("session") or ""
    token_id = params.get("token") or ""
    token = world.store.tokens.get(token_id)
    if token is not None:
        return Origin(token.id, token.started_by, token)
    action = world.engine.actions.of_session(session)
    if action is not None:
        return Origin(action.id, action.user, action=action)
    policy_id = session.removeprefix(POLICY) if session.startswith(POLICY) else ""
    policy = world.store.policies.get(policy_id) if policy_id else None
    return Origin() if policy is None else Origin(policy.id, policy.started_by)
