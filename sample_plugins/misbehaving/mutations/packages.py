"""Spoiling the content package."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import msgspec

from mockvro.content.package import Category, write_package
from sample_plugins.misbehaving.base.parts import PACKAGE, archive, sample_key

if TYPE_CHECKING:
    from mockvro.content.package import ElementSpec, PackageSpec
    from sample_plugins.misbehaving.base.parts import Parts

_WORKFLOW = 0


def _content(parts: Parts) -> PackageSpec:
    if parts.package is None:
        raise ValueError("the plug-in has no package")
    return parts.package


def _workflow(parts: Parts) -> ElementSpec:
    return _content(parts).elements[_WORKFLOW]


def _put(parts: Parts, changed: ElementSpec) -> None:
    others = _content(parts).elements[_WORKFLOW + 1 :]
    parts.package = msgspec.structs.replace(_content(parts), elements=(changed, *others))


def _rewrite(parts: Parts, old: str, new: str) -> None:
    text = str(_workflow(parts).data)
    if text.count(old) != 1:
        raise ValueError(f"{old!r} occurs {text.count(old)} times in the workflow")
    _put(parts, msgspec.structs.replace(_workflow(parts), data=text.replace(old, new)))


def changed(
    parts: Parts,
    index: int = 0,
    *,
    new_id: str = "",
    description: str = "",
    categories: tuple[Category, ...] = (),
) -> None:
    """Change an element of the package: its id, description, or folders."""
    elements = list(_content(parts).elements)
    element = elements[index]
    data, identity = str(element.data), new_id or element.id
    data = data.replace(element.id, identity)
    if description:
        data = re.sub(
            r"<description><!\[CDATA\[[^]]*", f"<description><![CDATA[{description}", data, count=1
        )
    elements[index] = msgspec.structs.replace(
        element, id=identity, data=data, categories=categories or element.categories
    )
    parts.package = msgspec.structs.replace(_content(parts), elements=tuple(elements))


def is_signed_with_the_sample_key(parts: Parts) -> None:
    """A key that everybody has; tests declare this one to be it."""
    parts.signer = sample_key()


def is_signed_by_a_namesake(parts: Parts) -> None:
    """Called like the sample key, but another one."""
    parts.signer = type(sample_key()).generate(sample_key().dn)


def was_changed_after_signing(parts: Parts) -> None:
    """One byte of one signature, as after a change of its entry."""
    with zipfile.ZipFile(BytesIO(write_package(_content(parts), parts.signer))) as opened:
        entries = {name: opened.read(name) for name in opened.namelist()}
    name = "signatures/dunes-meta-inf"
    entries[name] = bytes([entries[name][0] ^ 1]) + entries[name][1:]
    parts.entries[PACKAGE] = archive(entries)


def is_not_signed(parts: Parts) -> None:
    """Readable, but from anybody."""
    parts.signer = None


def has_a_mark_in_a_category(parts: Parts) -> None:
    """The folder is called like a product."""
    folders = (Category("Library"), Category("vSphere Beacons"))
    _put(parts, msgspec.structs.replace(_workflow(parts), categories=folders))


def has_a_slash_in_a_name(parts: Parts) -> None:
    """The import takes the slash for a folder."""
    _put(parts, msgspec.structs.replace(_workflow(parts), info={"name": "On/Off"}))


def has_a_dash_in_a_name(parts: Parts) -> None:
    """Dashes, dots and brackets are fine."""
    _put(parts, msgspec.structs.replace(_workflow(parts), info={"name": "On-Off (v1.0)"}))


def goes_nowhere(parts: Parts) -> None:
    """The next item does not exist."""
    _rewrite(parts, 'type="task" out-name="item0"', 'type="task" out-name="item9"')


def binds_an_unknown_variable(parts: Parts) -> None:
    """The variable was renamed, the binding was not."""
    _rewrite(parts, 'export-name="times"', 'export-name="count"')


def uses_an_unknown_type(parts: Parts) -> None:
    """The finder was renamed, the content was not."""
    text = str(_workflow(parts).data).replace("Beacon:Beacon", "Beacon:Lamp")
    _put(parts, msgspec.structs.replace(_workflow(parts), data=text))


def calls_a_missing_action(parts: Parts) -> None:
    """The module is shipped, the action is not in it."""
    call = 'System.getModule("org.example.library.beacon").missing();'
    _rewrite(parts, "lit = beacon.lit;", f"lit = beacon.lit;\n{call}")


def calls_an_action_of_the_product(parts: Parts) -> None:
    """The product's own library is there already."""
    call = 'System.getModule("com.vmware.library.vc.basic").getVimHost();'
    _rewrite(parts, "lit = beacon.lit;", f"lit = beacon.lit;\n{call}")


def is_not_bound_on_purpose(parts: Parts) -> None:
    """An input of the script that is null by intention."""
    bound = '<bind name="times" type="number" export-name="times"/>'
    free = '<bind name="pause" type="number" explicitly-not-bound="true" export-name="NULL"/>'
    _rewrite(parts, bound, bound + free)
