"""Rights of an element on export (`reference/package-format.md` §8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from mockvro.content.action import parse_action, write_action
from mockvro.content.encoding import encode_utf16
from mockvro.content.policy import parse_policy, write_policy
from mockvro.content.resource_element import read_resource, write_resource
from mockvro.content.workflow import parse_workflow, write_workflow
from mockvro.store import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockvro.store import Element

EVERYTHING = "vef"
_FORMS: dict[str, tuple[Callable[[str], Any], Callable[[Any], str]]] = {
    Kind.WORKFLOW: (parse_workflow, write_workflow),
    Kind.ACTION: (parse_action, write_action),
    Kind.POLICY: (parse_policy, write_policy),
}


def masked(element: Element, mask: str) -> bytes:
    """The element's data with rights cut down to a mask; untouched when the mask takes nothing.

    Raises:
        ElementError: The content cannot be read.
    """
    has = element.operations or EVERYTHING
    left = "".join(right for right in has if right in mask)
    if left == has:
        return element.data
    if element.kind == Kind.RESOURCE:
        resource = read_resource(element.data)
        return write_resource(msgspec.structs.replace(resource, allowed_operations=left))
    if element.kind not in _FORMS:
        return element.data
    parse, write = _FORMS[element.kind]
    changed = msgspec.structs.replace(parse(element.text), allowed_operations=left)
    return encode_utf16(write(changed))
