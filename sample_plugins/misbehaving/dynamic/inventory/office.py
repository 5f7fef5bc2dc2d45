"""What plug-ins do to, and with, the system that they manage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sample_plugins.misbehaving.dynamic.inventory.remote import (
    DESCRIPTOR,
    FIND,
    LAMP,
    LAMPS,
    PAGE,
    SILENT_OFFICE,
    inventory,
    remembering,
)
from sample_plugins.misbehaving.dynamic.variant import Edit, bad, light, near, warned

if TYPE_CHECKING:
    from sample_plugins.misbehaving.dynamic.variant import Variant

_MOST: Final = "MOST_FOUND = 2000"
_QUERY: Final = "existing(office.get(pageOf(path, text, seen)), harbour.name)"
_UNASKED: Final = inventory(_QUERY, _QUERY.replace("text", '""'))
_LIGHTHOUSE: Final = "path(Types.LIGHTHOUSE, lighthouse)"

WRITES: Final = (
    bad(
        "inv.side-effect",
        "marks_the_lamps_that_it_finds",
        inventory(
            FIND,
            f"{FIND} if (answer != null && Types.LAMP.equals(type)) {{"
            " session.office(settings, shortDeadline())"
            '.put(path + "/state", new java.util.HashMap<String, Object>()); }',
        ),
    ),
    near(
        "inv.side-effect",
        "deletes_what_is_not_there",
        inventory(
            FIND,
            "if (path != null) { session.office(settings, shortDeadline())"
            f'.delete("/lighthouses/nobody"); }} {FIND}',
        ),
    ),
)
"""Variants that write while they read."""


def _asking(count: int) -> Edit:
    """Says that it does not know, after some remote calls."""
    return light(
        "LighthouseFactory",
        "return HasChildrenResult.Unknown;",
        "ObjectId known = ObjectId.parse(parentId, Types.HARBOUR.equals(parentType) ? 0 : 1);"
        f" for (int i = 0; known != null && i < {count}; i++) {{"
        ' session.office(known.harbour(), Inventory.shortDeadline()).get("/statistics"); }'
        " return HasChildrenResult.Unknown;",
    )


COSTS: Final = (
    bad("inv.haschildren-slow", "asks_twelve_times", _asking(12)),
    warned("inv.haschildren-slow", "asks_six_times", _asking(6)),
    near("inv.haschildren-slow", "asks_once", _asking(1)),
    bad(
        "inv.findall-unbounded",
        "lists_everything",
        inventory(_MOST, "MOST_FOUND = Integer.MAX_VALUE"),
        inventory("PAGE = 500", "PAGE = 50000"),
        light("Office", "LARGEST = 4 ", "LARGEST = 64 "),
    ),
    near("inv.findall-unbounded", "lists_more", inventory(_MOST, "MOST_FOUND = 4000")),
    bad("inv.query-ignored", "lists_all_the_same", _UNASKED),
    near(
        "inv.query-ignored",
        "shouts_its_query",
        inventory(_QUERY, _QUERY.replace("text", "text.toUpperCase(Locale.ROOT)")),
    ),
    near(
        "inv.query-ignored",
        "says_that_it_does_not_filter",
        _UNASKED,
        case='[inventory]\nunfiltered = ["Lighthouse:Lighthouse", "Lighthouse:Lamp",'
        ' "Lighthouse:Keeper"]\n',
    ),
    bad(
        "inv.n-plus-one",
        "asks_for_each_lamp",
        inventory(
            LAMP,
            "found.add(lamp(lighthouse, existing(session.office(harbour, shortDeadline())"
            f'.get({_LIGHTHOUSE} + "/lamps/" + ObjectId.encode(item.text("id"))), "lamp")));',
        ),
    ),
    near(
        "inv.n-plus-one",
        "asks_for_the_lighthouse_first",
        inventory(LAMPS, f"{LAMPS} session.office(harbour, shortDeadline()).get({_LIGHTHOUSE});"),
    ),
)
"""Variants that ask too often, or for too much."""


def _caught(then: str) -> Edit:
    tried = PAGE.replace("Fields answer = ", "answer = ")
    return inventory(
        PAGE,
        f"Fields answer; try {{ {tried} }} catch (LighthouseException e) {{ {then} }}",
    )


FAILURES: Final = (
    bad("inv.swallowed-error", "lists_nothing_then", _caught("answer = null;"), SILENT_OFFICE),
    warned("inv.swallowed-error", "lists_nothing_and_logs_it", _caught("answer = null;")),
    near(
        "inv.swallowed-error",
        "throws_another_exception",
        _caught('throw new IllegalStateException("no list of " + harbour.name, e);'),
    ),
)
"""Variants that keep errors to themselves, or pass them on."""

_REMEMBER: Final = (
    remembering("Fields"),
    inventory(
        FIND,
        "Fields answer = path == null ? null : SEEN.computeIfAbsent(settings.id + path,"
        " key -> session.office(settings, shortDeadline()).get(path));",
    ),
)
_INVALIDATE_ALL: Final = 'session.request("invalidateAll", "");'
_INVALIDATE: Final = 'session.request("invalidate " + Text.visible(type), id);'
_FORGET: Final = "Inventory.SEEN.clear();"

_PHONE: Final = 'java-name="phone" return-type="String" read-only="true"'
_SETTER: Final = (
    light("Keeper", "private final String phone;", "private volatile String phone;"),
    light(
        "Keeper",
        "public String getPhone() {",
        "public void setPhone(String value) {\n        phone = value;\n    }\n\n"
        "    public String getPhone() {",
    ),
    Edit(DESCRIPTOR, _PHONE, _PHONE.replace("true", "false")),
)
_NEW_KEEPER: Final = (
    "return new Keeper(\n"
    "                session,\n"
    '                ObjectId.of(harbourId, answer.text("id")),\n'
    '                answer.text("name"),\n'
    '                answer.optionalText("phone"));'
)

MEMORY: Final = (
    bad("inv.stale-cache", "keeps_what_it_found", *_REMEMBER),
    near(
        "inv.stale-cache",
        "forgets_when_it_is_told",
        *_REMEMBER,
        light("LighthouseFactory", _INVALIDATE_ALL, f"{_INVALIDATE_ALL} {_FORGET}"),
        light("LighthouseFactory", _INVALIDATE, f"{_INVALIDATE} {_FORGET}"),
    ),
    bad(
        "inv.shared-instance",
        "keeps_keepers_that_change",
        *_SETTER,
        remembering("Keeper"),
        inventory(
            _NEW_KEEPER,
            'return SEEN.computeIfAbsent(harbourId + " " + answer.text("id"), key -> '
            + _NEW_KEEPER.removeprefix("return ").removesuffix(";")
            + ");",
        ),
    ),
    near("inv.shared-instance", "has_keepers_that_change", *_SETTER),
    bad(
        "inv.no-notify",
        "tells_the_server_nothing",
        light("Session", "boolean open = true;", "boolean open = false;"),
    ),
    near(
        "inv.no-notify",
        "tells_of_the_tree_only",
        light("Session", "handler.notifyElementUpdated(type, object.toString());", ""),
        light("Session", "handler.notifyElementDeleted(type, object.toString());", ""),
    ),
)
"""Variants that remember, and keep to themselves what they changed."""

OFFICE: Final[tuple[Variant, ...]] = (*WRITES, *COSTS, *FAILURES, *MEMORY)
"""Variants about the managed system."""
