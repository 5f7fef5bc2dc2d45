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


def lets_everybody_edit(parts: Parts) -> None:
    """The right to edit, as a development system exports it."""
    _rewrite(parts, 'allowed-operations="vf"', 'allowed-operations="vef"')


def says_nothing_about_a_workflow(parts: Parts) -> None:
    """A description that is empty."""
    _rewrite(parts, "<description><![CDATA[Lets a beacon blink]]></description>", "")


def lets_nobody_see(parts: Parts) -> None:
    """No right at all, so that even the content is hidden."""
    _rewrite(parts, 'allowed-operations="vf"', 'allowed-operations="f"')


def _presented(parts: Parts, times: str) -> None:
    old = '<p-param name="beacon"/><p-param name="times"/>'
    mode = (
        '<p-param name="beacon"><p-qual kind="static" name="genericEnumeration" '
        'type="Array/string"><![CDATA[#{#string#north#;#string#south#}#]]></p-qual></p-param>'
    )
    mandatory = '<p-qual kind="static" name="mandatory" type="boolean"><![CDATA[true]]></p-qual>'
    _rewrite(parts, old, f'{mode}<p-param name="times">{mandatory}{times}</p-param>')


def shows_a_field_for_a_choice_that_is_not_there(parts: Parts) -> None:
    """A condition about a value that the list of the other field does not have."""
    _presented(
        parts,
        '<p-qual kind="ognl" name="visible" type="boolean"><![CDATA[#beacon == "west"]]></p-qual>',
    )


def shows_a_field_for_one_choice(parts: Parts) -> None:
    """The same with a value of the list."""
    _presented(
        parts,
        '<p-qual kind="ognl" name="visible" type="boolean"><![CDATA[#beacon == "south"]]></p-qual>',
    )


def hides_a_field_that_has_a_value(parts: Parts) -> None:
    """Required and never shown, but there is a default."""
    _presented(
        parts,
        '<p-qual kind="static" name="visible" type="boolean"><![CDATA[false]]></p-qual>'
        '<p-qual kind="static" name="defaultValue" type="number"><![CDATA[3.0]]></p-qual>',
    )


def _with_form(parts: Parts, visible: object) -> None:
    def field(name: str, *, state: object) -> dict[str, object]:
        return {"id": name, "state": {"visible": state, "read-only": False}}

    section = {"id": "s", "fields": [field("beacon", state=True), field("times", state=visible)]}
    form = {
        "layout": {"pages": [{"id": "p", "sections": [section]}]},
        "schema": {
            "beacon": {"id": "beacon", "type": {"dataType": "string"}, "valueList": ["north"]},
            "times": {
                "id": "times",
                "type": {"dataType": "decimal"},
                "constraints": {"required": True},
            },
        },
        "options": {"externalValidations": []},
        "itemId": "",
    }
    text = msgspec.json.encode(form).decode()
    _put(parts, msgspec.structs.replace(_workflow(parts), forms={"": text}))


def has_a_form_that_never_shows_a_field(parts: Parts) -> None:
    """The condition names a choice that was renamed."""
    _with_form(parts, [{"equals": {"beacon": "south"}, "value": True}])


def has_a_form_that_shows_a_field_at_times(parts: Parts) -> None:
    """The condition names a choice of the list."""
    _with_form(
        parts,
        [
            {"equals": {"beacon": "north"}, "value": True},
            {"notEqual": {"beacon": "north"}, "value": False},
        ],
    )
