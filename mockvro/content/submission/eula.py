"""The licence text of a vmoapp (rules D35 to D37)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mockvro.content.submission.model import SubmissionProblem

if TYPE_CHECKING:
    from collections.abc import Iterator

ENTRY: Final = "VSO-INF/vsoapp.txt"
_SHORTEST: Final = 40
_TEMPLATES: Final = ("license here", "license goes here")
_SHOWN: Final = 60


def decode_eula(data: bytes) -> tuple[str, str]:
    """The text and the encoding it was in; real files are UTF-8 or windows-1252."""
    for encoding in ("utf-8-sig", "windows-1252"):
        try:
            return data.decode(encoding), encoding.removesuffix("-sig")
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1"), "latin-1"


def eula_problems(data: bytes | None, where: str) -> Iterator[SubmissionProblem]:
    """What is wrong with the licence text of a vmoapp."""
    if data is None:
        detail = f"no EULA ({ENTRY}): certification programme requires one"
        yield SubmissionProblem("D35", where, detail, "warning")
        return
    place = f"{where}!{ENTRY}"
    text, encoding = decode_eula(data)
    if is_placeholder(text):
        shown = " ".join(text.split())[:_SHOWN]
        detail = f"EULA looks like a template placeholder: {shown!r}"
        yield SubmissionProblem("D36", place, detail, "warning")
    if encoding != "utf-8":
        yield SubmissionProblem("D37", place, f"EULA decoded as {encoding}", "info")


def is_placeholder(text: str) -> bool:
    """Whether a licence text is empty, too short, or left from a template."""
    plain = " ".join(text.split()).lower()
    return len(plain) <= _SHORTEST or any(phrase in plain for phrase in _TEMPLATES)
