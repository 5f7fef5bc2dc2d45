"""Reads what a class file declares (JVM specification, chapter 4); for comparisons in tests."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from io import BytesIO

_MODIFIERS = {
    0x0001: "public",
    0x0002: "private",
    0x0004: "protected",
    0x0008: "static",
    0x0010: "final",
    0x0400: "abstract",
    0x1000: "synthetic",
}
_METHOD_ONLY = {0x0020: "synchronized", 0x0040: "bridge", 0x0080: "varargs", 0x0100: "native"}
_FIELD_ONLY = {0x0040: "volatile", 0x0080: "transient"}
_CONSTANT_FORMATS = {3: ">i", 4: ">f", 5: ">q", 6: ">d"}
_TWO_NUMBERS = {9, 10, 11, 12, 17, 18}
_ONE_NUMBER = {7, 8, 16, 19, 20}

Constant = str | int | float | tuple[int, ...]


@dataclass
class Member:
    """A field or a method."""

    name: str
    descriptor: str
    modifiers: set[str]
    signature: str | None = None
    constant: Constant | None = None
    exceptions: tuple[str, ...] = ()
    deprecated: bool = False
    annotation_default: str | None = None

    @property
    def visible(self) -> bool:
        return bool(self.modifiers & {"public", "protected"})


@dataclass
class ClassFile:
    """One class with its members; names with dots."""

    name: str
    major: int
    modifiers: set[str]
    superclass: str | None
    interfaces: list[str]
    is_interface: bool
    signature: str | None = None
    deprecated: bool = False
    annotations: set[str] = field(default_factory=set)
    fields: list[Member] = field(default_factory=list)
    methods: list[Member] = field(default_factory=list)


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._stream = BytesIO(data)
        self.constants: dict[int, Constant] = {}

    def number(self, layout: str) -> int:
        size = struct.calcsize(layout)
        value: int = struct.unpack(layout, self._stream.read(size))[0]
        return value

    def u2(self) -> int:
        return self.number(">H")

    def bytes(self, count: int) -> bytes:
        return self._stream.read(count)

    def read_constants(self) -> None:
        count, index = self.u2(), 1
        while index < count:
            tag = self.number(">B")
            self.constants[index] = self._constant(tag)
            index += 2 if tag in (5, 6) else 1

    def _constant(self, tag: int) -> Constant:
        if tag == 1:
            return self.bytes(self.u2()).decode("utf-8", "surrogatepass")
        if tag in _CONSTANT_FORMATS:
            return self.number(_CONSTANT_FORMATS[tag])
        if tag in _ONE_NUMBER:
            return (self.u2(),)
        if tag in _TWO_NUMBERS:
            return (self.u2(), self.u2())
        return (self.number(">B"), self.u2())

    def text(self, index: int) -> str:
        value = self.constants[index]
        return self.text(value[0]) if isinstance(value, tuple) else str(value)

    def class_name(self) -> str | None:
        index = self.u2()
        return self.text(index).replace("/", ".") if index else None

    def attributes(self) -> dict[str, _Reader]:
        found = {}
        for _ in range(self.u2()):
            name = self.text(self.u2())
            found[name] = _Reader(self.bytes(self.number(">I")))
            found[name].constants = self.constants
        return found


def _modifiers(flags: int, more: dict[int, str]) -> set[str]:
    return {name for bit, name in (_MODIFIERS | more).items() if flags & bit}


def _member(reader: _Reader, more: dict[int, str]) -> Member:
    flags, name, descriptor = reader.u2(), reader.text(reader.u2()), reader.text(reader.u2())
    member = Member(name, descriptor, _modifiers(flags, more))
    attributes = reader.attributes()
    member.deprecated = "Deprecated" in attributes
    if signature := attributes.get("Signature"):
        member.signature = reader.text(signature.u2())
    if constant := attributes.get("ConstantValue"):
        value = reader.constants[constant.u2()]
        member.constant = reader.text(value[0]) if isinstance(value, tuple) else value
    if thrown := attributes.get("Exceptions"):
        member.exceptions = tuple(str(thrown.class_name()) for _ in range(thrown.u2()))
    if default := attributes.get("AnnotationDefault"):
        default.number(">B")
        member.annotation_default = reader.text(default.u2())
    return member


def _own_inner_flags(reader: _Reader, name: str) -> int | None:
    for _ in range(reader.u2()):
        inner, _outer, _simple, flags = reader.class_name(), reader.u2(), reader.u2(), reader.u2()
        if inner == name:
            return flags
    return None


def _annotation_types(reader: _Reader) -> set[str]:
    found = set()
    for _ in range(reader.u2()):
        found.add(reader.text(reader.u2())[1:-1].replace("/", "."))
        for _ in range(reader.u2()):
            reader.u2()
            _skip_value(reader)
    return found


def _skip_value(reader: _Reader) -> None:
    tag = reader.bytes(1)
    if tag == b"[":
        for _ in range(reader.u2()):
            _skip_value(reader)
    else:
        reader.bytes(4 if tag == b"e" else 2)


def read_class(data: bytes) -> ClassFile:
    """The declarations of one class file."""
    reader = _Reader(data)
    reader.bytes(6)
    major = reader.u2()
    reader.read_constants()
    flags, name, superclass = reader.u2(), reader.class_name(), reader.class_name()
    interfaces = [str(reader.class_name()) for _ in range(reader.u2())]
    fields = [_member(reader, _FIELD_ONLY) for _ in range(reader.u2())]
    methods = [_member(reader, _METHOD_ONLY) for _ in range(reader.u2())]
    attributes = reader.attributes()
    if inner := attributes.get("InnerClasses"):
        own = _own_inner_flags(inner, str(name))
        flags = own if own is not None else flags
    result = ClassFile(
        str(name),
        major,
        _modifiers(flags, {}),
        superclass,
        interfaces,
        bool(flags & 0x0200),
        fields=fields,
        methods=methods,
    )
    result.deprecated = "Deprecated" in attributes
    if signature := attributes.get("Signature"):
        result.signature = reader.text(signature.u2())
    if annotations := attributes.get("RuntimeVisibleAnnotations"):
        result.annotations = _annotation_types(annotations)
    return result
