"""Times and counts of runs (`reference/rest-api.md` §11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockvro.api.call import document
from mockvro.api.executions import token_of
from mockvro.api.routing import Route

if TYPE_CHECKING:
    from starlette.responses import Response

    from mockvro.api.call import Call
    from mockvro.api.documents import Json
    from mockvro.engine.statistics import Activity, PluginTime
    from mockvro.store import TokenRecord

DEFAULT_LIMIT = 100


def show(call: Call) -> Response:
    """`GET …/executions/{eid}/statistics`: milliseconds and counts."""
    return document(call, "workflow-execution-statistics", _document(call, token_of(call)))


def _document(call: Call, token: TokenRecord) -> Json:
    statistics = call.services.engine.checkpoint(token).statistics
    until = token.ended_ms if token.ended_ms is not None else call.services.engine.now_ms()
    return {
        "id": token.id,
        "total-time": until - token.started_ms,
        "number-of-transitions": statistics.transitions,
        "total-number-of-transitions": statistics.all_transitions,
        "token-size": len(token.document),
        "token-blocked": round(statistics.blocked_ms),
        "token-system": round(statistics.system_ms),
        "token-user": round(statistics.user_ms),
        "token-wait": round(statistics.wait_ms),
        "activities": [_activity(*each) for each in statistics.activities.items()],
        "plugins": [_plugin(*each) for each in statistics.plugins.items()],
    }


def _activity(name: str, activity: Activity) -> Json:
    return {
        "id": name,
        "total-time": round(activity.total_ms),
        "number-of-executions": activity.executions,
        "number-of-transitions": activity.transitions,
        "max-time": round(activity.max_ms),
    }


def _plugin(name: str, time: PluginTime) -> Json:
    return {
        "plugin-name": name,
        "total-time": round(time.total_ms),
        "number-of-executions": time.executions,
    }


def all_runs(call: Call) -> Response:
    """`GET /mgmt/statistics/workflow-execution`: newest first, at most `limit`."""
    limit = call.query.get("limit") or ""
    tokens = call.services.store.tokens.newest(int(limit) if limit.isdecimal() else DEFAULT_LIMIT)
    found = [_document(call, token) for token in tokens]
    return document(call, "workflow-execution-statistics-list", {"statistics": found})


ROUTES = (
    Route("GET", "/vco/api/workflows/{id}/executions/{eid}/statistics", show),
    Route("GET", "/vco/api/mgmt/statistics/workflow-execution", all_runs),
)
