"""Rules D08 and D09: elements, attributes and value kinds of ``vso.xml``.

Real descriptors break them often and the product loads them all the same, so a breach only warns
(``reference/vso-xml.md`` §7).
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import msgspec
from lxml import etree

from harness.artifact.plugin import attributes, place
from harness.artifact.rulebook import breach
from harness.errors import HarnessError
from mockvro.content import markup
from mockvro.content.descriptor.tree import Node

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from harness.artifact.plugin import Plugin
    from harness.checks.finding import Finding

_PATTERNS: Final = {
    "boolean": re.compile(r"\s*(true|false|0|1)\s*"),
    "whole": re.compile(r"\s*[+-]?[0-9]+\s*"),
    "decimal": re.compile(r"\s*[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)\s*"),
}
_FREE: Final = "text"
_XSI: Final = "{http://www.w3.org/2001/XMLSchema-instance}"


class Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one element may hold; see ``data/descriptor.toml``."""

    one: tuple[str, ...] = ()
    many: tuple[str, ...] = ()
    required: dict[str, str] = {}
    optional: dict[str, str] = {}
    open: bool = False


@cache
def shapes() -> Mapping[str, Shape]:
    """Map each element name to its shape.

    Raises:
        HarnessError: The data file is broken.
    """
    text = (files("harness.artifact") / "data" / "descriptor.toml").read_bytes()
    try:
        return msgspec.toml.decode(text, type=dict[str, Shape])
    except msgspec.DecodeError as error:
        raise HarnessError(
            f"structure table is broken: {error}", where="descriptor.toml"
        ) from error


def rules(plugin: Plugin) -> Iterator[Finding]:
    """Judge the whole tree."""
    namespace = etree.QName(plugin.tree.element).namespace
    if namespace:
        yield breach(
            "D08",
            f"the descriptor is in the namespace {namespace}; its schema has none",
            where=place(plugin.tree),
        )
    yield from _judge(plugin.tree)


def _judge(node: Node) -> Iterator[Finding]:
    shape = shapes().get(node.name)
    if shape is None or shape.open:
        return
    yield from _attributes(node, shape)
    counted: dict[str, int] = {}
    for child in map(Node, markup.children(node.element)):
        counted[child.name] = counted.get(child.name, 0) + 1
        yield from _child(node, child, shape, counted[child.name])


def _child(node: Node, child: Node, shape: Shape, count: int) -> Iterator[Finding]:
    if child.name not in {*shape.one, *shape.many}:
        yield breach("D09", f"<{child.name}> is unknown in <{node.name}>", where=place(child))
        return
    if child.name in shape.one and count > 1:
        yield breach("D09", f"<{child.name}> occurs twice in <{node.name}>", where=place(child))
    yield from _judge(child)


def _attributes(node: Node, shape: Shape) -> Iterator[Finding]:
    kinds = shape.required | shape.optional
    for name in shape.required:
        if node.get(name) is None and (node.name, name) not in _JUDGED_ELSEWHERE:
            yield breach("D09", f"<{node.name}> has no attribute {name}", where=place(node))
    for key, text in attributes(node).items():
        if key not in kinds and not key.startswith(_XSI):
            yield breach("D09", f"<{node.name}> has an unknown attribute {key}", where=place(node))
        elif key in kinds and "${" not in text and not _fits(text, kinds[key]):
            yield breach(
                "D09",
                f"<{node.name}> has an unusable {key}",
                where=place(node),
                expected=_wanted(kinds[key]),
                seen=text,
            )


_JUDGED_ELSEWHERE: Final = {
    ("module", "name"),  # D11
    ("module", "version"),  # V02
    ("module", "build-number"),  # V03
}


def _fits(text: str, kind: str) -> bool:
    if kind == _FREE:
        return True
    pattern = _PATTERNS.get(kind)
    return pattern.fullmatch(text) is not None if pattern else text in kind.split()


def _wanted(kind: str) -> str:
    return kind if kind in _PATTERNS else " or ".join(kind.split())
