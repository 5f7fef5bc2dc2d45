"""The whole content of a store as one document, for comparing before with after."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from mockvro.store.elements import Element
    from mockvro.store.store import Store


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _element(element: Element, packages: list[str], sides: dict[str, bytes]) -> dict[str, Any]:
    return {
        "kind": element.kind,
        "id": element.id,
        "name": element.name,
        "version": element.version,
        "category": element.category,
        "origin": element.origin,
        "signature": element.signature,
        "packages": packages,
        "sha256": _digest(element.data),
        "sides": {name: _digest(data) for name, data in sides.items()},
    }


def _endpoints(store: Store, installed: set[str]) -> list[dict[str, Any]]:
    """Endpoint configurations without their values, which may be secrets."""
    return [
        {
            "plugin": plugin,
            "pluginInstalled": plugin in installed,
            "id": endpoint.id,
            "keys": sorted(endpoint.entries),
            "sha256": _digest(msgspec.json.encode(endpoint.entries, order="sorted")),
        }
        for plugin in store.endpoints.plugins()
        for endpoint in store.endpoints.of(plugin)
    ]


def listing(store: Store) -> dict[str, Any]:
    """Elements, categories, packages, plug-ins and endpoint configurations with digests."""
    plugins = store.plugins.all()
    return {
        "elements": [
            _element(
                element,
                store.packages.owners(element.kind, element.id),
                store.sides.all(element.kind, element.id),
            )
            for element in store.elements.all()
        ],
        "tags": [
            {"type": each.type, "object": each.object, "owner": each.owner, "name": each.name}
            for each in store.tags.all()
        ],
        "categories": [
            {"id": each.id, "type": each.type, "name": each.name, "parent": each.parent}
            for each in store.categories.all()
        ],
        "packages": [
            {
                "name": package.name,
                "members": [
                    {"kind": kind, "id": element}
                    for kind, element in store.packages.members(package.name)
                ],
            }
            for package in store.packages.all()
        ],
        "plugins": [
            {
                "name": plugin.name,
                "version": plugin.version,
                "build": plugin.build,
                "fileName": plugin.file_name,
                "enabled": plugin.enabled,
                "descriptorSha256": _digest(plugin.descriptor),
            }
            for plugin in plugins
        ],
        "endpoints": _endpoints(store, {plugin.name for plugin in plugins}),
        "unfinishedTokens": [token.id for token in store.tokens.unfinished()],
    }
