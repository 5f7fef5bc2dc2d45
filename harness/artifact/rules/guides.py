"""Rules about guides and support documents (programme guide §3.3.1.1 b and c)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from harness.artifact.model import Covered, Skipped
from harness.artifact.rulebook import breach
from harness.artifact.words import is_notes, mentions, words
from harness.checks.finding import Effect

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harness.artifact.surroundings import Said, Surroundings
    from harness.artifact.texts import Document

_GUIDE, _SUPPORT = "doc.install-guide", "doc.support-process"
_DOUBTFUL: Final = "proof case"
"""A word of the programme that partners write in their own ways: its absence is a doubt."""
_URL: Final = re.compile(r"https?://\w[^\s)>\]]+|mailto:\S+@\S+", re.IGNORECASE)
_DIGITS: Final = 7
_NUMBER: Final = re.compile(r"(?<![\w.])(\+|\(?0|1-|\()?[0-9][0-9 ()/-]{5,}[0-9](?![\w.])")


def rules(around: Surroundings) -> Iterator[Said]:
    """Judge the guide and the support document of the case."""
    documents = around.documents
    if documents is None:
        yield from (Skipped(check, around.lacking) for check in (_GUIDE, _SUPPORT))
        return
    for check, judged in ((_GUIDE, install_guide), (_SUPPORT, support_process)):
        breaches = tuple(judged(documents.readable))
        yield Covered(check, len(documents.readable), "documents")
        unread = [name for name in documents.unreadable if not is_notes(name)]
        if breaches and unread:
            yield Skipped(check, f"the format of {unread[0]} cannot be read", unable=True)
        else:
            yield from breaches


def install_guide(documents: Iterable[Document]) -> Iterator[Said]:
    """Judge the headings of everything that is no release notes."""
    guides = [each for each in documents if not is_notes(each.name)]
    lines = [line for guide in guides for line in guide.headings]
    parts = words().guide_parts
    missing = [part for part, known in parts.items() if not any(mentions(x, known) for x in lines)]
    if len(missing) == len(parts):
        yield breach(
            "S-guide",
            "there is no installation and configuration guide in the documentation archive",
            expected=f"a document with parts for {', '.join(parts)}",
        )
        return
    for part in missing:
        yield breach(
            "S-guide",
            f"the installation and configuration guide has no part for: {part}",
            where=", ".join(guide.name for guide in guides),
            effect=Effect.WARN if part == _DOUBTFUL else None,
        )


def support_process(documents: Iterable[Document]) -> Iterator[Said]:
    """Judge what the documents say about getting support."""
    wanted = words()
    found = [each for each in documents if _speaks_of(each, wanted.support_documents)]
    if not found:
        yield breach(
            "S-support",
            "no document says how to get support",
            expected="which logs, what to collect, whom to contact, who is entitled",
        )
        return
    lines = [line for each in found for line in each.lines]
    where = ", ".join(each.name for each in found)
    for part, known in wanted.support_parts.items():
        if not any(mentions(line, known) for line in lines):
            yield breach("S-support", f"nothing is said about: {part}", where=where)
    if not any(_URL.search(line) for line in lines):
        yield breach("S-support", "no web address of the support is given", where=where)
    if not any(_gives_a_number(line) for line in lines):
        yield breach("S-support", "no telephone number of the support is given", where=where)


def _speaks_of(document: Document, known: Iterable[str]) -> bool:
    name = re.sub(r"[-_.]", " ", document.name.lower())
    return any(mentions(line, known) for line in (name, *document.headings))


def _gives_a_number(line: str) -> bool:
    """A number with a plus sign, or one beside a word for telephone."""
    beside = mentions(line, words().telephone)
    return any(
        sum(map(str.isdigit, found[0])) >= _DIGITS and (beside or found[0].startswith("+"))
        for found in _NUMBER.finditer(line)
    )
