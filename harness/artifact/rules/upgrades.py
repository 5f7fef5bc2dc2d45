"""What scripts and workflows lose when an earlier release is replaced (``upg.*``)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from harness.artifact.model import Covered, Skipped
from harness.artifact.rulebook import breach
from harness.artifact.words import announced
from harness.checks.finding import Effect
from mockvro.content.action import Action

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.artifact.releases import Release
    from harness.artifact.surroundings import Said, Surroundings
    from mockvro.content.descriptor import Descriptor

_API, _IDS = "upg.api-removed", "upg.workflow-id-changed"
_ANYTHING: Final = frozenset({"any", "object", "java.lang.object"})
_NUMBERS: Final = frozenset(
    {"number", "int", "integer", "long", "short", "double", "float", "byte", "decimal"}
)
Api = dict[tuple[str, ...], "Part"]


class Part(NamedTuple):
    """Something that scripts can name.

    Attributes:
        takes: Types that it takes: parameters, or the value of an attribute that can be set.
        gives: Type of its value.
        deprecated: Whether its end was announced.
    """

    takes: tuple[str, ...] = ()
    gives: str = ""
    deprecated: bool = False


def rules(around: Surroundings, new: Release | None) -> Iterator[Said]:
    """Compare with the earlier release."""
    old = around.earlier
    if old is None or new is None:
        yield from (Skipped(check, "no earlier release was named") for check in (_API, _IDS))
        return
    before = api_of(old)
    yield Covered(_API, len(before), "parts that scripts may use")
    notes = around.notes
    for key, problem in narrowed(before, api_of(new)):
        told = before[key].deprecated or announced(key[-1], notes)
        yield breach(
            "S-api-removed",
            f"{key[0]} {key[-1]} {problem}{', as was announced' if told else ''}",
            where=" / ".join(key),
            expected=f"as in {old.file}, or a mark 'deprecated' there, or a line in the notes",
            effect=Effect.NOTE if told else None,
        )
    homes = workflows_of(old)
    yield Covered(_IDS, len(homes), "workflows of the earlier release")
    yield from _other_ids(homes, workflows_of(new))


def api_of(release: Release) -> Api:
    """Everything that scripts can name in a release."""
    return {**dict(_declared(release.plugin.descriptor)), **dict(_actions(release))}


def _declared(descriptor: Descriptor) -> Iterator[tuple[tuple[str, ...], Part]]:
    for each in descriptor.objects:
        yield ("object", each.script_name), Part(deprecated=each.deprecated)
        if each.singleton is not None:
            yield ("global object", each.singleton.script_name), Part(deprecated=each.deprecated)
        for field in each.attributes:
            sets = () if field.read_only else (field.return_type,)
            part = Part(sets, field.return_type, each.deprecated or field.deprecated)
            yield ("attribute", each.script_name, field.script_name), part
        for method in each.methods:
            takes = tuple(parameter.type for parameter in method.parameters)
            part = Part(takes, method.return_type, each.deprecated or method.deprecated)
            # overloads differ in the number of parameters
            arity = f"{len(takes)} parameters"
            yield ("method", each.script_name, arity, method.script_name), part
    for finder in descriptor.finders:
        yield ("type", finder.type), Part()
        for shown in finder.properties:
            yield ("property", finder.type, shown.name), Part()
        for relation in finder.relations:
            yield ("relation", finder.type, relation.name), Part(gives=relation.type)


def _actions(release: Release) -> Iterator[tuple[tuple[str, ...], Part]]:
    for each in release.packaged:
        if isinstance(each.content, Action):
            takes = tuple(parameter.type for parameter in each.content.parameters)
            yield ("action", *each.path), Part(takes, each.content.result_type)


def narrowed(before: Api, after: Api) -> Iterator[tuple[tuple[str, ...], str]]:
    """What is gone, takes less than before, or gives something else."""
    for key, old in before.items():
        new = after.get(key)
        if new is None:
            if _tells_more(key, after):
                yield key, "is gone"
        elif len(old.takes) > len(new.takes):
            yield key, "takes less than before"
        elif len(old.takes) < len(new.takes) and key[0] == "action":
            yield key, f"takes {len(new.takes)} parameters instead of {len(old.takes)}"
        elif lost := [
            f"{was} -> {now}"
            for was, now in (*zip(old.takes, new.takes, strict=False), (new.gives, old.gives))
            if not _fits(was, now)
        ]:
            yield key, f"has another type ({', '.join(lost)})"


def _tells_more(gone: tuple[str, ...], after: Api) -> bool:
    """Whether it was in a thing that is still there; else the thing is named, not its parts."""
    kind, *names = gone
    whole = {"attribute": "object", "method": "object", "property": "type", "relation": "type"}
    return kind not in whole or (whole[kind], names[0]) in after


def _fits(source: str, target: str) -> bool:
    """Whether every value of the first type may stand where the second is expected."""
    first, second = _plain(source), _plain(target)
    return first == second or second in _ANYTHING or {first, second} <= _NUMBERS


def _plain(name: str) -> str:
    text = name.strip().lower()
    text = "array/" + text[1:] if text.startswith("[") else text
    return re.sub(r"^java\.(lang|util)\.(?!object)", "", text)


def workflows_of(release: Release) -> dict[tuple[str, ...], str]:
    """Path to id of the workflows that a release ships."""
    return {each.path: each.id for each in release.packaged if each.type == "Workflow"}


def _other_ids(
    before: dict[tuple[str, ...], str], after: dict[tuple[str, ...], str]
) -> Iterator[Said]:
    still = frozenset(after.values())
    for path, was in before.items():
        now = after.get(path)
        if now is not None and now != was and was not in still:
            yield breach(
                "S-workflow-id",
                "a workflow has another id than in the earlier release, so that callers miss it",
                where=" / ".join(path),
                expected=was,
                seen=now,
            )
