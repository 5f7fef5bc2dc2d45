"""Reading ``acceptance.toml``: decode, then the rules that types alone cannot say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec
from msgspec import UNSET

from harness.case.expectation import output_rule
from harness.case.model import Case
from harness.case.placeholders import names_in
from harness.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from harness.case.effects import ExpectedEffect
    from harness.case.model import WorkflowEntry

_MAX_BYTES = 1 << 20


def load_case(path: Path) -> Case:
    """Read a case file.

    Raises:
        UsageError: The file cannot be read, is no TOML, or says something we cannot use; the
            message names the key.
    """
    text = _read(path)
    try:
        case = msgspec.toml.decode(text, type=Case)
    except msgspec.ValidationError as exc:
        raise _refused(path, str(exc)) from exc
    except (msgspec.DecodeError, UnicodeDecodeError) as exc:
        raise UsageError(f"not a TOML file: {exc}", where=str(path)) from exc
    for key, problem in _problems(case):
        raise UsageError(problem, where=f"{path}: {key}")
    return msgspec.structs.replace(case, path=path.absolute())


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except OSError as exc:
        raise UsageError(
            f"cannot read the case: {exc.strerror}",
            where=str(path),
            advice="'vroaccept init ARTIFACT' drafts one",
        ) from exc
    if len(data) > _MAX_BYTES:
        raise UsageError("a case larger than 1 MiB is no case", where=str(path))
    return data


def _refused(path: Path, message: str) -> UsageError:
    """Turn ``text - at `$.workflow[0].name` `` into a place and a text."""
    text, _, place = message.partition(" - at `$")
    key = place.rstrip("`").lstrip(".").replace("[...]", "")
    what = text.replace("Object ", "table ").replace("`object`", "a table")
    return UsageError(
        what[:1].lower() + what[1:],
        where=f"{path}: {key}" if key else str(path),
        advice="docs/acceptance-toml.md has all keys",
    )


def _problems(case: Case) -> Iterator[tuple[str, str]]:
    if case.format != 1:
        yield "format", f"this program reads format 1, not {case.format}"
    yield from _secret_problems(case)
    yield from _pattern("log.signature", case.log.signature)
    for section in ("configure", "second_endpoint", "workflow", "cleanup"):
        for index, entry in enumerate(getattr(case, section)):
            yield from _entry_problems(f"{section}[{index}]", entry)
    yield from _label_problems(case)


def _secret_problems(case: Case) -> Iterator[tuple[str, str]]:
    declared = [secret.name for secret in case.secret]
    for index, secret in enumerate(case.secret):
        if not re.fullmatch(r"[A-Za-z0-9_-]+", secret.name):
            yield f"secret[{index}].name", "only letters, digits, _ and - are allowed"
        if secret.value and secret.environment:
            yield f"secret[{index}]", "give either value or environment"
    if len(set(declared)) != len(declared):
        yield "secret", "two secrets have the same name"
    used = {name.removeprefix("secret.") for name in names_in(case) if name.startswith("secret.")}
    for name in sorted(used - set(declared)):
        yield "secret", f"{{secret.{name}}} is used, but no [[secret]] has that name"


def _label_problems(case: Case) -> Iterator[tuple[str, str]]:
    titles = [entry.title for entry in (*case.configure, *case.workflow)]
    for title in sorted({title for title in titles if titles.count(title) > 1}):
        yield "workflow", f"two runs are called {title!r}; give each a label of its own"


def _entry_problems(key: str, entry: WorkflowEntry) -> Iterator[tuple[str, str]]:
    if not entry.name and not entry.id:
        yield key, "give the name or the id of the workflow"
    yield from _pattern(f"{key}.expect.error", entry.expect.error)
    for name, wanted in entry.expect.outputs.items():
        place = f"{key}.expect.outputs.{name}"
        try:
            rule = output_rule(wanted)
        except msgspec.ValidationError as exc:
            yield place, str(exc).partition(" - at ")[0]
        else:
            yield from _pattern(place, rule.matches if rule else "")
    for index, effect in enumerate(entry.expect.effect):
        yield from _effect_problems(f"{key}.expect.effect[{index}]", effect)


def _effect_problems(key: str, effect: ExpectedEffect) -> Iterator[tuple[str, str]]:
    if bool(effect.http) == bool(effect.command):
        yield key, "give either http or command: where to read the effect"
    demands = (
        effect.equals is not UNSET,
        effect.contains is not UNSET,
        bool(effect.matches),
        effect.absent,
    )
    if sum(demands) != 1:
        yield key, "give exactly one of equals, contains, matches and absent"
    if effect.at and not effect.at.startswith("/"):
        yield f"{key}.at", "a JSON pointer starts with /"
    yield from _pattern(f"{key}.matches", effect.matches)


def _pattern(key: str, pattern: str) -> Iterator[tuple[str, str]]:
    try:
        re.compile(pattern)
    except re.error as exc:
        yield key, f"not a regular expression: {exc}"
