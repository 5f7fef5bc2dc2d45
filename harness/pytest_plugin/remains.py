"""What is left of all stages of a run, for checks that look at the whole of it.

What another release did there, before an upgrade, is none of it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from msgspec import Struct, structs

from harness.canary import Leak, leaks_below, leaks_in, searchable
from harness.client.mockvro import observation_from
from harness.pytest_plugin.archiving import EXCHANGES, OBSERVATIONS, PLUGIN_LOG, SINCE, SIZES
from harness.pytest_plugin.exchanges import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from harness.case import Case
    from harness.client import Observation

T = TypeVar("T")

_ALWAYS, _NEVER = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)

JVM_FOLDERS = "orchestrator/jvm"
"""Where an embedded Orchestrator keeps the folders of its JVMs, below the folder of its stage."""


class Output(Struct, frozen=True):
    """What a stage's JVMs wrote to ``stdout`` or ``stderr``; ``size`` in bytes, before the cap."""

    stage: str
    stream: str
    text: str
    size: int


class Aftermath:
    """Observations, log, outputs and REST answers of every stage of this process.

    Attributes:
        case: The case.
        secrets: Secrets of the case by name.
    """

    def __init__(self, folder: Path, case: Case, secrets: dict[str, str]) -> None:
        self._folder = folder
        self.case = case
        self.secrets = secrets

    @property
    def stages(self) -> tuple[str, ...]:
        """Names of the stages, in order."""
        if not self._folder.is_dir():
            return ()
        return tuple(sorted(entry.name for entry in self._folder.iterdir() if entry.is_dir()))

    @cached_property
    def observations(self) -> tuple[tuple[str, Observation], ...]:
        """Every observation, with the stage that it belongs to."""
        return tuple(
            (stage, observation_from(document)) for stage, document in self._documents(OBSERVATIONS)
        )

    @cached_property
    def log_lines(self) -> tuple[tuple[str, dict[str, Any]], ...]:
        """Every line that the plug-in logged, with its stage."""
        return tuple(self._documents(PLUGIN_LOG))

    @cached_property
    def exchanges(self) -> tuple[tuple[str, Exchange], ...]:
        """Every REST request and answer, with its stage."""
        return tuple(
            (stage, msgspec.convert(document, Exchange))
            for stage, document in self._documents(EXCHANGES)
        )

    def of_kind(self, *kinds: str) -> tuple[tuple[str, Observation], ...]:
        """Observations of some kinds, with their stages."""
        return tuple((stage, item) for stage, item in self.observations if item.kind in kinds)

    @cached_property
    def outputs(self) -> tuple[Output, ...]:
        """The captured streams."""
        return tuple(
            Output(
                stage,
                each["stream"],
                (self._folder / stage / f"{each['stream']}.txt").read_text(
                    encoding="utf-8", errors="replace"
                ),
                each["bytes"],
            )
            for stage, each in self._documents(SIZES)
            if not self._had_another(stage)  # nobody knows who wrote what
        )

    @property
    def searchable(self) -> bool:
        """Whether there is a secret that is long enough to be told from chance."""
        return bool(searchable(self.secrets))

    def leaks(self, texts: Iterable[tuple[str, str]]) -> tuple[Leak, ...]:
        """Find secrets of the case in named texts, in every form in which texts carry them.

        Secrets that are too short to be told from chance are not looked for.
        """
        return leaks_in(self.secrets, texts)

    def file_leaks(self) -> tuple[Leak, ...]:
        """Find secrets of the case in what the JVMs wrote below their folders: home, temp, work."""
        return tuple(
            structs.replace(leak, where=f"file {leak.where} ({stage})")
            for stage in self.stages
            if not self._had_another(stage)
            for leak in leaks_below(self.secrets, self._folder / stage / JVM_FOLDERS)
        )

    def _documents(self, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
        for stage in self.stages:
            file, since = self._folder / stage / name, self._since(stage)
            for line in file.read_bytes().splitlines() if file.exists() else ():
                document = msgspec.json.decode(line)
                if "at" not in document or datetime.fromisoformat(document["at"]) >= since:
                    yield stage, document

    def _had_another(self, stage: str) -> bool:
        return (self._folder / stage / SINCE).exists()

    def _since(self, stage: str) -> datetime:
        """When the release under test began."""
        if not self._had_another(stage):
            return _ALWAYS
        text = (self._folder / stage / SINCE).read_text()
        return datetime.fromisoformat(text) if text else _NEVER
