"""What a draft of a case is made from, read out of the artifact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.case.draft import DraftFacts, DraftWorkflow
from harness.errors import UsageError
from mockvro.content.errors import ContentError
from mockvro.content.package import read_package
from mockvro.content.submission import read_submission
from mockvro.content.workflow import parse_workflow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mockvro.content.package import Element
    from mockvro.content.submission import Dar


def gather_facts(artifact: Path) -> DraftFacts:
    """Read name, version and workflows of the first plug-in in a submission.

    Workflows that cannot be read are left out; ``vroaccept inspect`` tells about them.

    Raises:
        UsageError: It has no plug-in that the product would read.
    """
    try:
        submission = read_submission(artifact)
    except ContentError as exc:
        raise UsageError(exc.what, where=str(artifact), advice=exc.advice) from exc
    for dar in submission.dars:
        if dar.descriptor is not None:
            return DraftFacts(
                artifact=artifact.name,
                plugin=dar.descriptor.name,
                version=dar.descriptor.version or "",
                build=dar.descriptor.build_number or "",
                workflows=tuple(_workflows(dar)),
            )
    raise UsageError(
        "there is no readable plug-in inside",
        where=str(artifact),
        advice=f"'vroaccept inspect {artifact.name}' says why",
    )


def _workflows(dar: Dar) -> Iterator[DraftWorkflow]:
    for entry in dar.packages:
        try:
            package = read_package(dar.archive.read(entry), file=entry)
        except ContentError:
            continue
        for element in package.elements:
            if element.type == "Workflow" and (draft := _workflow(element)):
                yield draft


def _workflow(element: Element) -> DraftWorkflow | None:
    try:
        workflow = parse_workflow(element.text)
    except ContentError:
        return None
    return DraftWorkflow(
        id=element.id,
        name=workflow.name,
        category=element.path,
        inputs=tuple((parameter.name, parameter.type) for parameter in workflow.inputs),
    )
