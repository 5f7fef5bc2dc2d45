"""Packages: list, details, export, removal (`reference/rest-api.md` §8 and §9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockvro.api.call import document, empty, file
from mockvro.api.content_items import category_name, element_href
from mockvro.api.documents import Item, attributes, envelope
from mockvro.api.errors import BadRequest, NotFound
from mockvro.api.routing import Route
from mockvro.store import Kind

if TYPE_CHECKING:
    from starlette.responses import Response

    from mockvro.api.call import Call
    from mockvro.api.documents import Json
    from mockvro.store import Element, StoredPackage

KEEP, WITH_CONTENT, KEEP_SHARED = (
    "deletePackage",
    "deletePackageWithContent",
    "deletePackageKeepingShared",
)
WRAPPERS = {
    Kind.WORKFLOW: ("workflows", "workflow", "workflow"),
    Kind.ACTION: ("actions", "actions", "action"),
    Kind.CONFIGURATION: ("configurations", "configuration", "configuration"),
    Kind.RESOURCE: ("resources", "resource", "resource"),
    Kind.POLICY: ("policy-templates", "policy-template", "policy-template"),
}
"""Kind to the list, the word around each member (`actions` is the product's own), the relation."""


def package_items(call: Call) -> list[Item]:
    """List entries; no attribute but the name is called `name`, one client relies on it."""
    return [
        Item(
            call.links.to("packages", package.name),
            {
                "name": package.name,
                "id": package.id,
                "description": package.description or None,
            },
        )
        for package in call.services.store.packages.all()
    ]


def listing(call: Call) -> Response:
    """`GET /packages`."""
    return document(call, "packages", envelope(package_items(call)))


def package_of(call: Call) -> StoredPackage:
    """The package that the path names, exactly.

    Raises:
        NotFound: There is none.
    """
    package = call.services.store.packages.get(call.path["name"])
    if package is None:
        raise NotFound(f"no package {call.path['name']!r}")
    return package


def show(call: Call) -> Response:
    """`GET /packages/{name}`: details, or the file for zip."""
    package = package_of(call)
    if call.wants_binary:
        return export(call)
    return document(call, "package-details", _details(call, package))


def export(call: Call) -> Response:
    """The package file; always served as zip."""
    # The package writer brings the cryptography library; it is loaded when first needed.
    from mockvro.plugins.configuration_values import Values  # noqa: PLC0415
    from mockvro.plugins.exporter import ExportOptions, export_package  # noqa: PLC0415

    options = ExportOptions(
        values=Values(
            plain=_asked(call, "exportConfigurationAttributeValues", default=True),
            secret=_asked(call, "exportConfigSecureStringAttributeValues"),
        ),
        tags=_asked(call, "exportGlobalTags", default=True),
        history=_asked(call, "exportVersionHistory", default=True),
        operations=call.query.get("allowedOperations") or "vef",
    )
    package = package_of(call)
    key_file = call.services.settings.data_dir / "server-key.pem"
    data = export_package(call.services.store, package, key_file, options)
    return file(data, "application/zip", f"{package.name}.package")


def _asked(call: Call, name: str, *, default: bool = False) -> bool:
    """A flag of an export; a bare name without value means yes, as one client writes it."""
    return call.query.get(name) == "" or call.flag(name, default=default)


def _details(call: Call, package: StoredPackage) -> Json:
    content: Json = {
        "id": package.id,
        "name": package.name,
        "href": call.links.to("packages", package.name),
        "description": package.description,
    }
    content |= {names[0]: [] for names in WRAPPERS.values()}
    for kind, element_id in call.services.store.packages.members(package.name):
        element = call.services.store.elements.get(kind, element_id)
        if element is not None and kind in set(WRAPPERS):
            plural, word, rel = WRAPPERS[Kind(kind)]
            content[plural].append({word: _member(call, element, rel)})
    content["used-plugins"] = [
        {"name": each.name, "version": each.version, "server-version": _installed(call, each.name)}
        for each in package.used_plugins
    ]
    return content


def _installed(call: Call, plugin: str) -> str | None:
    found = call.services.store.plugins.get(plugin)
    return found.version if found is not None else None


def _member(call: Call, element: Element, rel: str) -> Json:
    values: dict[str, object] = {
        "id": element.id,
        "name": element.name,
        "version": element.version,
        "categoryName": category_name(call, element),
    }
    if element.kind == Kind.ACTION:
        values["module"] = values["categoryName"]
    return {
        "attributes": attributes(values),
        "href": element_href(call, element),
        "rel": rel,
    }


def remove(call: Call) -> Response:
    """`DELETE /packages/{name}?option=`: alone, with its content, or with what nobody shares."""
    option = call.query.get("option") or KEEP
    if option not in (KEEP, WITH_CONTENT, KEEP_SHARED):
        raise BadRequest(
            f"unknown option {option!r}", advice=f"use {KEEP}, {WITH_CONTENT} or {KEEP_SHARED}"
        )
    package, store = package_of(call), call.services.store
    with store.transaction():
        members = store.packages.members(package.name) if option != KEEP else []
        for kind, element in members:
            shared = len(store.packages.owners(kind, element)) > 1
            if option == WITH_CONTENT or not shared:
                store.elements.remove(kind, element)
        store.packages.remove(package.name)
    return empty()


ROUTES = (
    Route("GET", "/vco/api/packages", listing),
    Route("GET", "/vco/api/packages/{name}", show),
    Route("DELETE", "/vco/api/packages/{name}", remove),
    Route("GET", "/vco/api/content/packages/{name}", export),
    Route("DELETE", "/vco/api/content/packages/{name}", remove),
)
