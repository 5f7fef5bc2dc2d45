"""What a partner submits: a plug-in archive, or an application with plug-ins in it."""

from __future__ import annotations

from typing import Literal

import msgspec

from mockvro.content.archive import Archive
from mockvro.content.descriptor import Descriptor
from mockvro.content.errors import DescriptorError

Severity = Literal["error", "warning", "info"]


class SubmissionProblem(msgspec.Struct, frozen=True):
    """Something wrong with a submission.

    Attributes:
        rule: D02 to D43 of `reference/dar-and-vmoapp.md` §9.
        where: Archive and entry, ``x.vmoapp!y.dar!VSO-INF/vso.xml``.
        detail: One line for a person.
        severity: What a loader makes of it, not a certification.
    """

    rule: str
    where: str
    detail: str
    severity: Severity


class Dar(msgspec.Struct, frozen=True, kw_only=True):
    """One plug-in archive.

    Attributes:
        name: Its file name.
        where: What problems call it: the name, with the application's before it.
        data: The file's content.
        descriptor: ``None`` when it is missing or refused.
        descriptor_error: Why it is refused; ``None`` when it is missing or fine.
        jars: Entries ``lib/*.jar``, the plug-in's class path.
        packages: Entries below ``resources/packages`` that end in ``.package``.
        problems: What is wrong with this archive.
    """

    name: str
    where: str
    data: bytes
    archive: Archive
    descriptor: Descriptor | None
    descriptor_error: DescriptorError | None
    jars: tuple[str, ...]
    packages: tuple[str, ...]
    problems: tuple[SubmissionProblem, ...]

    def __repr__(self) -> str:
        return f"Dar({self.where!r}, {len(self.data)} bytes)"

    def resource(self, path: str) -> str | None:
        """The entry that a path of the descriptor means, ``None`` when there is none.

        Paths are relative to ``resources/``; the documented root is the second choice
        (`reference/dar-and-vmoapp.md` §3).
        """
        candidates = (f"resources/{path}", path)
        return next((name for name in candidates if name in self.archive), None)


class Submission(msgspec.Struct, frozen=True, kw_only=True):
    """A submitted file.

    Attributes:
        file: Its name.
        kind: ``dar`` or ``vmoapp``.
        eula: Bytes of the licence text; ``None`` when there is none, and always for a dar.
        eula_text: The text, decoded as far as possible.
        dars: The plug-ins that could be opened.
        problems: Everything wrong with the file, those of its dars included.
    """

    file: str
    kind: Literal["dar", "vmoapp"]
    archive: Archive
    eula: bytes | None
    eula_text: str | None
    dars: tuple[Dar, ...]
    problems: tuple[SubmissionProblem, ...]
