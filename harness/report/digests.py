"""``plugin/digests.txt``: what the programme guide wants on the landing page (§3.3.2.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from harness.bundle import Subject


def digests_text(subjects: Iterable[Subject]) -> str:
    """List file, version, size, MD5, SHA-1 and SHA-256 of each subject."""
    return "\n".join(_block(subject) for subject in subjects)


def _block(subject: Subject) -> str:
    facts = subject.annotations
    version = facts.version + (f" build {facts.build}" if facts.build else "")
    rows = {
        "File": subject.name,
        "Inside": facts.contained_in,
        "Plug-in": facts.plugin,
        "Version": version,
        "Size": f"{facts.size} bytes",
        "MD5": facts.legacy_digest.md5,
        "SHA-1": facts.legacy_digest.sha1,
        "SHA-256": subject.digest.sha256,
    }
    lines = (f"{label + ':':<9}{one_line(value)}\n" for label, value in rows.items() if value)
    return "".join(lines)
