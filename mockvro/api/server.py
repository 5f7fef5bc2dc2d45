"""Facts about the server itself (`reference/rest-api.md` §6, §19)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from mockvro.api.call import document
from mockvro.api.documents import Item, relations
from mockvro.api.errors import NotFound
from mockvro.api.routing import Route
from mockvro.api.schema import SCHEMA_NAME, xml_schema

if TYPE_CHECKING:
    from mockvro.api.call import Call
    from mockvro.api.documents import Json

CORE_TYPES = (
    "Any",
    "boolean",
    "CompositeType",
    "ConfigurationElement",
    "Credential",
    "Date",
    "EncryptedString",
    "MimeAttachment",
    "NULL",
    "number",
    "Path",
    "Properties",
    "Regexp",
    "ResourceElement",
    "SecureString",
    "string",
    "Text",
    "Trigger",
    "void",
    "Workflow",
    "WorkflowToken",
)
RESULT_ONLY = frozenset({"void", "NULL"})
RUNTIMES = ("node:20", "powercli:13-powershell-7.4", "powershell:7.4", "python:3.10")
GROUP = {"cn": "admins", "dn": "mockvro\\admins", "display-name": "admins"}


def server(call: Call) -> Response:
    """`GET /server`."""
    items = [Item(call.links.to("server", name), rel="down") for name in ("users", "groups")]
    content: Json = {"href": call.links.to("server"), "relations": relations(items)}
    return document(call, "server-object", content)


def authentication(call: Call) -> Response:
    """`GET /server/authentication`: one local account."""
    content = {"mode": "LDAP", "url": call.links.to(), "pkce": False}
    return document(call, "server-authentication", content)


def users(call: Call) -> Response:
    """`GET /server/users`: the one account."""
    name = call.services.settings.username
    shown = _filtered(call, [{"display-name": name, "login-name": name}], "login-name")
    return document(call, "ldap-users", {"users": shown, "partial-result": False})


def groups(call: Call) -> Response:
    """`GET /server/groups`: the one group."""
    shown = _filtered(call, [GROUP], "cn")
    return document(call, "user-groups", {"groups": shown, "partial-result": False})


def _filtered(call: Call, found: list[dict[str, str]], key: str) -> list[dict[str, str]]:
    wanted = (call.query.get("filter") or "").lower().strip("*")
    return [each for each in found if wanted in each[key].lower()][: call.page().size]


def types(call: Call) -> Response:
    """`GET /server-configuration/types`: core types, and the visible ones of plug-ins."""
    plugins = call.services.plugins
    descriptors = [plugins.descriptor(each) for each in plugins.enabled()]
    names = [
        f"{descriptor.name}:{finder.type}"
        for descriptor in descriptors
        for finder in descriptor.finders
        if not finder.hidden
    ]
    shown = [_type(name) for name in (*CORE_TYPES, *names)]
    return document(call, "o11n-types", {"o11n-type": shown})


def _type(name: str) -> Json:
    usable = name not in RESULT_ONLY
    return {"name": name, "ret": True, "in": usable, "out": usable, "attr": usable}


def runtimes(call: Call) -> Response:
    """`GET /server-configuration/polyglot-runtimes`: their names; none of them is simulated."""
    return document(call, "o11n-polyglot-runtimes", {"o11n-polyglot-runtime": list(RUNTIMES)})


def schema(_call: Call) -> Response:
    """`GET /schema`: the XML schema of what is served."""
    return Response(xml_schema(), media_type="application/xml")


def schema_of(call: Call) -> Response:
    """`GET /schema/{name}`."""
    if call.path["name"] != SCHEMA_NAME:
        raise NotFound(f"no schema {call.path['name']!r}")
    return schema(call)


ROUTES = (
    Route("GET", "/vco/api/server", server),
    Route("GET", "/vco/api/server/authentication", authentication),
    Route("GET", "/vco/api/server/users", users),
    Route("GET", "/vco/api/server/groups", groups),
    Route("GET", "/vco/api/server-configuration/types", types),
    Route("GET", "/vco/api/server-configuration/polyglot-runtimes", runtimes),
    Route("GET", "/vco/api/schema", schema),
    Route("GET", "/vco/api/schema/{name}", schema_of),
)
