"""The rules of `reference/package-format.md` §9.

P01, P05 and P13 are found while reading, P02, P08 and P09 partly so; :func:`package_problems`
gives all of them. P12 and P14 are what :func:`verify_package` reports, workflows have the rules of
:mod:`mockvro.content.workflow.rules`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import msgspec

from mockvro.content.package import rules_elements
from mockvro.content.package.contents import ParsedElement, parse_elements, used_modules
from mockvro.content.package.model import Package, PackageProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_RESIDUE: Final = re.compile(r"[${}]")
_USED_PLUGIN: Final = re.compile(r"[^#,]+(#\d+(\.\d+)*)?", re.ASCII)


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """A package with everything the rules look at.

    Attributes:
        known_plugins: Plug-ins that exist where it is installed; ``None`` when unknown.
    """

    package: Package
    parsed: tuple[ParsedElement, ...]
    known_plugins: frozenset[str] | None = None


def package_problems(
    package: Package, *, known_plugins: frozenset[str] | None = None
) -> tuple[PackageProblem, ...]:
    """Everything wrong with a package that could be read, ordered by rule.

    Args:
        package: The package as read.
        known_plugins: Names that ``used-plugins`` may list; ``None`` skips that part of P04.
    """
    parsed = parse_elements(package)
    judged = Judged(package=package, parsed=parsed, known_plugins=known_plugins)
    found = [*package.problems]
    for rule in _RULES:
        found += rule(judged)
    for each in parsed:
        found += rules_elements.element_problems(package, each)
    return tuple(sorted(found, key=lambda problem: problem.rule))


def _header(judged: Judged) -> Iterator[PackageProblem]:
    package = judged.package
    if not package.name.strip():
        yield PackageProblem("P02", "dunes-meta-inf", "pkg-name is empty", "error")
    if _RESIDUE.search(package.id):
        detail = f"pkg-id {package.id!r} is left from a template"
        yield PackageProblem("P03", "dunes-meta-inf", detail)


def _used_plugins(judged: Judged) -> Iterator[PackageProblem]:
    where = "dunes-meta-inf"
    written = judged.package.header.get("used-plugins", "")
    for part in filter(None, map(str.strip, written.split(","))):
        if not _USED_PLUGIN.fullmatch(part):
            yield PackageProblem("P04", where, f"used-plugins has {part!r}, not Name#version")
    listed = {plugin.name for plugin in judged.package.used_plugins}
    used = {module for each in judged.parsed for module in used_modules(each.content)}
    for module in sorted(used - listed):
        yield PackageProblem("P04", where, f"uses types of {module} and does not list it")
    if judged.known_plugins is not None:
        for name in sorted(listed - judged.known_plugins):
            yield PackageProblem("P04", where, f"lists the unknown plug-in {name}")


def _duplicates(judged: Judged) -> Iterator[PackageProblem]:
    seen: dict[tuple[str, str, str], str] = {}
    for parsed in judged.parsed:
        element = parsed.element
        if element.type not in {"Workflow", "ScriptModule"} or parsed.content is None:
            continue
        key = (element.type, element.path, parsed.content.name)
        twin = seen.setdefault(key, element.id)
        if twin != element.id:
            detail = f"{element.path}/{parsed.content.name} exists twice, see {twin}"
            yield PackageProblem("P20", element.id, detail)


_RULES: Final[tuple[Callable[[Judged], Iterator[PackageProblem]], ...]] = (
    _header,
    _used_plugins,
    _duplicates,
)
