"""Spoiling the class files; the sources of the additional classes lie in ``base/variants``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sample_plugins.misbehaving.base.compiling import classes
from sample_plugins.misbehaving.base.parts import DESCRIPTOR, JAR

if TYPE_CHECKING:
    from sample_plugins.misbehaving.base.parts import Parts

_PACKAGE = "org/example/beacon"
_BEACON = f"{_PACKAGE}/Beacon.class"
_JAVA_11 = 55
_JAVA_17 = 61
_JAVA_21 = 65
_END_OF_OBJECTS = "  </scripting-objects>"


def ship(parts: Parts, *names: str) -> None:
    """Add classes that nothing leads to."""
    for name in names:
        entry = f"{_PACKAGE}/{name}.class"
        parts.jars[JAR][entry] = classes()[entry]


def expose(parts: Parts, name: str) -> None:
    """Ship a class and offer it to scripts, so that it can be reached."""
    ship(parts, name)
    shown = (
        f'    <object script-name="{name}" java-class="org.example.beacon.{name}" create="false">'
        "<description>Another one</description></object>\n"
    )
    parts.replace_in(DESCRIPTOR, _END_OF_OBJECTS, shown + _END_OF_OBJECTS)


def _set_level(parts: Parts, major: int) -> None:
    jar = parts.jars[JAR]
    for name, data in jar.items():
        jar[name] = data[:6] + major.to_bytes(2, "big") + data[8:]


def are_too_new(parts: Parts) -> None:
    """Newer than every Java the product has had."""
    _set_level(parts, _JAVA_21)


def are_of_java_11(parts: Parts) -> None:
    """As releases from 8.4 on have it."""
    _set_level(parts, _JAVA_11)


def are_of_java_17(parts: Parts) -> None:
    """Newer than what is established, older than what is refused."""
    _set_level(parts, _JAVA_17)


def use_what_is_gone(parts: Parts) -> None:
    """A library was forgotten."""
    expose(parts, "UsesGone")


def use_what_is_gone_where_nobody_goes(parts: Parts) -> None:
    """The class is shipped, but nothing leads to it."""
    ship(parts, "UsesGone")


def guard_what_is_gone(parts: Parts) -> None:
    """The library is optional, and the code is ready for its absence."""
    expose(parts, "GuardsGone")


def use_internals(parts: Parts) -> None:
    """A class of the server's own model."""
    expose(parts, "UsesInternals")


def mention_internals(parts: Parts) -> None:
    """The same class in a signature only."""
    expose(parts, "MentionsInternals")


def bundle_an_older_library(parts: Parts) -> None:
    """The platform has version 2.6 and uses that one."""
    parts.jars["lib/commons-lang-2.4.jar"] = {"META-INF/MANIFEST.MF": b"Manifest-Version: 1.0\n"}


def use_the_platform(parts: Parts) -> None:
    """A library of the platform, which the default parent shows."""
    expose(parts, "UsesPlatform")


def hide_what_they_use(parts: Parts) -> None:
    """The same library below the narrow parent, and not bundled."""
    expose(parts, "UsesPlatform")
    parts.replace_in(
        DESCRIPTOR, "  <inventory type", '  <classpath parent="common"/>\n  <inventory type'
    )


def bundle_a_helper_of_the_sdk(parts: Parts) -> None:
    """Helper jars of the SDK are meant to be bundled; so is what the platform does not have."""
    manifest = {"META-INF/MANIFEST.MF": b"Manifest-Version: 1.0\n"}
    parts.jars["lib/o11n-plugin-tools-7.6.0.jar"] = manifest
    parts.jars["lib/commons-pool2-2.4.2.jar"] = manifest


def occur_twice_and_differ(parts: Parts) -> None:
    """Which one is loaded depends on the order of the jars."""
    data = parts.jars[JAR][_BEACON]
    parts.jars["lib/beacon-old.jar"] = {_BEACON: data[:6] + (51).to_bytes(2, "big") + data[8:]}


def occur_twice_alike(parts: Parts) -> None:
    """The same class twice does no harm."""
    parts.jars["lib/beacon-copy.jar"] = {_BEACON: parts.jars[JAR][_BEACON]}


def load_a_library(parts: Parts) -> None:
    """System.loadLibrary."""
    ship(parts, "Loads")


def have_a_main_with_a_password(parts: Parts) -> None:
    """What a developer tried out."""
    ship(parts, "HasMain", "Login")


def have_no_real_main(parts: Parts) -> None:
    """Another signature, and a password that is a parameter."""
    ship(parts, "NoMain", "Login")


def end_the_process(parts: Parts) -> None:
    """System.exit."""
    ship(parts, "Exits")


def close_a_door(parts: Parts) -> None:
    """An exit method of another class."""
    ship(parts, "Doors")


def rely_on_a_finalizer(parts: Parts) -> None:
    """Where something reaches it."""
    expose(parts, "Finalizes")


def finalize_nothing(parts: Parts) -> None:
    """An empty finalizer keeps subclasses from having one."""
    expose(parts, "FinalizesNothing")


def replace_defaults(parts: Parts) -> None:
    """TLS, authenticator, and a process."""
    expose(parts, "ReplacesDefaults")


def replace_defaults_where_nobody_goes(parts: Parts) -> None:
    """The class is shipped, but nothing leads to it."""
    ship(parts, "ReplacesDefaults")


def keep_defaults(parts: Parts) -> None:
    """A socket factory for one connection."""
    expose(parts, "KeepsDefaults")


def read_anything(parts: Parts) -> None:
    """Java objects, whatever they are."""
    expose(parts, "ReadsAnything")


def read_carefully(parts: Parts) -> None:
    """XML with the secure features, objects where Java calls for it."""
    expose(parts, "ReadsCarefully")
