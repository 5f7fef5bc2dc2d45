"""What a run is about: the uploaded file, and each ``.dar`` in the root of a ``.vmoapp``.

Both the writer and the verifier compute these facts from the file itself (threats T5, T21), so
that nothing about a subject has to be believed. The file is hostile: every read has a budget, and
what cannot be read has no inner subjects, on both sides alike.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from typing import IO, TYPE_CHECKING, Final

from lxml import etree
from msgspec import structs

from harness.bundle.statement import Digest, LegacyDigest, Subject, SubjectFacts
from harness.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

MAX_ARTIFACT: Final = 1024 * 1024 * 1024
MAX_DARS: Final = 16
MAX_DARS_TOTAL: Final = 512 * 1024 * 1024
MAX_MEMBERS: Final = 20_000
_MAX_DESCRIPTOR: Final = 16 * 1024 * 1024
_DESCRIPTOR: Final = "VSO-INF/vso.xml"
_UNREADABLE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,  # a compression method that zipfile lacks
    RuntimeError,  # an encrypted member
    ValueError,
    OSError,
)


def read_subjects(path: Path) -> tuple[Subject, ...]:
    """Identify an artifact; the first subject is the file itself.

    Raises:
        UsageError: The file cannot be opened or is larger than 1 GiB.
    """
    try:
        with path.open("rb") as stream:
            if stream.seek(0, io.SEEK_END) > MAX_ARTIFACT:
                raise UsageError("artifact is larger than 1 GiB", where=str(path))
            return _subjects(path.name, stream)
    except OSError as exc:
        raise UsageError(f"cannot read the artifact: {exc.strerror}", where=str(path)) from exc


def _subjects(name: str, stream: IO[bytes]) -> tuple[Subject, ...]:
    return (_describe(name, stream), *_inner_dars(name, stream))


def _inner_dars(outer: str, stream: IO[bytes]) -> list[Subject]:
    """Describe the ``.dar`` files of the root, as the product looks for them.

    ``dar-and-vmoapp.md`` §2. The name of the outer file plays no part, so that a reviewer may
    rename it.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            return _described_dars(outer, archive)
    except _UNREADABLE:
        return []


def _described_dars(outer: str, archive: zipfile.ZipFile) -> list[Subject]:
    found: list[Subject] = []
    budget = MAX_DARS_TOTAL
    names = [info.filename for info in _members(archive)]
    for name in [name for name in names if "/" not in name and name.endswith(".dar")][:MAX_DARS]:
        data = _member(archive, name, budget)
        budget -= len(data)
        subject = _describe(name, io.BytesIO(data))
        facts = structs.replace(subject.annotations, contained_in=outer)
        found.append(structs.replace(subject, annotations=facts))
    return found


def _describe(name: str, stream: IO[bytes]) -> Subject:
    sha256, sha1, md5 = _digests(stream)
    size = stream.seek(0, io.SEEK_END)
    plugin, version, build = _identity(stream)
    facts = SubjectFacts(
        size=size,
        legacy_digest=LegacyDigest(md5=md5, sha1=sha1),
        plugin=plugin,
        version=version,
        build=build,
    )
    return Subject(name=name, digest=Digest(sha256=sha256), annotations=facts)


def _digests(stream: IO[bytes]) -> tuple[str, str, str]:
    """Return SHA-256, SHA-1 and MD5 in hex; the last two only because the programme lists them."""
    hashes = (
        hashlib.sha256(),
        hashlib.sha1(usedforsecurity=False),
        hashlib.md5(usedforsecurity=False),
    )
    stream.seek(0)
    while chunk := stream.read(1024 * 1024):
        for one in hashes:
            one.update(chunk)
    first, second, third = (one.hexdigest() for one in hashes)
    return first, second, third


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise ValueError(f"more than {MAX_MEMBERS} members")
    return members


def _member(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    with archive.open(name) as member:
        data = member.read(limit + 1)
    if len(data) > limit:
        raise ValueError(f"{name} is larger than {limit} bytes")
    return data


def _identity(stream: IO[bytes]) -> tuple[str, str, str]:
    """Read name, version and build of the module; empty texts when there is no descriptor."""
    try:
        with zipfile.ZipFile(stream) as archive:
            _members(archive)
            data = _member(archive, _DESCRIPTOR, _MAX_DESCRIPTOR)
        root = etree.fromstring(data, _parser())
    except (*_UNREADABLE, KeyError, etree.XMLSyntaxError):
        return "", "", ""
    plugin, version, build = (
        (root.get(key) or "")[:200] for key in ("name", "version", "build-number")
    )
    return plugin, version, build


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
