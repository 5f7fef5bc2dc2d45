"""Packages: list, details, import, export, removal (`reference/rest-api.md` §8 and §9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mockvro.api.call import document, empty, file
from mockvro.api.content_items import category_name, element_href, element_item
from mockvro.api.documents import Item, attributes, envelope, present
from mockvro.api.errors import BadRequest, Conflict, NotFound
from mockvro.api.routing import Route
from mockvro.plugins.policy import Overwrite
from mockvro.store import Kind

if TYPE_CHECKING:
    from starlette.responses import Response

    from mockvro.api.call import Call
    from mockvro.api.documents import Json
    from mockvro.plugins.importer import Decision, Plan
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


def listing(call: Call) -> Response:
    """`GET /packages`; no attribute but the name is called `name`, one client relies on it."""
    items = [
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
    return document(call, "packages", envelope(items))


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
    from mockvro.plugins.exporter import export_package  # noqa: PLC0415

    values = Values(
        plain=call.flag("exportConfigurationAttributeValues", default=True),
        secret=call.flag("exportConfigSecureStringAttributeValues"),
    )
    package = package_of(call)
    key_file = call.services.settings.data_dir / "server-key.pem"
    data = export_package(call.services.store, package, key_file, values)
    return file(data, "application/zip", f"{package.name}.package")


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


def _plan(call: Call, overwrite: Overwrite) -> Plan:
    # The package reader brings the cryptography library; it is loaded when first needed.
    from mockvro.plugins.importer import plan_import  # noqa: PLC0415

    received = call.upload()
    data = received.stream.read()
    return plan_import(call.services.store, data, overwrite, file=received.name)


def upload(call: Call) -> Response:
    """`POST /packages` and `POST /content/packages`: 202, the one success every client takes.

    Without `overwrite` an older element in the package is a conflict and nothing is imported.
    """
    from mockvro.plugins.configuration_values import Values  # noqa: PLC0415 - as in _plan
    from mockvro.plugins.importer import execute  # noqa: PLC0415

    overwrite = call.flag("overwrite")
    plan = _plan(call, Overwrite.ALWAYS if overwrite else Overwrite.NEWER)
    older = [each for each in plan.decisions if each.comparison == "importSmaller"]
    if older and not overwrite:
        names = ", ".join(each.element.name for each in older)
        raise Conflict(f"the package has older versions of: {names}", advice="use ?overwrite=true")
    values = Values(
        plain=call.flag("importConfigurationAttributeValues"),
        secret=call.flag("importConfigSecureStringAttributeValues"),
    )
    execute(call.services.store, plan, values)
    errors = [_error(each) for each in plan.decisions if each.problem]
    return document(call, "package-import-result", {"errors": errors}, status=202)


def _error(decision: Decision) -> Json:
    element = decision.element
    return {
        "message": decision.problem,
        "id": element.id,
        "type": element.kind,
        "name": element.name,
    }


def import_details(call: Call) -> Response:
    """`POST /packages/import-details`: what an import would do."""
    plan = _plan(call, Overwrite.NEWER)
    report, name = plan.report, plan.package.name
    content: Json = {
        "packageName": name,
        "packageAlreadyExists": call.services.store.packages.get(name) is not None,
        "contentVerified": report.verified,
        "certificateUnknown": not report.fingerprint,
        "certificateTrusted": report.verified and not report.sample_key,
        "certificateValid": bool(report.fingerprint) and not report.expired,
        "packageCertificateInfo": _certificate(report),
        "importElementDetails": [_element(call, each) for each in plan.decisions],
    }
    return document(call, "import-package-details", present(content))


def _certificate(report: Any) -> Json | None:
    if not report.fingerprint:
        return None
    return {
        "commonName": report.signer,
        "validFromDate": report.valid_from.isoformat() if report.valid_from else None,
        "validUntilDate": report.valid_until.isoformat() if report.valid_until else None,
        "publicKeyAlgorithm": "RSA",
        "fingerprintSHA1": report.fingerprint,
    }


def _element(call: Call, decision: Decision) -> Json:
    element, stored = decision.element, decision.stored
    return present(
        {
            "id": element.id,
            "type": element.kind,
            "fileObjectName": element.name,
            "fileCategory": "/".join(decision.path),
            "fileObjectVersion": element.version,
            "serverObjectName": stored.name if stored else None,
            "serverCategory": category_name(call, stored) if stored else None,
            "serverObjectVersion": stored.version if stored else None,
            "versionComparison": decision.comparison,
            "importIt": decision.writes,
            "hasTenantConflict": False,
            "hasNameConflict": False,
            "hasRights": True,
            "renamed": False,
        }
    )


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


def content_types(call: Call) -> Response:
    """`GET /content`: the kinds that can be imported and exported."""
    names = ("workflows", "actions", "packages")
    items = [Item(call.links.to("content", name), {"name": name, "id": name}) for name in names]
    return document(call, "inventory-items", envelope(items))


def content_workflows(call: Call) -> Response:
    """`GET /content/workflows`."""
    return _contents(call, Kind.WORKFLOW)


def content_actions(call: Call) -> Response:
    """`GET /content/actions`."""
    return _contents(call, Kind.ACTION)


def _contents(call: Call, kind: Kind) -> Response:
    elements = call.services.store.elements.all(kind)
    items = [element_item(call, each) for each in elements]
    return document(call, "inventory-items", envelope(items))


ROUTES = (
    Route("GET", "/vco/api/packages", listing),
    Route("POST", "/vco/api/packages", upload),
    Route("POST", "/vco/api/packages/import-details", import_details),
    Route("GET", "/vco/api/packages/{name}", show),
    Route("DELETE", "/vco/api/packages/{name}", remove),
    Route("GET", "/vco/api/content", content_types),
    Route("GET", "/vco/api/content/workflows", content_workflows),
    Route("GET", "/vco/api/content/actions", content_actions),
    Route("GET", "/vco/api/content/packages", listing),
    Route("POST", "/vco/api/content/packages", upload),
    Route("GET", "/vco/api/content/packages/{name}", export),
)
