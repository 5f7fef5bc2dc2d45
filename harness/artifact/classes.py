"""What the class files of a plug-in say: a typed index, answered by a JVM of ours.

The Java side (``mockvro/jvm/classindex``) reads the jars of one plug-in, and of the provided side
just the classes that are asked for. Nothing of the plug-in is ever loaded or run there.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Iterator

NOTIFIERS: Final = tuple(
    f"ch.dunes.vso.sdk.api.IPluginNotificationHandler.notifyElement{change}"
    for change in ("Updated", "Deleted", "Invalidate")
)
"""Calls with which a plug-in tells the server what has changed."""
ACC_PUBLIC: Final = 0x0001
ACC_STATIC: Final = 0x0008
ACC_INTERFACE: Final = 0x0200
ACC_ABSTRACT: Final = 0x0400


class _Wire(Struct, frozen=True, kw_only=True):
    """Base of what the Java side answers; unknown keys are ignored."""


class Member(_Wire, frozen=True):
    """A method or field; ``desc`` as in class files."""

    name: str
    desc: str
    access: int

    @property
    def public(self) -> bool:
        """Whether scripts and the host can reach it."""
        return bool(self.access & ACC_PUBLIC)

    @property
    def static(self) -> bool:
        """Whether it belongs to the class."""
        return bool(self.access & ACC_STATIC)

    @property
    def arity(self) -> int:
        """Number of parameters of a method."""
        return _arity(self.desc)

    @property
    def returns_void(self) -> bool:
        """Whether a method gives nothing back."""
        return self.desc.endswith(")V")


class ClassFacts(_Wire, frozen=True):
    """One class with its members; ``layer`` is ``plugin``, ``common``, ``platform`` or ``jdk``."""

    name: str
    layer: str
    access: int
    parent: str | None = None
    interfaces: tuple[str, ...] = ()
    methods: tuple[Member, ...] = ()
    fields: tuple[Member, ...] = ()

    @property
    def instantiable(self) -> bool:
        """Whether ``new`` can be applied at all."""
        return not self.access & (ACC_INTERFACE | ACC_ABSTRACT)

    @property
    def supertypes(self) -> tuple[str, ...]:
        """Names of the direct super types."""
        return (*((self.parent,) if self.parent else ()), *self.interfaces)


class JarFacts(_Wire, frozen=True):
    """One jar of ``lib/``.

    Attributes:
        error: Why it could not be read; ``None`` when it could.
        manifest: Main attributes.
        poms: Contents of ``pom.properties`` files.
        natives: Entries with machine code.
        broken: Entries that are no class files although they are called so.
        packages: Java packages that it has classes of.
    """

    error: str | None = None
    manifest: dict[str, str] = field(default_factory=dict)
    poms: tuple[dict[str, str], ...] = ()
    natives: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()


class ClassEntry(_Wire, frozen=True):
    """One class file; ``digest`` (SHA-256) only where several jars have a class of that name."""

    name: str
    jar: int
    major: int
    digest: str = ""
    reachable: bool = False


class Place(_Wire, frozen=True):
    """Where code stands; line 0 when the class file does not tell."""

    type: str
    jar: int
    method: str = ""
    line: int = 0
    reachable: bool = False

    def __str__(self) -> str:
        member = f".{self.method}" if self.method else ""
        return f"{self.type}{member}" + (f" (line {self.line})" if self.line else "")


class MissingReference(_Wire, frozen=True, rename={"place": "from"}):
    """A use of a class, method or field that nobody has.

    ``layer`` is that of the owner when only the member is missing, ``hidden`` when the product has
    the class but the chosen parent loader does not show it.
    """

    place: Place
    kind: str
    owner: str
    layer: str
    how: str
    guarded: bool
    name: str = ""
    desc: str = ""


class WatchedReference(_Wire, frozen=True, rename={"place": "from"}):
    """A use of a class that was asked for; ``how`` is ``code`` or ``signature``."""

    place: Place
    target: str
    how: str


class Site(_Wire, frozen=True, rename={"place": "from"}):
    """A call of ``target``, or a constant text given to it."""

    place: Place
    target: str


class _Answer(_Wire, frozen=True):
    jars: tuple[JarFacts, ...] = ()
    own: frozenset[int] = frozenset()
    classes: tuple[ClassEntry, ...] = ()
    described: dict[str, ClassFacts] = field(default_factory=dict)
    missing: tuple[MissingReference, ...] = ()
    watched: tuple[WatchedReference, ...] = ()
    sites: tuple[Site, ...] = ()
    constants: tuple[Site, ...] = ()
    mains: tuple[str, ...] = ()
    finalizers: tuple[Site, ...] = ()
    identities: tuple[Site, ...] = ()


class ClassIndex(_Answer, frozen=True, dict=True):
    """The classes of one plug-in.

    Attributes:
        names: File names of the jars, in class path order; ``jars`` has their facts.
        own: Indexes of the jars with the plug-in's own code; the others are libraries.
        exempt: Indexes of the SDK's own helper jars, whose references are not judged.
        missing: References that neither the plug-in nor what the host provides answers.
        watched: References to classes outside the published API.
        sites: Call sites of the methods that were asked for.
        constants: Constant texts given to something named like a secret.
        mains: Classes with a ``main`` method, libraries only as far as they are reached.
        finalizers: Methods ``finalize()`` that override and do something.
        identities: Comparisons of two texts by identity; the target ends with where they come from.
    """

    names: tuple[str, ...] = ()
    exempt: frozenset[int] = frozenset()

    @cached_property
    def entries(self) -> dict[str, ClassEntry]:
        """Map each class name to the class file that the loader takes: the first."""
        found: dict[str, ClassEntry] = {}
        for entry in self.classes:
            found.setdefault(entry.name, entry)
        return found

    @property
    def complete(self) -> bool:
        """Whether every jar could be read, so that an absent class is really absent."""
        return not any(jar.error or jar.broken for jar in self.jars)

    @property
    def notifies(self) -> bool:
        """Whether any code, libraries included, tells the server what has changed."""
        return any(site.target in NOTIFIERS for site in self.sites)

    def find(self, name: str) -> ClassFacts | None:
        """The members of a class that was asked for, or of one of its super types."""
        return self.described.get(name)

    def lineage(self, name: str) -> Iterator[ClassFacts]:
        """The class and all its super types, each once, as far as they could be found."""
        todo, seen = [name], set[str]()
        while todo:
            facts = self.find(current := todo.pop(0))
            if facts is not None and current not in seen:
                seen.add(current)
                todo += facts.supertypes
                yield facts

    def hierarchy_known(self, name: str) -> bool:
        """Whether all super types could be found, so that an absent member is really absent."""
        return all(
            self.find(parent) is not None
            for facts in self.lineage(name)
            for parent in facts.supertypes
        )

    def is_subtype(self, name: str, other: str) -> bool:
        """Whether a class is, extends or implements another."""
        return any(facts.name == other for facts in self.lineage(name))

    def methods(self, name: str, method: str) -> list[Member]:
        """Public methods of that name, inherited ones included."""
        return [
            member
            for facts in self.lineage(name)
            for member in facts.methods
            if member.name == method and member.public
        ]

    def fields_of(self, name: str, field_name: str) -> list[Member]:
        """Public fields of that name, inherited ones included."""
        return [
            member
            for facts in self.lineage(name)
            for member in facts.fields
            if member.name == field_name and member.public
        ]

    def constructors(self, name: str) -> list[Member]:
        """Public constructors of the class itself."""
        facts = self.find(name)
        methods = facts.methods if facts else ()
        return [member for member in methods if member.name == "<init>" and member.public]

    def jar_name(self, index: int) -> str:
        """``lib/`` path of a jar."""
        return self.names[index]


def decode_index(answer: bytes, names: tuple[str, ...], exempt: frozenset[int]) -> ClassIndex:
    """Make the index from what the Java side wrote.

    Raises:
        msgspec.DecodeError: It wrote something else.
    """
    decoded = msgspec.json.decode(answer, type=_Answer)
    facts = {key: getattr(decoded, key) for key in decoded.__struct_fields__}
    return ClassIndex(**facts, names=names, exempt=exempt)


def _arity(desc: str) -> int:
    """Count the parameters of a method descriptor (JVMS §4.3.3)."""
    count, at = 0, 1
    while at < len(desc) and desc[at] != ")":
        while desc[at] == "[":
            at += 1
        at = desc.index(";", at) + 1 if desc[at] == "L" else at + 1
        count += 1
    return count
