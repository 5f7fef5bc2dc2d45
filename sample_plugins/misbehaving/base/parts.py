"""The parts of the sound plug-in, and how they are put together."""

from __future__ import annotations

import struct
import zipfile
import zlib
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING

from msgspec import Struct, field

from mockvro.content.package import (
    Category,
    ElementSpec,
    PackageSigner,
    PackageSpec,
    UsedPlugin,
    write_package,
)
from sample_plugins.misbehaving.base.compiling import classes, names_in

if TYPE_CHECKING:
    from collections.abc import Mapping

DESCRIPTOR = "VSO-INF/vso.xml"
EULA = "VSO-INF/vsoapp.txt"
JAR = "lib/beacon.jar"
ICON = "resources/images/beacon.png"
PACKAGE = "resources/packages/beacon-1.0.0.package"
DAR = "beacon.dar"
FILE = "beacon-1.0.0.vmoapp"
CASE, DOCS, EARLIER = "acceptance.toml", "docs.zip", "earlier.vmoapp"
DOCUMENTS = ("release-notes.md", "guide.md", "support.md")

_EPOCH = (1980, 1, 1, 0, 0, 0)
_LICENCE = "You may use the beacons as long as you switch them off before you leave the room.\n"
_WORKFLOW_ID = "5d0f6a0e-7c57-4b0e-9d2d-0a3c6cf1b001"
_ACTION_ID = "5d0f6a0e-7c57-4b0e-9d2d-0a3c6cf1b002"


class Parts(Struct):
    """What a plug-in is made of; change one part and build.

    Attributes:
        file: Name of the submitted file; its suffix decides between dar and vmoapp.
        outer: Entries of the vmoapp besides the dar.
        entries: Entries of the dar besides jars and package.
        jars: Path of each jar in the dar to its entries.
        package: The content package, or ``None`` for none.
        signer: Who signs it.
        documents: The documentation archive, by entry.
        case: The case, TOML; none when empty.
        earlier: An earlier release that the case names.
    """

    file: str
    outer: dict[str, bytes]
    entries: dict[str, bytes]
    jars: dict[str, dict[str, bytes]]
    package: PackageSpec | None
    signer: PackageSigner | None = field(default=None)
    documents: dict[str, bytes] = field(default_factory=dict)
    case: str = ""
    earlier: Parts | None = None

    def replace_in(self, entry: str, old: str, new: str) -> None:
        """Replace a text that must be there exactly once in an entry of the dar."""
        text = self.entries[entry].decode()
        if text.count(old) != 1:
            raise ValueError(f"{old!r} occurs {text.count(old)} times in {entry}")
        self.entries[entry] = text.replace(old, new).encode()


def sound_parts() -> Parts:
    """The plug-in without defects."""
    shipped = {name: classes()[name] for name in names_in("java")}
    return Parts(
        file=FILE,
        outer={EULA: _LICENCE.encode()},
        entries={DESCRIPTOR: _source("vso.xml"), ICON: icon()},
        jars={JAR: shipped},
        package=content(),
        signer=partner_key(),
        documents={name: _source(f"docs/{name}") for name in DOCUMENTS},
    )


def content() -> PackageSpec:
    """The content package: one workflow, one action."""
    return PackageSpec(
        name="org.example.library.beacon",
        used_plugins=(UsedPlugin("Beacon", "1.0.0"),),
        elements=(
            ElementSpec(
                id=_WORKFLOW_ID,
                type="Workflow",
                data=_source("blink.workflow.xml").decode(),
                categories=(Category("Library"), Category("Beacon")),
                info={"name": "Blink"},
            ),
            ElementSpec(
                id=_ACTION_ID,
                type="ScriptModule",
                data=_source("count.action.xml").decode(),
                categories=(Category("org.example.library.beacon"),),
                info={"name": "countBeacons"},
            ),
        ),
    )


@cache
def partner_key() -> PackageSigner:
    """A key of the partner's own."""
    return PackageSigner.generate("CN=Beacon Works,O=Beacon Works")


@cache
def sample_key() -> PackageSigner:
    """A key that is called like the SDK's public one; that one itself cannot be had here."""
    return PackageSigner.generate("CN=vCO Plug-in SDK Archetype,O=vCO Plug-in SDK Archetype")


def build(parts: Parts) -> bytes:
    """Put the parts together to what would be submitted."""
    dar = archive(dar_entries(parts))
    return dar if parts.file.endswith(".dar") else archive({**parts.outer, DAR: dar})


def surroundings(parts: Parts) -> dict[str, bytes]:
    """The files beside the submission, by name; none without a case."""
    if not parts.case:
        return {}
    files = {CASE: parts.case.encode(), DOCS: archive(parts.documents)}
    return files if parts.earlier is None else {**files, EARLIER: build(parts.earlier)}


def dar_entries(parts: Parts) -> dict[str, bytes]:
    """All entries of the dar."""
    entries = dict(parts.entries)
    entries |= {path: archive(content) for path, content in parts.jars.items()}
    if parts.package is not None:
        entries.setdefault(PACKAGE, write_package(parts.package, parts.signer))
    return entries


def archive(entries: Mapping[str, bytes]) -> bytes:
    """A ZIP of the entries; the same entries always give the same bytes."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in entries.items():
            opened.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def icon() -> bytes:
    """A white PNG of one pixel."""
    header = struct.pack(">2I5B", 1, 1, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0\xff")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, *zip(*chunks, strict=True)))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _source(name: str) -> bytes:
    return (files("sample_plugins.misbehaving.base") / name).read_bytes()
