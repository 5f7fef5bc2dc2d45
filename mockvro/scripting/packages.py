"""Package: the elements that came together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mockvro.content.values import Reference
from mockvro.scripting.elements import reference
from mockvro.scripting.errors import ScriptCallError
from mockvro.scripting.registry import Call, Members
from mockvro.store import Kind

if TYPE_CHECKING:
    from mockvro.store import StoredPackage

OWN = Members("Package")
SERVER = Members("Server")
CONTENTS = {
    "actions": Kind.ACTION,
    "workflows": Kind.WORKFLOW,
    "resourceElements": Kind.RESOURCE,
    "configurationElements": Kind.CONFIGURATION,
    "policyTemplates": Kind.POLICY,
}


def _package(call: Call) -> StoredPackage:
    found = call.world.store.packages.get(call.own.name or call.own.id)
    if found is None:
        raise ScriptCallError(f"package {call.own.name!r} does not exist")
    return found


def _contents(kind: Kind) -> Any:
    def answer(call: Call) -> Any:
        store = call.world.store
        members = store.packages.members(_package(call).name)
        elements = (store.elements.get(kind, each) for known, each in members if known == kind)
        return [reference(call.world, each) for each in elements if each is not None]

    return answer


for _name, _kind in CONTENTS.items():
    OWN.answers(_name)(_contents(_kind))


@OWN.answers("name")
def _name_of(call: Call) -> Any:
    return _package(call).name


@OWN.answers("id")
def _id(call: Call) -> Any:
    return _package(call).id


@OWN.answers("description")
def _description(call: Call) -> Any:
    return _package(call).description


@OWN.answers("version", lacks="packages have no version here: always null")
def _version(call: Call) -> Any:
    _package(call)


@OWN.answers("remove")
def _remove(call: Call) -> Any:
    call.world.store.packages.remove(_package(call).name)


@SERVER.answers("getPackageWithName")
def _with_name(call: Call) -> Any:
    found = call.world.store.packages.get(call.text(0))
    return Reference("Package", found.name, found.name) if found is not None else None


MEMBERS = (OWN, SERVER)
