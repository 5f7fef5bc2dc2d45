"""Spoiling the archives and what lies in them."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from sample_plugins.misbehaving.base.parts import (
    DAR,
    DESCRIPTOR,
    EULA,
    ICON,
    archive,
    build,
    dar_entries,
    icon,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sample_plugins.misbehaving.base.parts import Parts

_POM = "META-INF/maven/org.example/beacon/pom.properties"


def _with_dar(parts: Parts, entries: Mapping[str, bytes]) -> bytes:
    return archive({**parts.outer, DAR: archive(entries)})


def is_plain_text(_: Parts) -> bytes:
    """No ZIP at all."""
    return b"This is the plug-in you asked for."


def is_cut_off(parts: Parts) -> bytes:
    """The second half was lost."""
    data = build(parts)
    return data[: len(data) // 2]


def is_wrapped_in_a_folder(parts: Parts) -> bytes:
    """Zipped together with the folder around it."""
    return _with_dar(parts, {f"beacon/{name}": data for name, data in dar_entries(parts).items()})


def has_no_descriptor(parts: Parts) -> None:
    """The descriptor was left out."""
    del parts.entries[DESCRIPTOR]


def has_a_climbing_entry(parts: Parts) -> None:
    """An entry that would be written outside the folder."""
    parts.entries["../beacon.sh"] = b"echo"


def has_no_dar(parts: Parts) -> bytes:
    """A vmoapp with a licence only."""
    return archive(parts.outer)


def has_no_jar(parts: Parts) -> None:
    """The classes were left out."""
    parts.jars.clear()


def has_folder_entries(parts: Parts) -> bytes:
    """Explicit entries for folders, as Ant writes them."""
    folders = dict.fromkeys(("META-INF/", "VSO-INF/", "lib/", "resources/"), b"")
    return _with_dar(parts, {**folders, **dar_entries(parts)})


def has_entries_that_differ_in_case(parts: Parts) -> None:
    """Two files for the product, one on some computers."""
    parts.entries["resources/images/Beacon.png"] = icon()


def has_no_package_file(parts: Parts) -> None:
    """The package of the installation action was left out."""
    parts.package = None


def has_the_icon_in_the_root(parts: Parts) -> None:
    """The icon lies where the documentation says, not where the product looks first."""
    parts.entries["images/beacon.png"] = parts.entries.pop(ICON)


def has_a_filtered_icon(parts: Parts) -> None:
    """The build replaced text in the picture."""
    parts.entries[ICON] = icon().decode("utf-8", "replace").encode()


def has_another_version_in_its_name(parts: Parts) -> None:
    """The file is called as the next release."""
    parts.file = "beacon-1.1.0.vmoapp"


def has_another_version_in_its_pom(parts: Parts) -> None:
    """Maven built another version than the descriptor says."""
    parts.entries[_POM] = b"version=1.0.1\ngroupId=org.example\nartifactId=beacon\n"


def has_the_build_in_its_name(parts: Parts) -> None:
    """Version and build number; a development build in Maven's record."""
    parts.file = "beacon-1.0.0.7.vmoapp"
    parts.entries[_POM] = b"version=1.0.0-SNAPSHOT\nartifactId=beacon\n"


def has_a_shared_object(parts: Parts) -> None:
    """Machine code inside a jar."""
    parts.jars["lib/native.jar"] = {"linux/libbeacon.so": b"\x7fELF"}


def has_a_text_about_a_shared_object(parts: Parts) -> None:
    """A name that only looks like machine code."""
    parts.jars["lib/native.jar"] = {"linux/libbeacon.so.txt": b"not shipped"}


def has_a_desktop_file(parts: Parts) -> None:
    """What a desktop left behind."""
    parts.entries["resources/images/.DS_Store"] = b"\0"


def has_a_guide_inside(parts: Parts) -> None:
    """The user guide cannot be corrected without a release."""
    parts.entries["resources/guide.pdf"] = b"%PDF-1.7"


def has_a_licence_page_inside(parts: Parts) -> None:
    """A licence belongs to the software."""
    parts.entries["resources/LICENSE.html"] = b"<p>Licence</p>"


def has_no_eula(parts: Parts) -> None:
    """Nothing to accept."""
    del parts.outer[EULA]


def has_the_template_eula(parts: Parts) -> None:
    """The text of the archetype."""
    parts.outer[EULA] = b"PUT YOUR LICENSE HERE"


def has_a_windows_eula(parts: Parts) -> None:
    """Curly quotes in the code page of Windows."""
    parts.outer[EULA] = (
        "The “Beacons” may be used as long as somebody looks at them. © Works".encode("cp1252")
    )


def is_a_bare_dar(parts: Parts) -> None:
    """No vmoapp around it."""
    parts.file = "beacon-1.0.0.dar"


def with_duplicate_entry(entries: Mapping[str, bytes], name: str, data: bytes) -> bytes:
    """An archive in which a name occurs twice, which :func:`archive` cannot make."""
    target = BytesIO(archive(entries))
    other = "~" * len(name)
    with zipfile.ZipFile(target, "a") as opened:
        opened.writestr(zipfile.ZipInfo(other), data)
    return target.getvalue().replace(other.encode(), name.encode())
