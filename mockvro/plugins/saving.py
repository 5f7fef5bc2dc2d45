"""Saving an element that a client made or changed, as the product's editor does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockvro.content.encoding import encode_utf16
from mockvro.plugins.element_facts import element_facts
from mockvro.plugins.history import grow
from mockvro.store import Element, Kind
from mockvro.store.sides import INFO, SIGNATURE

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockvro.store import Store


@dataclass(frozen=True, slots=True)
class Saver:
    """Writes elements; every save of XML content is a version of its history.

    Attributes:
        store: Where elements are kept.
        now_ms: Wall clock in epoch milliseconds.
        user: Who saves.
    """

    store: Store
    now_ms: Callable[[], int]
    user: str

    def save(
        self, kind: Kind, element_id: str, data: str | bytes, category: str, comment: str = ""
    ) -> Element:
        """Insert or replace an element.

        Args:
            kind: Its kind.
            element_id: Its id; equal to the one inside the content.
            data: XML text, or the ZIP of a resource.
            category: Id of its category.
            comment: Of the new version.

        Raises:
            StoreClosedError: The server has stopped.
        """
        # Packages bring the cryptography library; a server starts without it.
        from mockvro.content.package import Element as PackagedElement  # noqa: PLC0415

        stored = data if isinstance(data, bytes) else encode_utf16(data)
        facts = element_facts(
            PackagedElement(folder=element_id, id=element_id, type=kind, info={}, data=stored)
        )
        element = Element(
            kind=kind,
            id=element_id,
            name=facts.name,
            version=facts.version,
            description=facts.description,
            category=category,
            operations=facts.operations,
            data=stored,
        )
        with self.store.transaction():
            self.store.elements.put(element)
            # The author's signature covers the content before; a server signs anew on export.
            for name in (SIGNATURE, INFO):
                self.store.sides.remove(kind, element_id, name)
            if kind != Kind.RESOURCE:
                grow(self.store, element, self.user, self.now_ms(), comment)
        return element
