"""Spoiling the descriptor."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sample_plugins.misbehaving.base.parts import DESCRIPTOR, PACKAGE

if TYPE_CHECKING:
    from sample_plugins.misbehaving.base.parts import Parts

_HELP = ", see https://beacon.example.org/docs</description>"
_DESCRIPTION = f"<description>Switches beacons{_HELP}"
_ADAPTOR = 'adaptor-class="org.example.beacon.BeaconAdaptor"'
_BLINK = 'script-name="blink" java-name="blink"'
_ONE_PARAMETER = '<parameters><parameter name="times" type="Number">How often</parameter>'
_END_OF_OBJECTS = "  </scripting-objects>"
_END_OF_METHODS = "      </methods>\n    </object>\n    <object"


def is_not_well_formed(parts: Parts) -> None:
    """An end tag is missing."""
    parts.replace_in(DESCRIPTOR, "</module>", "")


def has_an_empty_description(parts: Parts) -> None:
    """The product refuses it, although the schema does not."""
    parts.replace_in(DESCRIPTOR, _DESCRIPTION, "<description/>")


def names_an_unknown_datasource(parts: Parts) -> None:
    """A finder asks a datasource that is not declared."""
    parts.replace_in(DESCRIPTOR, 'type="_ROOT" datasource="beacons"', 'type="_ROOT" datasource="x"')


def declares_an_object_twice(parts: Parts) -> None:
    """Two scripting classes of one name."""
    again = (
        '    <object script-name="Beacon" java-class="org.example.beacon.Beacons" create="false">'
    )
    again += "<description>Again</description></object>\n"
    parts.replace_in(DESCRIPTOR, _END_OF_OBJECTS, again + _END_OF_OBJECTS)


def installs_what_is_no_package(parts: Parts) -> None:
    """The action names a file that is something else."""
    parts.entries[PACKAGE] = b"PK? no."


def has_another_order_of_elements(parts: Parts) -> None:
    """Order has no meaning."""
    text = parts.entries[DESCRIPTOR].decode()
    inventory = '  <inventory type="_ROOT"/>\n'
    text = text.replace(inventory, "").replace("</module>", f"{inventory}</module>")
    parts.entries[DESCRIPTOR] = text.encode()


def has_empty_containers(parts: Parts) -> None:
    """Generators write them everywhere."""
    parts.replace_in(DESCRIPTOR, "<properties>\n", "<events/><relations/><properties>\n")


def has_an_unknown_attribute(parts: Parts) -> None:
    """The schema does not know it, the product does not mind."""
    parts.replace_in(DESCRIPTOR, 'display-name="Beacon"', 'display-name="Beacon" colour="red"')


def declares_a_finder_twice_alike(parts: Parts) -> None:
    """The second definition says the same."""
    text = parts.entries[DESCRIPTOR].decode()
    finder = text[text.index('    <finder type="Beacon"') : text.index("  </finders>")]
    parts.replace_in(DESCRIPTOR, "  </finders>", f"{finder}  </finders>")


def has_a_build_placeholder(parts: Parts) -> None:
    """The build did not get the number."""
    parts.replace_in(DESCRIPTOR, 'build-number="7"', 'build-number="${build.number}"')


def has_a_mode_placeholder(parts: Parts) -> None:
    """The build did not get the mode."""
    parts.replace_in(DESCRIPTOR, 'mode="version"', 'mode="${installation.mode}"')


def has_an_unknown_mode(parts: Parts) -> None:
    """None of the three modes."""
    parts.replace_in(DESCRIPTOR, 'mode="version"', 'mode="sometimes"')


def explains_a_placeholder(parts: Parts) -> None:
    """A text may speak about ${...}."""
    text = "<description>Name beacons with ${name} in the configuration" + _HELP
    parts.replace_in(DESCRIPTOR, _DESCRIPTION, text)


def names_a_missing_adaptor(parts: Parts) -> None:
    """A class that was renamed."""
    parts.replace_in(DESCRIPTOR, _ADAPTOR, 'adaptor-class="org.example.beacon.Adaptor"')


def names_a_class_that_is_no_adaptor(parts: Parts) -> None:
    """A class that is there, but something else."""
    parts.replace_in(DESCRIPTOR, _ADAPTOR, 'adaptor-class="org.example.beacon.Beacon"')


def names_a_missing_object_class(parts: Parts) -> None:
    """A scripting class without a Java class."""
    old = 'java-class="org.example.beacon.Beacons"'
    parts.replace_in(DESCRIPTOR, old, 'java-class="org.example.beacon.BeaconManager"')


def declares_too_many_parameters(parts: Parts) -> None:
    """Scripts may pass two arguments, Java takes one."""
    more = f'{_ONE_PARAMETER}<parameter name="pause" type="Number">Seconds between</parameter>'
    parts.replace_in(DESCRIPTOR, _ONE_PARAMETER, more)


def exposes_a_class_of_the_jdk(parts: Parts) -> None:
    """Classes of the JDK need no jar."""
    shown = '    <object script-name="BeaconDate" java-class="java.util.Date" create="true">'
    shown += "<description>A date</description></object>\n"
    parts.replace_in(DESCRIPTOR, _END_OF_OBJECTS, shown + _END_OF_OBJECTS)


def exposes_a_class_of_the_server(parts: Parts) -> None:
    """The server has the class, although nobody outside can look at it."""
    shown = (
        '    <object script-name="BeaconNote" java-class="ch.dunes.model.note.Note" create="false">'
    )
    shown += "<description>A note</description></object>\n"
    parts.replace_in(DESCRIPTOR, _END_OF_OBJECTS, shown + _END_OF_OBJECTS)


def exposes_an_inherited_method(parts: Parts) -> None:
    """The method is declared by a super type."""
    method = '<method script-name="text" java-name="toString" return-type="String">'
    method += "<description>As text</description></method>"
    parts.replace_in(DESCRIPTOR, _END_OF_METHODS, method + _END_OF_METHODS)


def declares_a_missing_lenient_method(parts: Parts) -> None:
    """Objects that are not strict fail only when the method is called."""
    text = parts.entries[DESCRIPTOR].decode().replace(' strict="true"', "")
    parts.entries[DESCRIPTOR] = text.replace(
        _BLINK, _BLINK.replace('java-name="b', 'java-name="t')
    ).encode()


def names_a_missing_icon(parts: Parts) -> None:
    """The icon of the module was renamed."""
    old = 'build-number="7" image="images/beacon.png"'
    parts.replace_in(DESCRIPTOR, old, 'build-number="7" image="images/lamp.png"')


def leaves_the_resources(parts: Parts) -> None:
    """A path that climbs."""
    old = 'build-number="7" image="images/beacon.png"'
    parts.replace_in(DESCRIPTOR, old, 'build-number="7" image="../VSO-INF/vso.xml"')


def relates_to_an_unknown_type(parts: Parts) -> None:
    """A relation to a finder that is not there."""
    parts.replace_in(DESCRIPTOR, 'name="beacons" type="Beacon"', 'name="beacons" type="Lamp"')


def starts_at_an_unknown_finder(parts: Parts) -> None:
    """The inventory has no root."""
    parts.replace_in(DESCRIPTOR, '<inventory type="_ROOT"/>', '<inventory type="Root"/>')


def shows_an_unknown_relation(parts: Parts) -> None:
    """The inventory shows what the finder does not have."""
    old = '<relation-link name="beacons"/>'
    parts.replace_in(DESCRIPTOR, old, f'{old}<relation-link name="lamps"/>')


def uses_java_and_core_types(parts: Parts) -> None:
    """Short names, class names, arrays in both notations."""
    new = '<parameters><parameter name="times" type="int">How often</parameter>'
    parts.replace_in(DESCRIPTOR, _ONE_PARAMETER, new)
    parts.replace_in(
        DESCRIPTOR, 'return-type="String" read-only', 'return-type="[String" read-only'
    )
    parts.replace_in(DESCRIPTOR, 'return-type="Boolean"', 'return-type="java.lang.Boolean"')
    parts.replace_in(DESCRIPTOR, 'name="id" type="String"', 'name="id" type="Array/string"')


def relates_to_another_plugin(parts: Parts) -> None:
    """What the product makes of it is not known."""
    old = '<relation name="beacons" type="Beacon" cardinality="to-many"/>'
    other = '<relation name="hosts" type="VC:HostSystem" cardinality="to-many"/>'
    parts.replace_in(DESCRIPTOR, old, old + other)


def has_no_build_number(parts: Parts) -> None:
    """Two builds of one version cannot be told apart."""
    parts.replace_in(DESCRIPTOR, ' build-number="7"', "")


def is_a_snapshot(parts: Parts) -> None:
    """A development build."""
    parts.replace_in(DESCRIPTOR, 'version="1.0.0" build', 'version="1.0.0-SNAPSHOT" build')


def has_a_word_as_version(parts: Parts) -> None:
    """Nothing that could be compared."""
    parts.replace_in(DESCRIPTOR, 'version="1.0.0" build', 'version="final" build')


def has_a_version_of_two_numbers(parts: Parts) -> None:
    """1.0 is the same as 1.0.0."""
    parts.replace_in(DESCRIPTOR, 'version="1.0.0" build', 'version="1.0" build')


def carries_a_mark(parts: Parts) -> None:
    """The display name starts with a mark."""
    parts.replace_in(DESCRIPTOR, 'display-name="Beacon"', 'display-name="VMware Beacon"')


def is_for_a_mark(parts: Parts) -> None:
    """The mark says what it is for; the description is free."""
    parts.replace_in(
        DESCRIPTOR, 'display-name="Beacon"', 'display-name="Beacon for VMware vSphere"'
    )
    text = f"<description>Switches beacons of vCenter{_HELP}"
    parts.replace_in(DESCRIPTOR, _DESCRIPTION, text)


def describes_nothing(parts: Parts) -> None:
    """Every text of the scripting objects is gone."""
    text = parts.entries[DESCRIPTOR].decode()
    start = text.index("<scripting-objects>")
    bare = re.sub(r"<description>[^<]*</description>", "<description></description>", text[start:])
    bare = re.sub(r"(<(?:attribute|parameter) [^>]*[^/]>)[^<]*", r"\1", bare)
    parts.entries[DESCRIPTOR] = (text[:start] + bare).encode()


def lacks_one_description(parts: Parts) -> None:
    """One of many is no habit; more methods make the share small."""
    method = '<method script-name="text{n}" java-name="toString" return-type="String">'
    method += "<description>As text</description></method>"
    many = "".join(method.format(n=number) for number in range(5))
    parts.replace_in(DESCRIPTOR, _END_OF_METHODS, many + _END_OF_METHODS)
    parts.replace_in(DESCRIPTOR, "<description>Finds one</description>", "<description/>")
