"""Type expressions of parameters and variables (`reference/workflow-xml.md` §3.1)."""

from __future__ import annotations

import re
from typing import Final, Literal

import msgspec

from mockvro.content.errors import TypeNameError

CORE: Final = {
    name.lower(): name
    for name in [
        "string",
        "boolean",
        "number",
        "SecureString",
        "EncryptedString",
        "Text",
        "Regexp",
        "path",
        "Date",
        "Array",
        "Properties",
        "LdapGroup",
        "LdapUser",
        "ModuleInfo",
        "Credential",
        "RecurrencePattern",
        "FinderResult",
        "MimeAttachment",
        "Any",
        "void",
        "Trigger",
    ]
}
"""Core types by lower-case name; the product compares them without case."""

SYSTEM: Final = frozenset(
    [
        "Action",
        "ConfigurationElement",
        "ConfigurationElementCategory",
        "Module",
        "Package",
        "ResourceElement",
        "ResourceElementCategory",
        "Task",
        "Workflow",
        "WorkflowCategory",
        "WorkflowInput",
        "WorkflowToken",
        "Policy",
        "PolicyTemplate",
        "PolicyTemplateCategory",
        "AuthorizationElement",
        "WebView",
        "Watcher",
        "LogEvent",
    ]
)
"""Types of the Orchestrator's own objects."""

_ARRAY: Final = "Array/"
_COMPOSITE: Final = "CompositeType("
_DEEPEST: Final = 60
_FIELD: Final = re.compile(r"([A-Za-z_][A-Za-z0-9_]*):(.+)", re.DOTALL)

Assignability = Literal["safe", "unsafe", "no"]
Kind = Literal["array", "composite", "core", "system", "plugin", "unknown"]


class Field(msgspec.Struct, frozen=True):
    """A field of a composite type."""

    name: str
    type: VroType


class VroType(msgspec.Struct, frozen=True):
    """A parsed type.

    Attributes:
        kind: ``unknown`` is a plain name that the product does not know.
        name: Core types in their usual spelling, others as written; "Array" for arrays, the
            optional trailing name for composites.
        element: Type of the elements of an array; plain ``Array`` is an array of Any.
        fields: Fields of a composite type.
    """

    kind: Kind
    name: str
    element: VroType | None = None
    fields: tuple[Field, ...] = ()

    @property
    def module(self) -> str:
        """The plug-in that a plug-in type belongs to; "" for other kinds."""
        return self.name.partition(":")[0] if self.kind == "plugin" else ""

    def __str__(self) -> str:
        if self.kind == "composite":
            fields = ",".join(f"{field.name}:{field.type}" for field in self.fields)
            return f"{_COMPOSITE}{fields})" + (f":{self.name}" if self.name else "")
        if self.element is not None and self.element != ANY:
            return f"{_ARRAY}{self.element}"
        return self.name


ANY: Final = VroType("core", "Any")


def parse_type(text: str) -> VroType:
    """Parse a type expression.

    Raises:
        TypeNameError: It is empty, an array of nothing, or a composite outside the grammar.
    """
    depth = 0
    while text[: len(_ARRAY)].lower() == _ARRAY.lower():
        text = text[len(_ARRAY) :]
        depth += 1
    if depth > _DEEPEST:
        raise TypeNameError(f"an array is nested deeper than {_DEEPEST} levels")
    parsed = _composite(text) if text.startswith(_COMPOSITE) else _plain(text)
    for _ in range(depth):
        parsed = VroType("array", "Array", parsed)
    return parsed


def _plain(text: str) -> VroType:
    if not text:
        raise TypeNameError("a type is empty")
    core = CORE.get(text.lower())
    if core == "Array":
        return VroType("array", core, ANY)
    if core is not None:
        return VroType("core", core)
    if ":" in text:
        return VroType("plugin", text)
    return VroType("system" if text in SYSTEM else "unknown", text)


def _composite(text: str) -> VroType:
    inner, closing, rest = text[len(_COMPOSITE) :].rpartition(")")
    if not closing or (rest and not rest.startswith(":")):
        raise TypeNameError(f"{text!r} is no complete composite type")
    if _COMPOSITE in inner:
        raise TypeNameError(f"field type cannot be composite: {text!r}")
    fields = tuple(_field(part, text) for part in inner.split(","))
    return VroType("composite", rest.removeprefix(":"), None, fields)


def _field(part: str, text: str) -> Field:
    found = _FIELD.fullmatch(part)
    if found is None:
        raise TypeNameError(f"{part!r} is no field of a composite type in {text!r}")
    return Field(found[1], parse_type(found[2]))


def assignability(source: VroType, target: VroType) -> Assignability:
    """Whether the product lets a value of one type into a variable of another.

    ``unsafe`` is allowed and may fail when it runs.
    """
    if target == ANY:
        return "safe"
    if source == ANY:
        return "unsafe"
    if source.element is not None and target.element is not None:
        return assignability(source.element, target.element)
    if source.kind == target.kind == "composite":
        return "safe" if _same_fields(source, target) else "no"
    if {source.kind, target.kind} == {"composite", "core"}:
        return "unsafe" if "Properties" in {source.name, target.name} else "no"
    same = source.kind == target.kind and source.name.lower() == target.name.lower()
    return "safe" if same else "no"


def _same_fields(first: VroType, second: VroType) -> bool:
    def facts(composite: VroType) -> set[tuple[str, str]]:
        return {(field.name, str(field.type).lower()) for field in composite.fields}

    return facts(first) == facts(second)


def mentioned_types(parsed: VroType) -> tuple[VroType, ...]:
    """The named types inside a type: elements of arrays, fields of composites, or itself."""
    if parsed.element is not None:
        return mentioned_types(parsed.element)
    if parsed.kind == "composite":
        return tuple(each for field in parsed.fields for each in mentioned_types(field.type))
    return (parsed,)
