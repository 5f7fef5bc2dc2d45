"""Building blocks that many documents share: links, relations, the list envelope."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Json = dict[str, Any]

NAMESPACE = "http://www.vmware.com/vco"
"""Of all elements where a document is written as XML."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list.

    Attributes:
        href: Absolute address.
        attributes: Name to text, in the order shown; None is shown without a value.
        rel: Relation word.
    """

    href: str
    attributes: Mapping[str, object] = field(default_factory=dict)
    rel: str = "down"

    def document(self) -> Json:
        """The link as it stands in a list or among relations."""
        link: Json = {"href": self.href, "rel": self.rel}
        if self.attributes:
            link = {"attributes": attributes(self.attributes), **link}
        return link


def attributes(values: Mapping[str, object]) -> list[Json]:
    """Attribute objects; null has no `value` key (`reference/rest-api.md` §1.4)."""
    return [
        {"name": name} if value is None else {"name": name, "value": text(value)}
        for name, value in values.items()
    ]


def text(value: object) -> str:
    """An attribute value as text; booleans are the words `true` and `false`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def relations(items: Iterable[Item]) -> Json:
    """The `relations` object of a detail document."""
    links = [item.document() for item in items]
    return {"link": links, "total": len(links)}


def envelope(items: Sequence[Item], *, total: int | None = None, start: int = 0) -> Json:
    """The list document; `total` counts all matches, also those that are not shown."""
    links = [item.document() for item in items]
    return {"link": links, "total": len(links) if total is None else total, "start": start}


def present(document: Json) -> Json:
    """The document without keys that are None."""
    return {key: value for key, value in document.items() if value is not None}


def iso(epoch_ms: float) -> str:
    """ISO 8601 with milliseconds and offset, the form of 6.0 and later."""
    moment = datetime.fromtimestamp(epoch_ms / 1000, UTC)
    return moment.isoformat(timespec="milliseconds")
