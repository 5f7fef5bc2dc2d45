"""Giving paths to everything that scripts can call, and seeing which of them are opened."""

from __future__ import annotations

import json
import posixpath
import re
import secrets
import time
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from msgspec import Struct

from suites.deeds import Deed
from suites.filesystem.places import file_deeds, is_below
from suites.scripting.live import live_subjects

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pytest

    from harness.pytest_plugin import Method, Stage

OPENS: Final = ("read", "write", "create", "delete", "move", "list")
"""What is more than a question whether a file exists."""
_TEXTS: Final = frozenset({"string", "text", "path", "url", "any", ""})
_NEUTRAL: Final = {"number": "1", "boolean": "false"}
_SECONDS: Final = 8.0
"""Time for all calls; some plug-ins have hundreds of methods, some of which wait."""
_MARK: Final = "vroaccept"
_TOKEN: Final = re.compile(rf"{_MARK}[0-9a-f]{{12}}")

HARMLESS, CLIMBING, BACKSLASH, NUL, ENCODED, ABSOLUTE = (
    "harmless",
    "climbing",
    "backslash",
    "nul",
    "encoded",
    "absolute",
)
KINDS: Final = (HARMLESS, CLIMBING, BACKSLASH, NUL, ENCODED, ABSOLUTE)
"""Kinds of arguments, the one to compare with first."""


class Argument(Struct, frozen=True):
    """A path that was given to one method; ``token`` occurs in nothing else."""

    kind: str
    method: str
    token: str
    path: str


class Opened(Struct, frozen=True):
    """A file that the plug-in opened because of an argument.

    Attributes:
        base: Folder in which the same method keeps what has a harmless name; empty if unknown.
    """

    argument: Argument
    deed: Deed
    base: str


class Probe(Struct, frozen=True):
    """What became of all arguments.

    Attributes:
        methods: Methods that take a text.
        tried: Methods that there was time for.
        opened: Files that were opened.
    """

    methods: int
    tried: int
    opened: tuple[Opened, ...]


_PROBES: Final[WeakKeyDictionary[pytest.Config, Probe]] = WeakKeyDictionary()


def probe_of(request: pytest.FixtureRequest) -> Probe:
    """Call everything with every kind of path, once in a process.

    That may do anything to the plug-in and its managed system, so that it needs a stage of its own.
    """
    if request.config not in _PROBES:
        stage: Stage = request.getfixturevalue("own_stage")
        stage.install()
        stage.configure()
        _PROBES[request.config] = probe(stage)
    return _PROBES[request.config]


def probe(stage: Stage) -> Probe:
    """Call every method of singletons and found objects that takes a text."""
    forbidden = stage.folder / "forbidden"
    forbidden.mkdir(exist_ok=True)
    methods = list(callables(stage))
    given: list[Argument] = []
    end, tried = time.monotonic() + _SECONDS, 0
    for expression, method, name in methods:
        if time.monotonic() > end:
            break
        tried += 1
        # one after the other: what one method sets up must stay while another is tried
        made = [make(kind, name, str(forbidden)) for kind in KINDS]
        given += made
        calls = (call(expression, method, argument.path) for argument in made)
        stage.mockvro.script(stage.plugin, "\n".join(calls))
    return Probe(len(methods), tried, tuple(opened(given, file_deeds(stage))))


def callables(stage: Stage) -> Iterator[tuple[str, Method, str]]:
    """Expression of the object, method, and its full name."""
    declared = {each.script_name: each for each in stage.facts.descriptor.objects}
    for subject in live_subjects(stage):
        known = declared.get(subject.script_name)
        for method in known.methods if known is not None else ():
            if any(takes_text(each.type) for each in method.parameters):
                yield subject.expression, method, f"{subject.script_name}.{method.script_name}"


def takes_text(type_name: str) -> bool:
    """Whether a path may be given for a parameter of this type."""
    return type_name.lower() in _TEXTS


def make(kind: str, method: str, forbidden: str) -> Argument:
    """Make a path of a kind; nothing is at its place, and nothing can be made there by accident."""
    token = f"{_MARK}{secrets.token_hex(6)}"
    paths = {
        HARMLESS: token,
        CLIMBING: f"../../{token}/x",
        BACKSLASH: f"..\\..\\{token}\\x",
        NUL: f"{token}\0.txt",
        ENCODED: f"%2e%2e%2f%2e%2e%2f{token}%2fx",
        ABSOLUTE: f"{forbidden}/{token}/x",
    }
    return Argument(kind, method, token, paths[kind])


def call(expression: str, method: Method, path: str) -> str:
    """A line of script that calls a method and takes no notice of what comes of it."""
    arguments = ", ".join(
        json.dumps(path) if takes_text(each.type) else _NEUTRAL.get(each.type.lower(), "null")
        for each in method.parameters
    )
    return f"try {{ ({expression}).{method.script_name}({arguments}); }} catch (e) {{}}"


def opened(given: Iterable[Argument], done: Iterable[Deed]) -> Iterator[Opened]:
    """Find the arguments again in what was opened; of several in one path the last one counts."""
    arguments = {argument.token: argument for argument in given}
    first: dict[str, Deed] = {}
    for deed in done:
        token = last_token(deed.target)
        if deed.how in OPENS and token in arguments:
            first.setdefault(token, deed)
    bases = {
        arguments[token].method: posixpath.dirname(posixpath.normpath(deed.target))
        for token, deed in first.items()
        if arguments[token].kind == HARMLESS
    }
    for token, deed in first.items():
        argument = arguments[token]
        if argument.kind != HARMLESS:
            yield Opened(argument, deed, bases.get(argument.method, ""))


def last_token(path: str) -> str:
    """The last of our marks in a path; empty without any."""
    found = _TOKEN.findall(path)
    return str(found[-1]) if found else ""


def climbs(each: Opened) -> bool:
    """Whether the file lies outside of the folder that the method otherwise uses.

    Where that is unknown, a path that was opened with its ``..`` in it tells where it climbs from.
    """
    base = each.base
    if not base and "/../" in each.deed.target:
        base = each.deed.target.partition("/../")[0]
    return bool(base) and not is_below(each.deed.target, [base])
