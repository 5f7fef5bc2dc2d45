"""Values of scripts and workflows in Python.

========================  =====================================================
Python                    vRO
========================  =====================================================
``None``                  null
``str``                   string, Text, Regexp, path, LdapUser, LdapGroup,
                          Credential, RecurrencePattern, ModuleInfo
``float`` (``int`` too)   number
``bool``                  boolean
aware ``datetime``        Date, to the millisecond
``list``                  Array/T, Array
``dict``                  Properties, CompositeType(…)
:class:`SdkObject`        a plug-in's object
:class:`Reference`        an object of the Orchestrator itself
:class:`SecureString`     SecureString, EncryptedString
:class:`MimeAttachment`   MimeAttachment
:class:`OpaqueText`       Trigger, and texts whose layout is unknown
:class:`Unserialisable`   a Java object without stored form
========================  =====================================================
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeAlias

import msgspec


class SdkObject(msgspec.Struct, frozen=True):
    """A plug-in's object, known by type and id; ``type`` carries the module's prefix."""

    type: str
    id: str
    display: str = ""


class Reference(msgspec.Struct, frozen=True):
    """An object of the Orchestrator: Workflow, Action, ConfigurationElement, Module ….

    Attributes:
        type: The name after the last slash of its URI.
        id: Its id; "" when the URI has none.
        name: Written for Action and Module.
        category: The module of an Action.
    """

    type: str
    id: str
    name: str = ""
    category: str = ""


class SecureString(msgspec.Struct, frozen=True):
    """A secret; never shown by ``repr``."""

    text: str

    def __repr__(self) -> str:
        return "SecureString(***)"


class MimeAttachment(msgspec.Struct, frozen=True):
    """A file; its text form has an unknown layout and is kept untouched."""

    text: str


class OpaqueText(msgspec.Struct, frozen=True):
    """A value that is never interpreted, with its stored text."""

    type: str
    text: str


class Unserialisable(msgspec.Struct, frozen=True):
    """A Java object that no variable can hold."""

    java_class: str
    text: str


class JavaList(list[Any]):
    """A list that is no Java array in the JVM; equal to a list of the same elements.

    Attributes:
        java_class: Its class there.
    """

    __hash__ = None  # as list

    def __init__(self, items: list[Any], java_class: str) -> None:
        super().__init__(items)
        self.java_class = java_class


class JavaMap(dict[str, Any]):
    """A map that is no ``HashMap`` in the JVM; equal to a dict of the same entries.

    Attributes:
        java_class: Its class there.
    """

    __hash__ = None  # as dict

    def __init__(self, items: dict[str, Any], java_class: str) -> None:
        super().__init__(items)
        self.java_class = java_class


Value: TypeAlias = (
    str
    | float
    | bool
    | datetime
    | list[Any]
    | dict[str, Any]
    | SdkObject
    | Reference
    | SecureString
    | MimeAttachment
    | OpaqueText
    | Unserialisable
    | None
)
