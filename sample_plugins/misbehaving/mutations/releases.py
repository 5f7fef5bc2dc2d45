"""Spoiling a release by what an earlier one was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mockvro.content.package import Category
from sample_plugins.misbehaving.base.compiling import classes
from sample_plugins.misbehaving.base.parts import DESCRIPTOR, EARLIER, EULA, JAR, sound_parts
from sample_plugins.misbehaving.mutations.beside import with_case
from sample_plugins.misbehaving.mutations.classes import ship
from sample_plugins.misbehaving.mutations.packages import changed

if TYPE_CHECKING:
    from sample_plugins.misbehaving.base.parts import Parts

_FACTORY: Final = "org/example/beacon/BeaconFactory.class"
_SIGNED: Final = "org/example/beacon/Signed.class"
_PATTERN: Final = r"signature = 'Beacon plug-in 1\.0\.0 build 7 \(2026-03-02\)'"
_BLINK_END: Final = "      </methods>\n    </object>\n    <object"
_TIMES: Final = '<parameter name="times" type="Number">How often</parameter>'
_METHOD: Final = (
    '<method script-name="flash" java-name="toString" return-type="String">'
    "<description>As text</description></method>"
)
_OLD_VERSION, _VERSION = 'version="0.9.0" build-number="6"', 'version="1.0.0" build-number="7"'


def _after(parts: Parts, claims: str = "", **sections: str) -> Parts:
    """Name an earlier release in the case, and give it to be changed."""
    earlier = sound_parts()
    earlier.replace_in(DESCRIPTOR, _VERSION, _OLD_VERSION)
    with_case(parts, claims=f'previous = "{EARLIER}"\n{claims}', **sections)
    parts.earlier = earlier
    return earlier


def _same_version(earlier: Parts) -> None:
    earlier.replace_in(DESCRIPTOR, _OLD_VERSION, _VERSION)


def calls_a_new_factory_equivalent(parts: Parts) -> None:
    """One byte of code is another."""
    earlier = _after(parts, "equivalent = true")
    data = earlier.jars[JAR][_FACTORY]
    earlier.jars[JAR][_FACTORY] = data[:6] + (51).to_bytes(2, "big") + data[8:]


def calls_a_new_library_equivalent(parts: Parts) -> None:
    """A library came in another version."""
    earlier = _after(parts, "equivalent = true")
    data = classes()["org/example/vanished/Gone.class"]
    parts.jars["lib/gone-2.jar"] = {"org/example/vanished/Gone.class": data}
    parts.jars["lib/gone-2.jar"]["META-INF/LICENSE"] = b"MIT License"
    earlier.jars["lib/gone-1.jar"] = {"META-INF/LICENSE": b"MIT License"}


def calls_a_new_package_equivalent(parts: Parts) -> None:
    """Version, signature and a workflow are new; no code changed but for the date in it."""
    earlier = _after(parts, "equivalent = true")
    for each, data in ((parts, classes()[_SIGNED]), (earlier, _earlier_date())):
        ship(each, "Signed")
        each.jars[JAR][_SIGNED] = data
    changed(earlier, description="Lets a beacon blink, most of the time")


def _earlier_date() -> bytes:
    return classes()[_SIGNED].replace(b"2026-03-02", b"2025-11-30")


def is_patched_in_silence(parts: Parts) -> None:
    """Another licence text, and nobody can tell the two files apart."""
    earlier = _after(parts, log=_PATTERN)
    _same_version(earlier)
    for each in (parts, earlier):
        ship(each, "Signed")
    earlier.outer[EULA] += b"And before you enter it.\n"


def is_patched_with_a_new_build(parts: Parts) -> None:
    """The build number tells them apart."""
    earlier = _after(parts)
    earlier.replace_in(DESCRIPTOR, _OLD_VERSION, _VERSION.replace('"7"', '"6"'))
    earlier.outer[EULA] += b"And before you enter it.\n"


def is_patched_with_a_new_date(parts: Parts) -> None:
    """The date of the release signature tells them apart."""
    earlier = _after(parts, log=_PATTERN)
    _same_version(earlier)
    for each in (parts, earlier):
        ship(each, "Signed")
    earlier.jars[JAR][_SIGNED] = _earlier_date()


def is_patched_without_a_signature(parts: Parts) -> None:
    """A signature that is put together at run time may have another date."""
    earlier = _after(parts, log=_PATTERN)
    _same_version(earlier)
    earlier.outer[EULA] += b"And before you enter it.\n"


def drops_a_method(parts: Parts) -> None:
    """Scripts that call it fail."""
    _after(parts).replace_in(DESCRIPTOR, _BLINK_END, _METHOD + _BLINK_END)


def drops_an_action(parts: Parts) -> None:
    """The action went to another module."""
    _after(parts)
    changed(parts, 1, categories=(Category("org.example.library.beacons"),))


def makes_an_attribute_read_only(parts: Parts) -> None:
    """Scripts that set it fail."""
    _after(parts)
    old = '<attribute script-name="lit" java-name="lit" return-type="Boolean">'
    parts.replace_in(DESCRIPTOR, old, old.replace(">", ' read-only="true">'))


def drops_what_was_deprecated(parts: Parts) -> None:
    """Its end was announced a release before."""
    earlier = _after(parts)
    method = _METHOD.replace('return-type="String">', 'return-type="String" is-deprecated="true">')
    earlier.replace_in(DESCRIPTOR, _BLINK_END, method + _BLINK_END)


def announces_what_it_drops(parts: Parts) -> None:
    """The release notes say so."""
    drops_a_method(parts)
    parts.documents["release-notes.md"] += b"* Removed: method flash, use blink instead.\n"


def adds_a_method_and_widens_a_type(parts: Parts) -> None:
    """More than before breaks nobody."""
    _after(parts)
    parts.replace_in(DESCRIPTOR, _BLINK_END, _METHOD + _BLINK_END)
    parts.replace_in(DESCRIPTOR, _TIMES, _TIMES.replace('"Number"', '"int"'))


def makes_a_workflow_anew(parts: Parts) -> None:
    """The same name in the same folder with another id."""
    changed(_after(parts), new_id="5d0f6a0e-7c57-4b0e-9d2d-0a3c6cf1b00f")


def moves_a_workflow(parts: Parts) -> None:
    """Another folder, the same id."""
    changed(_after(parts), categories=(Category("Library"), Category("Old beacons")))
