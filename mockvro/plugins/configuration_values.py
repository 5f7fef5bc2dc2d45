"""Whose values a configuration element has after an import (`reference/rest-api.md` §8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from mockvro.content.configuration import parse_configuration, write_configuration
from mockvro.content.encoding import encode_utf16
from mockvro.content.errors import ContentError

if TYPE_CHECKING:
    from mockvro.content.workflow import Variable
    from mockvro.store import Element

SECRET = "securestring"  # noqa: S105 - the name of a type


@dataclass(frozen=True, slots=True)
class Values:
    """Which packaged values are imported.

    Attributes:
        plain: Values of all types but SecureString.
        secret: Values of type SecureString.
    """

    plain: bool
    secret: bool

    def takes(self, attribute: Variable) -> bool:
        """Whether the packaged value of an attribute counts."""
        return self.secret if attribute.type.lower() == SECRET else self.plain


ALL = Values(plain=True, secret=True)
"""What installing a plug-in imports."""


def with_values(packaged: Element, stored: Element | None, values: Values) -> Element:
    """The packaged element; where its values do not count, those of the stored one stay.

    Content that cannot be read is left as it is; it is reported elsewhere.
    """
    try:
        content = parse_configuration(packaged.text)
        before = parse_configuration(stored.text).attributes if stored is not None else ()
    except ContentError:
        return packaged
    if all(values.takes(each) for each in content.attributes):
        return packaged
    kept = {(each.name, each.type): each.value for each in before}
    attributes = tuple(
        each
        if values.takes(each)
        else msgspec.structs.replace(each, value=kept.get((each.name, each.type)))
        for each in content.attributes
    )
    text = write_configuration(msgspec.structs.replace(content, attributes=attributes))
    return msgspec.structs.replace(packaged, data=encode_utf16(text))
