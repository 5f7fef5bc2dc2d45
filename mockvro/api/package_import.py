"""Importing packages, and what an import would do (`reference/rest-api.md` §8)."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import msgspec

from mockvro.api.call import document
from mockvro.api.content_items import category_name
from mockvro.api.documents import present
from mockvro.api.errors import BadRequest, Conflict
from mockvro.api.routing import Route
from mockvro.plugins.configuration_values import Values
from mockvro.plugins.import_options import ImportOptions, TagMode
from mockvro.plugins.policy import Overwrite

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.responses import Response

    from mockvro.api.call import Call
    from mockvro.api.documents import Json
    from mockvro.plugins.importer import Decision, Plan
    from mockvro.store import Element

KINDS = (
    "Workflow",
    "PolicyTemplate",
    "ScriptModule",
    "ResourceElement",
    "ConfigurationElement",
    "WorkflowToken",
    "ActionEnvironment",
)
"""Element types that import details can name."""


def _plan(call: Call, overwrite: Overwrite) -> Plan:
    # The package reader brings the cryptography library; it is loaded when first needed.
    from mockvro.plugins.importer import plan_import  # noqa: PLC0415

    received = call.upload()
    data = received.stream.read()
    return plan_import(call.services.store, data, overwrite, file=received.name)


def upload(call: Call) -> Response:
    """`POST /packages` and `POST /content/packages`: 202, the one success every client takes."""
    return _import(call, _options(call, call.query), refuses_older=not call.flag("overwrite"))


def extended_import(call: Call) -> Response:
    """`POST /packages/extendedImport`: 202; a specification picks elements and says how."""
    wanted = _specification(call)
    words = {
        key: str(value).lower() if isinstance(value, bool) else value
        for key, value in wanted.items()
        if isinstance(value, str | bool)
    }
    options = _options(call, words)
    elements = wanted.get("importElements")
    if elements is not None:
        options = dataclasses.replace(options, only=_chosen(elements))
    overwrite = wanted.get("overwrite") is True
    refuses = not overwrite and wanted.get("importOlderVersions") is not True
    return _import(call, options, refuses_older=refuses, overwrite=overwrite)


def _specification(call: Call) -> Json:
    """The part `importSpecification`: a field, or a file of JSON as Spring sends it."""
    part = call.form.get("importSpecification") if call.form is not None else None
    if part is None:
        raise BadRequest("the request has no part called 'importSpecification'")
    data = part.encode() if isinstance(part, str) else part.file.read()
    try:
        found = msgspec.json.decode(data)
    except msgspec.DecodeError as problem:
        raise BadRequest(f"importSpecification is not JSON: {problem}") from problem
    if not isinstance(found, dict):
        raise BadRequest("importSpecification must be an object")
    return found


def _chosen(elements: object) -> frozenset[tuple[str, str]]:
    if not isinstance(elements, list) or not all(isinstance(each, dict) for each in elements):
        raise BadRequest("importElements must be a list of elements")
    return frozenset((str(each.get("type")), str(each.get("id"))) for each in elements)


def _options(call: Call, query: Mapping[str, str]) -> ImportOptions:
    word = query.get("tagImportMode") or TagMode.PRESERVE
    if word not in set(TagMode):
        raise BadRequest(f"unknown tagImportMode {word!r}", advice=f"use {', '.join(TagMode)}")
    values = Values(
        plain=query.get("importConfigurationAttributeValues", "true").lower() != "false",
        secret=query.get("importConfigSecureStringAttributeValues", "").lower() == "true",
    )
    return ImportOptions(values, TagMode(word), call.user)


def _import(
    call: Call, options: ImportOptions, *, refuses_older: bool, overwrite: bool | None = None
) -> Response:
    """Import; an older element in the package is a conflict where it is not wanted.

    Nothing is imported then.
    """
    from mockvro.plugins.importer import execute  # noqa: PLC0415 - as in _plan

    always = call.flag("overwrite") if overwrite is None else overwrite
    plan = _plan(call, Overwrite.ALWAYS if always else Overwrite.NEWER)
    older = [
        each
        for each in plan.decisions
        if each.comparison == "importSmaller" and options.takes(each.element.kind, each.element.id)
    ]
    if older and refuses_older:
        names = ", ".join(each.element.name for each in older)
        raise Conflict(f"the package has older versions of: {names}", advice="use ?overwrite=true")
    execute(call.services.store, plan, options)
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
        "importElementDetails": [
            _element(call, each) for each in plan.decisions if each.element.kind in KINDS
        ],
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
            "hasNameConflict": _has_name_conflict(call, element, decision.path),
            "hasRights": True,
            "renamed": False,
        }
    )


def _has_name_conflict(call: Call, element: Element, path: tuple[str, ...]) -> bool:
    """Whether another element has this name in this place."""
    store = call.services.store
    return any(
        each.id != element.id
        and each.name == element.name
        and tuple(part.name for part in store.categories.path(each.category)) == path
        for each in store.elements.all(element.kind)
    )


ROUTES = (
    Route("POST", "/vco/api/packages", upload),
    Route("POST", "/vco/api/packages/import-details", import_details),
    Route("POST", "/vco/api/packages/extendedImport", extended_import),
    Route("POST", "/vco/api/content/packages", upload),
)
