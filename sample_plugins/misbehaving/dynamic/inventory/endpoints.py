"""What plug-ins do when they have several endpoints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sample_plugins.misbehaving.dynamic.inventory.remote import (
    FIND,
    FIRST_HARBOUR,
    LIST,
    PAGE,
    SILENT_OFFICE,
    inventory,
    remembering,
)
from sample_plugins.misbehaving.dynamic.variant import bad, doubted, near, warned

if TYPE_CHECKING:
    from sample_plugins.misbehaving.dynamic.variant import Variant

_ADD_HARBOUR: Final = "found.add(new Harbour(session, settings));"
_SILENT: Final = "silent++;"
_COUNT: Final = "found.setTotalCount(found.getTotalCount() + silent);"

_IDS: Final = (
    bad(
        "inv.id-ambiguous",
        "finds_at_the_first_harbour",
        inventory(FIND, FIND.replace("office(settings,", f"office({FIRST_HARBOUR},")),
        also=("fail inv.wrong-tenant",),
    ),
    doubted(
        "inv.id-ambiguous",
        "asks_every_harbour",
        inventory(
            FIND,
            "Fields answer = null; for (HarbourSettings each : session.store().all()) {"
            " Fields given = path == null ? null"
            " : session.office(each, shortDeadline()).get(path);"
            " if (path != null && each.id.equals(settings.id)) { answer = given; } }",
        ),
    ),
    near(
        "inv.id-ambiguous",
        "asks_its_harbour_twice",
        inventory(
            FIND,
            f"if (path != null) {{ session.office(settings, shortDeadline()).get(path); }} {FIND}",
        ),
    ),
)

_TENANTS: Final = (
    bad(
        "inv.wrong-tenant",
        "lists_the_first_harbour_for_all",
        inventory(LIST, LIST.replace("session.harbour(harbourId)", FIRST_HARBOUR)),
    ),
    bad(
        "inv.wrong-tenant",
        "remembers_answers_by_path",
        remembering("Fields"),
        inventory(
            PAGE,
            "String page1 = pageOf(path, namePart, found.size());"
            " Fields answer = SEEN.computeIfAbsent(page1, office::get);",
        ),
        also=("fail inv.stale-cache",),
    ),
    near(
        "inv.wrong-tenant",
        "greets_the_first_harbour_too",
        inventory(
            "List<Lighthouse> found = new ArrayList<Lighthouse>();",
            "List<Lighthouse> found = new ArrayList<Lighthouse>();"
            f' session.office({FIRST_HARBOUR}, shortDeadline()).get("/office");',
        ),
    ),
)

_LISTINGS: Final = (
    bad(
        "inv.relation-overwrites",
        "keeps_the_last_harbour",
        inventory(_ADD_HARBOUR, f"found.clear(); {_ADD_HARBOUR}"),
    ),
    near(
        "inv.relation-overwrites",
        "lists_harbours_backwards",
        inventory(_ADD_HARBOUR, _ADD_HARBOUR.replace("add(", "add(0, ")),
    ),
    bad(
        "inv.one-dead-endpoint",
        "stops_at_the_first_failure",
        inventory(_SILENT, "throw e;"),
    ),
    near("inv.one-dead-endpoint", "tells_the_log_only", inventory(_COUNT, "")),
    warned("inv.one-dead-endpoint", "tells_nobody", inventory(_COUNT, ""), SILENT_OFFICE),
)

ENDPOINTS: Final[tuple[Variant, ...]] = (*_IDS, *_TENANTS, *_LISTINGS)
"""Variants about endpoints."""
