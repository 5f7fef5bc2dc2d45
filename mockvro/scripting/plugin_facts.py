"""What plug-ins are installed and which types they have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from mockvro.content.descriptor import Descriptor
from mockvro.scripting.answers import CoreObject
from mockvro.scripting.registry import Call, Members

if TYPE_CHECKING:
    from mockvro.content.descriptor import Finder
    from mockvro.scripting.world import World

SERVER = Members("Server")
KIND = "Object"


def _descriptors(world: World) -> list[Descriptor]:
    return [
        msgspec.json.decode(each.descriptor, type=Descriptor)
        for each in world.store.plugins.all()
        if each.enabled
    ]


def _type(plugin: Descriptor, finder: Finder) -> CoreObject:
    return CoreObject(
        "PluginTypeDescription",
        {
            "name": finder.type,
            "type": f"{plugin.name}:{finder.type}",
            "kind": KIND,
            "description": finder.description,
        },
    )


def _types(plugin: Descriptor) -> list[CoreObject]:
    return [_type(plugin, each) for each in plugin.finders if not each.hidden]


@SERVER.answers("getAllPluginInfo", lacks="plug-ins that come with the product are not there")
def _info(call: Call) -> Any:
    return [
        CoreObject(
            "PluginModuleDescription",
            {
                "name": each.name,
                "version": each.version,
                "description": each.description or "",
                "types": _types(each),
            },
        )
        for each in _descriptors(call.world)
    ]


@SERVER.answers("getAllPluginTypes", lacks="element type of the array is unverified")
def _all_types(call: Call) -> Any:
    return [found for each in _descriptors(call.world) for found in _types(each)]


@SERVER.answers("getPluginTypeInfo", lacks="the word for the kind is unverified")
def _type_info(call: Call) -> Any:
    name, _, type_name = call.text(0).partition(":")
    for each in _descriptors(call.world):
        finder = each.finder(type_name) if each.name == name else None
        if finder is not None:
            return _type(each, finder)
    return None


MEMBERS = (SERVER,)
