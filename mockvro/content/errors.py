"""What the format readers and writers raise.

::

    ContentError
    ├── ArchiveError       a ZIP that cannot be read safely; ``rule`` is D01, D02, D28, D30 or D31
    ├── MarkupError        not well-formed XML, or XML that uses entities
    ├── DescriptorError    a ``vso.xml`` that the product refuses; ``rule`` is one of D06..D43
    ├── PackageError       a ``.package`` that cannot be read; ``rule`` is P01, P02 or P12
    ├── ElementError       a workflow, action, configuration, resource or policy that cannot be read
    ├── TypeNameError      a type expression outside the grammar
    └── ValueTextError     a value without a stored form, or a text that is no value
"""

from __future__ import annotations

from mockvro.errors import MockvroError


class ContentError(MockvroError):
    """Content from outside that cannot be read, or content of ours that cannot be written."""


class ArchiveError(ContentError):
    """An archive that is not safe or not possible to read.

    Attributes:
        rule: Rule of `reference/dar-and-vmoapp.md` §9.
        entry: The entry it was found at; empty when it concerns the archive.
    """

    def __init__(
        self, what: str, *, rule: str, where: str = "", entry: str = "", advice: str = ""
    ) -> None:
        super().__init__(what, where=where, advice=advice)
        self.rule = rule
        self.entry = entry


class MarkupError(ContentError):
    """XML that cannot be read.

    Attributes:
        line: Line in the text, from 1; 0 when unknown.
        column: Column in the line, from 1; 0 when unknown.
        entity: True when the document is refused because it uses an entity of its own.
    """

    def __init__(
        self, what: str, *, line: int = 0, column: int = 0, entity: bool = False, where: str = ""
    ) -> None:
        super().__init__(what, where=where)
        self.line = line
        self.column = column
        self.entity = entity


class DescriptorError(ContentError):
    """A plug-in descriptor that the product refuses.

    Attributes:
        rule: Rule of `reference/dar-and-vmoapp.md` §9.
        line: Line in ``vso.xml``, from 1; 0 when unknown.
        column: Column in the line, from 1; 0 when unknown.
    """

    def __init__(
        self, what: str, *, rule: str, line: int = 0, column: int = 0, advice: str = ""
    ) -> None:
        place = f"VSO-INF/vso.xml line {line}" if line else "VSO-INF/vso.xml"
        super().__init__(what, where=f"{place} col {column}" if column else place, advice=advice)
        self.rule = rule
        self.line = line
        self.column = column


class PackageError(ContentError):
    """A package that cannot be read.

    Attributes:
        rule: Rule of `reference/package-format.md` §9.
    """

    def __init__(self, what: str, *, rule: str, where: str = "", advice: str = "") -> None:
        super().__init__(what, where=where, advice=advice)
        self.rule = rule


class ElementError(ContentError):
    """The content of one element cannot be read or written.

    Attributes:
        rule: P09 or, for workflows, W01 to W04 of :mod:`mockvro.content.workflow.rules`.
        line: Line in the element's XML, from 1; 0 when unknown.
    """

    def __init__(self, what: str, *, rule: str = "P09", where: str = "", line: int = 0) -> None:
        super().__init__(f"line {line}: {what}" if line else what, where=where)
        self.rule = rule
        self.line = line


class TypeNameError(ContentError):
    """A type expression outside the grammar of `reference/workflow-xml.md` §3.1."""


class ValueTextError(ContentError):
    """A value has no stored form, or a text is not the form of its type."""
